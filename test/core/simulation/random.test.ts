import { describe, expect, it } from 'vitest';
import { createRandom, drawBinomial } from '../../../src/core/simulation/random.ts';

const DRAWS = 20_000;

describe('drawing how many of some succeed', () => {
  it.each([
    [10, 0.3],
    [500, 0.05],
    [1_000_000, 0.000_01],
    [10_000, 0.1],
    [250, 0.97],
  ])('has the mean and the variance of %s trials at %s', (trials, p) => {
    const random = createRandom(7);
    const draws = Array.from({ length: DRAWS }, () => drawBinomial(random, trials, p));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / DRAWS;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / DRAWS;
    expect(mean / (trials * p)).toBeCloseTo(1, 1);
    expect(variance / (trials * p * (1 - p))).toBeCloseTo(1, 1);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThanOrEqual(trials);
  });

  it.each([
    [0, 0.5, 0],
    [100, 0, 0],
    [100, 1, 100],
  ])('draws of %s at %s: %s', (trials, p, expected) => {
    expect(drawBinomial(createRandom(1), trials, p)).toBe(expected);
  });
});
