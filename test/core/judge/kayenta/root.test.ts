import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRoot } from '../../../../src/core/judge/kayenta/root.ts';

function solve(evaluate: (at: number) => number, from: number, to: number): number | undefined {
  const point = (at: number) => ({ at, value: evaluate(at) });
  return findRoot(evaluate, point(from), point(to));
}

/** 0.9 or more from 0, or no number. */
function evaluateGap(x: number): number {
  return Math.abs(x) < 0.9 ? Number.NaN : x;
}

describe('a root', () => {
  it.each([
    ['x^2 - 2', (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ['cos x - x', (x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    ['x^9', (x: number) => x ** 9, -1, 4, 0],
    ['1 - x / 7', (x: number) => 1 - x / 7, -1000, 1000, 7],
    ['at the first end', (x: number) => x, 0, 5, 0],
    ['at the second end', (x: number) => x - 5, 0, 5, 5],
  ])('of %s', (_, evaluate, from, to, expected) => {
    const root = solve(evaluate, from, to) ?? Number.NaN;
    // x^9 is flat around its root: there it is the function that must be small.
    expect(Math.min(Math.abs(root - expected), Math.abs(evaluate(root)))).toBeLessThan(1e-4);
  });

  it('of a step lies within 1e-4 of it', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (step) => {
        const root = solve((x) => (x < step ? 3 : -1), -2, 3) ?? Number.NaN;
        expect(Math.abs(root - step)).toBeLessThan(1e-4);
      }),
    );
  });

  it('is not looked for where the function is not a number', () => {
    expect(solve(evaluateGap, -1, 1)).toBeUndefined();
    expect(solve(evaluateGap, -1, 0)).toBeUndefined();
  });
});
