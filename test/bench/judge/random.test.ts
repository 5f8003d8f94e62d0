import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../bench/judge/random.ts';

/** Mean and variance of many draws lie within five standard errors of what they should be. */
function expectMoments(draw: () => number, mean: number, variance: number): void {
  const count = 40_000;
  const values = Array.from({ length: count }, draw);
  const found = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  expect(Math.abs(found - mean)).toBeLessThan(5 * Math.sqrt(variance / count));
  expect(Math.abs(squares / variance - 1)).toBeLessThan(0.1);
}

describe('random numbers', () => {
  test('repeat with the seed, and differ with another', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, createRandom(seed).uniform);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  const random = createRandom('moments');

  test('uniform and normal', () => {
    expectMoments(random.uniform, 0.5, 1 / 12);
    expectMoments(random.normal, 0, 1);
  });

  test.each([0.1, 3, 9.9, 10, 50, 3000])('Poisson with mean %d', (mean) => {
    expectMoments(() => random.poisson(mean), mean, mean);
  });

  test.each([
    [10, 0.1],
    [300, 0.01],
    [300, 0.3],
    [100_000, 0.001],
    [20, 0.5],
    [100, 0.97],
  ])('binomial of %i at %d', (trials, probability) => {
    const mean = trials * probability;
    expectMoments(() => random.binomial(trials, probability), mean, mean * (1 - probability));
  });

  test('binomial at the ends', () => {
    expect(random.binomial(7, 0)).toBe(0);
    expect(random.binomial(7, 1)).toBe(7);
    expect(random.binomial(0, 0.5)).toBe(0);
  });

  test('geometric with mean 4', () => {
    expectMoments(() => random.geometric(4), 4, 12);
    expect(random.geometric(1)).toBe(1);
  });
});
