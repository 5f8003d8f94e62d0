import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../bench/judge/random.ts';
import { judgeCount } from '../../../../src/core/judge/statistics/count.ts';
import type { PairedTallies } from '../../../../src/core/judge/statistics/evidence.ts';
import { judgeProportion } from '../../../../src/core/judge/statistics/proportion.ts';
import { CHANGE, DROP, INCREASE, MINUTE } from './series.ts';

/** Fifty events a minute over both arms, the canary's rate times `factor`, its share of the exposure moving. */
function drawTallies(seed: string, factor: number, share: (at: number) => number): PairedTallies[] {
  const random = createRandom(seed);
  return Array.from({ length: 60 }, (_, at) => ({
    from: at * MINUTE,
    to: (at + 1) * MINUTE,
    canary: { count: random.poisson(50 * share(at) * factor), exposure: share(at) },
    baseline: { count: random.poisson(50 * (1 - share(at))), exposure: 1 - share(at) },
  }));
}

const tenth = () => 0.1;
const ramp = (at: number) => 0.05 + at / 120;

describe('counts per time', () => {
  test.each([
    ['the same rate', 1, tenth, 'harmless-shown', 'harmless-shown'],
    ['the same rate on a ramp', 1, ramp, 'harmless-shown', 'harmless-shown'],
    ['twice the rate', 2, tenth, 'harm-shown', 'harmless-shown'],
    ['a third of the rate', 1 / 3, ramp, 'harmless-shown', 'harm-shown'],
    ['nothing at all', 0, tenth, 'harmless-shown', 'harm-shown'],
  ])('of %s', (_, factor, share, increase, drop) => {
    const series = drawTallies('tallies', factor, share);
    expect(judgeCount(series, INCREASE).reason).toBe(increase);
    expect(judgeCount(series, DROP).reason).toBe(drop);
  });

  test('ratios and what is detectable are told as canary over baseline', () => {
    const found = judgeCount(drawTallies('ratio', 0.5, ramp), CHANGE);
    expect(found.ratio.estimate).toBeGreaterThan(0.4);
    expect(found.ratio.estimate).toBeLessThan(0.6);
    expect(found.ratio.low).toBeLessThan(found.ratio.estimate);
    expect(found.ratio.high).toBeLessThan(1);
    expect(found.minimumDetectable.ratio).toBeLessThan(1);
    expect(found.minimumDetectable.ratio).toBeCloseTo(1 / found.minimumDetectable.oddsRatio, 9);
  });

  test('say what proportions of very many requests would say', () => {
    const series = drawTallies('limit', 2, tenth);
    const requests = series.map((pair) => ({
      ...pair,
      canary: { events: pair.canary.count, total: 1e8 * pair.canary.exposure },
      baseline: { events: pair.baseline.count, total: 1e8 * pair.baseline.exposure },
    }));
    const counted = judgeCount(series, INCREASE);
    expect(counted.logE).toBeCloseTo(judgeProportion(requests, INCREASE).logE, 4);
  });

  test('an arm without exposure says nothing', () => {
    const series = drawTallies('blind', 2, () => 0);
    expect(judgeCount(series, INCREASE).reason).toBe('no-traffic');
  });

  test('pods that differ make a difference less telling', () => {
    const series = drawTallies('pods', 1.5, () => 0.5);
    const spread = (share: readonly number[]) =>
      series.map((pair) => ({
        ...pair,
        baseline: { ...pair.baseline, pods: podsOf(pair.baseline, share) },
      }));
    const even = judgeCount(spread([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]), INCREASE);
    const uneven = judgeCount(spread([3, 3, 3, 1, 1, 1, 1, 1, 0, 0, 0, 0]), INCREASE);
    expect(uneven.dispersion).toBeGreaterThan(2 * even.dispersion);
    expect(uneven.logE).toBeLessThan(even.logE);
  });
});

/** Divides a tally over pods of equal exposure, events as the weights say. */
function podsOf({ count, exposure }: PairedTallies['baseline'], weights: readonly number[]) {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Object.fromEntries(
    weights.map((weight, i) => [
      `pod-${i}`,
      { count: (count * weight) / sum, exposure: exposure / weights.length },
    ]),
  );
}
