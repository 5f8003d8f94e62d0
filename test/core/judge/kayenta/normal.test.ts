import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../../src/core/judge/kayenta/normal.ts';
import { distance } from './distance.ts';

/** Area under the standard normal density from 0 to x, by Simpson's rule. */
function integrate(x: number): number {
  const steps = 2000;
  const density = (at: number) => Math.exp((-at * at) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i++) sum += density((x * i) / steps) * (i % 2 === 1 ? 4 : 2);
  return (sum * x) / (3 * steps);
}

describe('the normal quantile', () => {
  it.each([
    [0.5, 0],
    [0.75, 0.6744897501960817],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
    [0.995, 2.5758293035489004],
    [0.9999, 3.719016485455681],
  ])('of %f is %f, as printed tables have it', (p, expected) => {
    expect(distance(normalQuantile(p), expected)).toBeLessThanOrEqual(1e-11);
    expect(distance(normalQuantile(1 - p), -expected)).toBeLessThanOrEqual(1e-11);
  });

  it('has that much area below it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        expect(distance(0.5 + integrate(normalQuantile(p)), p)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it.each([0, 1, -0.1, Number.NaN])('refuses %f', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
