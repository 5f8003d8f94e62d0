import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canaryPods, splitReading } from '../../../src/core/backtest/split.ts';
import { thin } from '../../../src/core/backtest/thin.ts';
import { addSamples, observationsIn } from '../../../src/core/judge/sum.ts';
import type { ArmReading, Sample } from '../../../src/core/measurement.ts';
import { createRandom } from '../../../src/core/simulation/random.ts';

const counts = fc
  .tuple(fc.nat(2_000), fc.nat(2_000))
  .map(([events, others]): Sample => ({ kind: 'proportion', events, total: events + others }));
const histogram = fc.array(fc.nat(500), { minLength: 2, maxLength: 6 }).map((parts): Sample => {
  let count = 0;
  const buckets = parts.map((part, index) => ({
    le: index === parts.length - 1 ? Number.POSITIVE_INFINITY : index + 1,
    count: (count += part),
  }));
  return { kind: 'histogram', buckets };
});
const tally = fc.nat(5_000).map((count): Sample => ({ kind: 'count', count }));
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('thinning', () => {
  it('keeps every observation in one part or the other', () => {
    fc.assert(
      fc.property(fc.oneof(counts, histogram, tally), share, fc.nat(), (sample, part, seed) => {
        const { taken, left } = thin(sample, part, createRandom(seed));
        expect(addSamples(taken, left)).toEqual(sample);
      }),
    );
  });

  it('takes the share, event or not', () => {
    const random = createRandom(3);
    const sample: Sample = { kind: 'proportion', events: 10_000, total: 1_000_000 };
    const { taken } = thin(sample, 0.05, random);
    const { events, total } = taken as Extract<Sample, { kind: 'proportion' }>;
    expect(total / 50_000).toBeCloseTo(1, 1);
    expect(events / 500).toBeCloseTo(1, 0);
  });

  it('rounds what was extrapolated, and shows a reading in both parts', () => {
    const { taken, left } = thin({ kind: 'count', count: 7.6 }, 0.5, createRandom(1));
    expect(observationsIn(taken) + observationsIn(left)).toBe(8);
    const gauge: Sample = { kind: 'gauge', value: 3 };
    expect(thin(gauge, 0.1, createRandom(1))).toEqual({ taken: gauge, left: gauge });
  });
});

describe('the pods that play the canary', () => {
  it.each([
    [20, 0.05, 1],
    [3, 0.05, 1],
    [10, 0.25, 3],
    [10, 0.3, 3],
    [2, 0.99, 1],
    [8, 0.5, 4],
  ])('of %s at %s: %s', (pods, part, expected) => expect(canaryPods(pods, part)).toBe(expected));

  const pods = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `pod-${index}`,
      { kind: 'proportion', events: index, total: 1_000 } as const,
    ]),
  );
  const reading: ArmReading = {
    outcome: 'sample',
    sample: { kind: 'proportion', events: 190, total: 20_000 },
    pods,
  };
  const cut = (part: number, seed = 1) =>
    splitReading(reading, {
      share: part,
      random: createRandom(seed),
      rank: (pod) => Number(pod.slice(4)),
    });

  it('are the first, whole, and the others are the baseline', () => {
    const { canary, baseline } = cut(0.1);
    expect(canary).toMatchObject({ pods: { 'pod-0': { events: 0 }, 'pod-1': { events: 1 } } });
    expect(canary).toMatchObject({ sample: { events: 1, total: 2_000 } });
    expect(baseline).toMatchObject({ sample: { events: 189, total: 18_000 } });
  });

  it('are thinned where they carry more than the share', () => {
    const { canary } = cut(0.01);
    const total = canary.outcome === 'sample' ? observationsIn(canary.sample) : 0;
    expect(total / 200).toBeCloseTo(1, 0);
    expect(total).toBeLessThan(300);
  });

  it('are averaged where they are readings', () => {
    const gauges: ArmReading = {
      outcome: 'sample',
      sample: { kind: 'gauge', value: 2 },
      pods: {
        a: { kind: 'gauge', value: 1 },
        b: { kind: 'gauge', value: 2 },
        c: { kind: 'gauge', value: 4 },
      },
    };
    const arms = splitReading(gauges, {
      share: 0.3,
      random: createRandom(1),
      rank: (pod) => pod.charCodeAt(0),
    });
    expect(arms.canary).toMatchObject({ sample: { value: 1 } });
    expect(arms.baseline).toMatchObject({ sample: { value: 3 } });
  });

  it('are all at 100%, and no baseline is left', () => {
    expect(cut(1)).toMatchObject({
      canary: reading,
      baseline: { outcome: 'no-data', reason: 'no-arm' },
    });
  });
});

it('what has no data has none in either arm', () => {
  const gap: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing' };
  const cut = { share: 0.1, random: createRandom(1), rank: () => 0 };
  expect(splitReading(gap, cut)).toEqual({ canary: gap, baseline: gap });
});
