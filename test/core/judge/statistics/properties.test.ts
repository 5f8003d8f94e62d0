import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Counts, PairedCounts } from '../../../../src/core/judge/statistics/evidence.ts';
import { judgeProportion } from '../../../../src/core/judge/statistics/proportion.ts';
import { DROP, INCREASE, MINUTE } from './series.ts';

/** A pod with up to 400 requests, some of which failed. */
const pod: fc.Arbitrary<Counts> = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 0.2, noNaN: true }))
  .map(([total, rate]) => ({ events: Math.round(rate * total), total }));

const arm = (pods: number) => fc.array(pod, { minLength: pods, maxLength: pods });

/** Up to 40 minutes of two canary pods and twelve of the baseline. */
const series = fc
  .array(fc.tuple(arm(2), arm(12)), { minLength: 1, maxLength: 40 })
  .map((minutes) => minutes.map(([canary, baseline], at) => pairAt(at, canary, baseline)));

function pairAt(at: number, canary: readonly Counts[], baseline: readonly Counts[]): PairedCounts {
  const [ofCanary, ofBaseline] = [sumUp(canary), sumUp(baseline)];
  return { from: at * MINUTE, to: (at + 1) * MINUTE, canary: ofCanary, baseline: ofBaseline };
}

function sumUp(pods: readonly Counts[]) {
  const sum = { events: 0, total: 0 };
  for (const { events, total } of pods) {
    sum.events += events;
    sum.total += total;
  }
  return { ...sum, pods: Object.fromEntries(pods.map((one, i) => [`pod-${i}`, one])) };
}

function hidePods({ from, to, canary, baseline }: PairedCounts): PairedCounts {
  const bare = ({ events, total }: Counts) => ({ events, total });
  return { from, to, canary: bare(canary), baseline: bare(baseline) };
}

test('swapping the arms mirrors: an increase is a drop, and the ratio its inverse', () => {
  fc.assert(
    fc.property(series, (minutes) => {
      const fixed = { margin: 1.2, marginOf: 'odds' } as const;
      const pairs = minutes.map(hidePods);
      const swapped = pairs.map((pair) => ({
        ...pair,
        canary: pair.baseline,
        baseline: pair.canary,
      }));
      const increase = judgeProportion(pairs, { ...INCREASE, ...fixed });
      const drop = judgeProportion(swapped, { ...DROP, ...fixed });
      expect(drop.logE).toBeCloseTo(increase.logE, 9);
      expect(drop.dispersion).toBeCloseTo(increase.dispersion, 9);
      expect(drop.intervals).toBe(increase.intervals);
    }),
    { numRuns: 60 },
  );
});

test('an interval in which nothing was served changes nothing, wherever it stands', () => {
  fc.assert(
    fc.property(series, fc.nat(), (minutes, place) => {
      const at = place % (minutes.length + 1);
      const from = at * MINUTE;
      const nothing = { events: 0, total: 0 };
      const empty = { from, to: from + 1, canary: nothing, baseline: nothing };
      expect(judgeProportion(minutes.toSpliced(at, 0, empty), INCREASE)).toEqual(
        judgeProportion(minutes, INCREASE),
      );
    }),
    { numRuns: 60 },
  );
});

test('the order of the pods does not matter, nor that it changes', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 11 }), (minutes, turn) => {
      const turned = minutes.map((pair, at) => {
        const pods = Object.entries(pair.baseline.pods ?? {});
        const first = (turn * at) % pods.length;
        const rotated = Object.fromEntries([...pods.slice(first), ...pods.slice(0, first)]);
        return { ...pair, baseline: { ...pair.baseline, pods: rotated } };
      });
      const [found, expected] = [turned, minutes].map((one) => judgeProportion(one, INCREASE));
      expect(found?.logE).toBeCloseTo(expected?.logE ?? Number.NaN, 9);
      expect(found?.dispersion).toBeCloseTo(expected?.dispersion ?? Number.NaN, 9);
      expect(found?.harm).toBe(expected?.harm);
    }),
    { numRuns: 60 },
  );
});
