import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../bench/judge/random.ts';
import { podDispersion, timeDispersion } from '../../../../src/core/judge/statistics/dispersion.ts';
import { oddsModel } from '../../../../src/core/judge/statistics/hypergeometric.ts';
import { createObservations } from '../../../../src/core/judge/statistics/observations.ts';
import { rateModel } from '../../../../src/core/judge/statistics/rates.ts';

describe('dispersion over time', () => {
  test('is the prior of 1.5 without data', () => {
    expect(timeDispersion(rateModel, observe([], 8), 0, 1).dispersion).toBe(1.5);
  });

  test('takes the residuals and the prior together', () => {
    // Three residuals of 2, -2 and 2 at variance 2 each: (12 + 7.5 * 2) / ((3 + 4) * 2).
    expect(timeDispersion(rateModel, observe([6, 2, 6], 8), 0, 1).dispersion).toBeCloseTo(
      27 / 14,
      12,
    );
  });

  test('adds what neighbouring residuals have in common', () => {
    // Twelve residuals: six of 1, six of -1, variance 2; lags 1 and 2 weigh 2/3 and 1/3.
    const runs = [5, 5, 5, 5, 5, 5, 3, 3, 3, 3, 3, 3];
    const longRun = 12 + 2 * ((2 / 3) * 9 + (1 / 3) * 6);
    expect(timeDispersion(rateModel, observe(runs, 8), 0, 1).dispersion).toBeCloseTo(
      (longRun + 15) / (16 * 2),
      12,
    );
    // Alternating residuals do not make it smaller than without neighbours.
    const alternating = [5, 3, 5, 3, 5, 3, 5, 3, 5, 3, 5, 3];
    expect(timeDispersion(rateModel, observe(alternating, 8), 0, 1).dispersion).toBe(1);
  });

  test('begins at the given observation', () => {
    const observations = observe([8, 0, 8, 6, 2, 6], 8);
    expect(timeDispersion(rateModel, observations, 3, 1).dispersion).toBeCloseTo(27 / 14, 12);
  });
});

describe('dispersion between pods', () => {
  test('follows the formula for equal pods', () => {
    // Four pods of 100 requests with 6, 14, 10 and 10 failures: p = 0.1, X2 = 32 / 9, t(.99; 6) = 3.142668.
    const pearson = (16 + 16) / (10 * 0.9);
    const measured = (pearson / 3 - 1) / (10 * 0.9);
    const variance = ((3 * 0.01 + 3 * measured) / 6) * (3.142668403 / 2.326347874) ** 2;
    const found = podDispersion(oddsModel, sums([6, 14, 10, 10], 100), sums([0, 0], 300));
    expect(found).toBeCloseTo(1 + variance * 300 * 0.1 * 0.9, 7);
  });

  test('keeps the prior where pods agree, and grows with what the canary sees', () => {
    const agreeing = sums([10, 10, 10, 10], 100);
    const small = podDispersion(oddsModel, agreeing, sums([0], 100));
    const large = podDispersion(oddsModel, agreeing, sums([0], 1000));
    expect(small).toBeGreaterThan(1);
    expect(large - 1).toBeCloseTo(10 * (small - 1), 9);
  });

  test('is 1 without pods, without events, and with nothing but events', () => {
    expect(podDispersion(oddsModel, sums([], 0), sums([], 0))).toBe(1);
    expect(podDispersion(oddsModel, sums([0, 0], 100), sums([0], 100))).toBe(1);
    expect(podDispersion(oddsModel, sums([100, 100], 100), sums([0], 100))).toBe(1);
  });

  test('finds the deviation that unequal pods have', () => {
    const random = createRandom('pods');
    const sizes = Float64Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 2000 : 8000));
    const events = sizes.map((size) => {
      const odds = 0.05 * Math.exp(0.3 * random.normal());
      return random.binomial(size, odds / (1 + odds));
    });
    const canary = sums([0], 1000);
    const rate = events.reduce((a, b) => a + b) / sizes.reduce((a, b) => a + b);
    const found = podDispersion(oddsModel, { events, sizes }, canary);
    const deviation = Math.sqrt((found - 1) / (1000 * rate * (1 - rate)));
    expect(deviation).toBeGreaterThan(0.28);
    expect(deviation).toBeLessThan(0.32);
  });
});

/** Counts with an exposure of 1 in both arms: the mode is half the events, the variance a quarter. */
function observe(canaryEvents: readonly number[], events: number) {
  const observations = createObservations(rateModel);
  for (const a of canaryEvents) observations.push(a, { canary: 1, baseline: 1, events });
  return observations;
}

/** Pods of one size. */
function sums(events: readonly number[], size: number) {
  return { events: Float64Array.from(events), sizes: Float64Array.from(events, () => size) };
}
