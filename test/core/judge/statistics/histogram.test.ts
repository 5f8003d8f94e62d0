import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../../bench/judge/random.ts';
import { shareAbove, valueExceededBy } from '../../../../src/core/judge/statistics/distribution.ts';
import { chooseEdges, TARGETS } from '../../../../src/core/judge/statistics/edges.ts';
import type {
  Distribution,
  PairedDistributions,
} from '../../../../src/core/judge/statistics/evidence.ts';
import { judgeHistogram } from '../../../../src/core/judge/statistics/histogram.ts';
import { CHANGE, DROP, INCREASE, MINUTE } from './series.ts';

const EDGES = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, Number.POSITIVE_INFINITY];

/** Latencies with a median of 200 ms and a 95th percentile of 632 ms, times `factor`. */
function drawLatencies(
  random: Random,
  count: number,
  factor: number,
  edges: readonly number[] = EDGES,
): Distribution {
  const counts = edges.map(() => 0);
  for (let i = 0; i < count; i++) {
    const latency = 0.2 * factor * Math.exp(0.7 * random.normal());
    const bucket = edges.findIndex((le) => latency <= le);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  let sum = 0;
  return { buckets: edges.map((le, i) => ({ le, count: (sum += counts[i] ?? 0) })) };
}

function drawMinutes(
  factor: number,
  edges: { canary?: readonly number[]; baseline?: readonly number[] } = {},
): PairedDistributions[] {
  const random = createRandom('latencies');
  return Array.from({ length: 30 }, (_, at) => ({
    from: at * MINUTE,
    to: (at + 1) * MINUTE,
    canary: drawLatencies(random, 300, factor, edges.canary),
    baseline: drawLatencies(random, 1500, 1, edges.baseline),
  }));
}

describe('histograms', () => {
  test.each([
    [1, 'harmless-shown', 'harmless-shown'],
    [1.3, 'harm-shown', 'harmless-shown'],
    [0.7, 'harmless-shown', 'harm-shown'],
  ])('stretched by %d', (factor, increase, drop) => {
    const series = drawMinutes(factor);
    const slower = judgeHistogram(series, INCREASE);
    expect(slower.reason).toBe(increase);
    expect(judgeHistogram(series, DROP).reason).toBe(drop);
    expect(slower.ratio.low).toBeLessThan(factor);
    expect(slower.ratio.high).toBeGreaterThan(factor);
    expect(Math.abs(slower.ratio.estimate / factor - 1)).toBeLessThan(0.08);
    expect(slower.minimumDetectable.ratio).toBeGreaterThan(1);
    expect(slower.minimumDetectable.ratio).toBeLessThan(1.4);
  });

  test('names the edge and how much of the baseline lies above', () => {
    const { edge } = judgeHistogram(drawMinutes(1), INCREASE);
    expect(edge?.le).toBe(0.75);
    expect(edge?.exceedance).toBeGreaterThan(0.02);
    expect(edge?.exceedance).toBeLessThan(0.04);
  });

  test('a margin of values allows what the same margin of odds would not', () => {
    const series = drawMinutes(1.2);
    expect(judgeHistogram(series, { ...INCREASE, margin: 1.3 }).harm).toBe('shown');
    const asked = { ...INCREASE, margin: 1.3, marginOf: 'value' } as const;
    expect(judgeHistogram(series, asked).harm).toBe('not-shown');
    expect(judgeHistogram(drawMinutes(1.6), asked).harm).toBe('shown');
  });

  test('a single quantile is judged at its nearest edge alone', () => {
    const found = judgeHistogram(drawMinutes(1.3), { ...INCREASE, quantile: 0.5 });
    expect(found).toMatchObject({ harm: 'shown', edge: { le: 0.2 } });
    expect(judgeHistogram(drawMinutes(1.3), { ...INCREASE, quantile: 0.99999999 }).reason).toBe(
      'no-edge',
    );
  });

  test('different buckets are compared at the edges they share', () => {
    const mixed = drawMinutes(1.3, { canary: EDGES.filter((le) => le !== 0.75 && le !== 2) });
    expect(judgeHistogram(mixed, INCREASE)).toMatchObject({ harm: 'shown' });
    const apart = drawMinutes(1.3, { canary: [0.07, 0.33, 0.88, Number.POSITIVE_INFINITY] });
    expect(judgeHistogram(apart, INCREASE).reason).toBe('no-edge');
  });

  test('buckets that change on the way count only where they agree throughout', () => {
    const early = drawMinutes(1);
    const late = drawMinutes(1.4, { baseline: EDGES.filter((le) => le !== 0.5) });
    const series = [...early.slice(0, 15), ...late.slice(15)];
    const { edge } = judgeHistogram(series, INCREASE);
    expect(edge?.le).not.toBe(0.5);
  });

  test('without an edge in the tail nothing is said', () => {
    const coarse = [0.2, 10, Number.POSITIVE_INFINITY];
    const series = drawMinutes(1.5, { canary: coarse, baseline: coarse });
    expect(judgeHistogram(series, INCREASE)).toMatchObject({
      harm: 'not-shown',
      harmless: 'not-shown',
      reason: 'no-edge',
    });
  });

  test('an arm without observations says nothing', () => {
    const [first] = drawMinutes(1);
    const empty = EDGES.map((le) => ({ le, count: 0 }));
    const series = first === undefined ? [] : [{ ...first, canary: { buckets: empty } }];
    expect(judgeHistogram(series, CHANGE).reason).toBe('no-traffic');
  });

  test('pods are taken into account where they have the edge', () => {
    const series = drawMinutes(1.15).map((pair, at) => {
      const random = createRandom(`pods ${at}`);
      const pods = Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `pod-${i}`,
          drawLatencies(random, 125, 0.7 + i * 0.06),
        ]),
      );
      return { ...pair, baseline: { ...pair.baseline, pods } };
    });
    const withPods = judgeHistogram(series, { ...INCREASE, margin: 1.1 });
    const without = judgeHistogram(drawMinutes(1.15), { ...INCREASE, margin: 1.1 });
    expect(withPods.dispersion).toBeGreaterThan(without.dispersion);
    expect(withPods.logE).toBeLessThan(without.logE);
  });
});

describe('the tail between edges', () => {
  const profile = [
    { edge: 1, share: 0.5 },
    { edge: 2, share: 0.05 },
    { edge: 4, share: 0 },
  ];

  test.each([
    [0.5, 1],
    [0.05, 2],
    [Math.sqrt(0.025), 1.5],
    [0.005, 3],
    [1, 0],
  ])('%d lie above %d, and back', (share, value) => {
    expect(valueExceededBy(share, profile)).toBeCloseTo(value, 9);
    expect(shareAbove(value, profile)).toBeCloseTo(share, 9);
  });

  test('edges are chosen by the log odds', () => {
    const shares = [0.8, 0.45, 0.2, 0.06, 0.02, 0.001, 0];
    const all = shares.map((share, edge) => ({ edge, share }));
    expect(chooseEdges(all, TARGETS)?.map(({ share }) => share)).toEqual([0.45, 0.06, 0.06, 0.02]);
    expect(chooseEdges(all.slice(0, 2), TARGETS)).toBeUndefined();
  });
});
