import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../bench/judge/random.ts';
import { oddsModel } from '../../../../src/core/judge/statistics/hypergeometric.ts';
import { createObservations } from '../../../../src/core/judge/statistics/observations.ts';
import {
  expectNoise,
  podDispersion,
} from '../../../../src/core/judge/statistics/pod-dispersion.ts';
import { createPodTotals } from '../../../../src/core/judge/statistics/pods.ts';
import { rateModel } from '../../../../src/core/judge/statistics/rates.ts';
import { createSteadiness } from '../../../../src/core/judge/statistics/steadiness.ts';
import { createTimeDispersion } from '../../../../src/core/judge/statistics/time-dispersion.ts';

describe('dispersion over time', () => {
  test('is the prior of 1.5 without data', () => {
    expect(createTimeDispersion(rateModel, observe([], 8))(0, 1).dispersion).toBe(1.5);
  });

  test('takes the residuals and the prior together', () => {
    // Three residuals of 2, -2 and 2 at variance 2 each: (12 + 7.5 * 2) / ((3 + 4) * 2).
    expect(createTimeDispersion(rateModel, observe([6, 2, 6], 8))(0, 1).dispersion).toBeCloseTo(
      27 / 14,
      12,
    );
  });

  test('adds what neighbouring residuals have in common', () => {
    // Twelve residuals: six of 1, six of -1, variance 2; lags 1 and 2 weigh 2/3 and 1/3.
    const runs = [5, 5, 5, 5, 5, 5, 3, 3, 3, 3, 3, 3];
    const longRun = 12 + 2 * ((2 / 3) * 9 + (1 / 3) * 6);
    expect(createTimeDispersion(rateModel, observe(runs, 8))(0, 1).dispersion).toBeCloseTo(
      (longRun + 15) / (16 * 2),
      12,
    );
    // Alternating residuals do not make it smaller than without neighbours.
    const alternating = [5, 3, 5, 3, 5, 3, 5, 3, 5, 3, 5, 3];
    expect(createTimeDispersion(rateModel, observe(alternating, 8))(0, 1).dispersion).toBe(1);
  });

  test('pulls in what stands out', () => {
    // One residual of 50 at a variance of 25 (ten deviations) among 99 of half a deviation.
    const calm = Array.from({ length: 99 }, (_, i) => (i % 2 === 0 ? 52.5 : 47.5));
    const wild = createTimeDispersion(rateModel, observe([...calm, 100], 100))(0, 1);
    expect(wild.limit).toBeGreaterThanOrEqual(9);
    expect(wild.limit).toBeLessThan(12);
    expect(wild.dispersion).toBe(1);
    expect(
      createTimeDispersion(rateModel, observe([...calm, 100], 100))(0, 1, undefined, 1e9)
        .dispersion,
    ).toBeCloseTo((99 * 6.25 + 2500 + 7.5 * 25) / (104 * 25), 12);
  });

  test('begins at the given observation', () => {
    const observations = observe([8, 0, 8, 6, 2, 6], 8);
    expect(createTimeDispersion(rateModel, observations)(3, 1).dispersion).toBeCloseTo(27 / 14, 12);
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
    const found = podDispersion(oddsModel, { count: 4000, events, sizes, noise: 1 }, canary);
    const deviation = Math.sqrt((found - 1) / (1000 * rate * (1 - rate)));
    expect(deviation).toBeGreaterThan(0.28);
    expect(deviation).toBeLessThan(0.32);
  });
});

describe('noise of pods over time', () => {
  /** Twenty pods of 1000 requests at 2%, each wandering by itself. */
  function observePods(deviation: number, memory: number, intervals: number) {
    const random = createRandom(`${deviation} ${memory}`);
    const counting = {
      eventsOf: ({ events }: { events: number }) => events,
      sizeOf: () => 1000,
      harmful: (events: number) => events,
    };
    const totals = createPodTotals(oddsModel, counting, createSteadiness());
    const wander = Array.from({ length: 20 }, random.normal);
    for (let at = 0; at < intervals; at++) {
      const pods: Record<string, { events: number }> = {};
      wander.forEach((state, pod) => {
        const next = memory * state + Math.sqrt(1 - memory * memory) * random.normal();
        wander[pod] = next;
        const rate = 0.02 * Math.exp(deviation * next);
        pods[`pod-${pod}`] = { events: random.binomial(1000, rate) };
      });
      totals.add({ pods });
    }
    return totals.since(0);
  }

  test('is 1 for independent events', () => {
    expect(observePods(0, 0, 200).noise).toBeGreaterThan(0.9);
    expect(observePods(0, 0, 200).noise).toBeLessThan(1.1);
  });

  test('counts wandering, the longer it lasts the more', () => {
    // Per interval the variance is 1 + 20 * 0.09 = 2.8 times that of independent events.
    const brief = observePods(0.3, 0, 200).noise;
    const long = observePods(0.3, 0.8, 200).noise;
    expect(brief).toBeGreaterThan(2.3);
    expect(brief).toBeLessThan(3.3);
    expect(long).toBeGreaterThan(2.5 * brief);
  });

  test('is expected of the canary where there are pods enough', () => {
    const noisy = observePods(0.3, 0.8, 100);
    expect(expectNoise(noisy).weight).toBe(45);
    expect(expectNoise(noisy).dispersion).toBeCloseTo((7.5 + 40 * noisy.noise) / 45, 12);
    expect(expectNoise(sums([1, 2, 3], 100))).toEqual({ dispersion: 1.5, weight: 5 });
  });

  test('adds to what pods differ by, and is larger on larger pods', () => {
    const baseline = { ...sums([10, 10, 10, 10], 100), noise: 3 };
    const calm = podDispersion(oddsModel, { ...baseline, noise: 1 }, sums([0], 100));
    expect(podDispersion(oddsModel, baseline, sums([0], 100))).toBeCloseTo(calm + 2, 12);
    expect(podDispersion(oddsModel, baseline, sums([0], 200))).toBeCloseTo(
      1 + 4 + 2 * (calm - 1),
      12,
    );
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
  return {
    count: events.length,
    events: Float64Array.from(events),
    sizes: Float64Array.from(events, () => size),
    noise: 1,
  };
}
