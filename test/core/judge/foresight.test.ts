import { describe, expect, it } from 'vitest';
import { foresee } from '../../../src/core/judge/foresight/foresight.ts';
import type { UsualMetric } from '../../../src/core/judge/foresight/traffic.ts';
import { writeDuration } from '../../../src/core/quantity/duration.ts';
import { judge, latencies, plan, series, share } from './court.ts';

const usualLatency = (perSecond: number): UsualMetric => {
  const reading = latencies(1_000_000, 0.1);
  if (reading.outcome !== 'sample' || reading.sample.kind !== 'histogram') throw new Error();
  return { kind: 'latency', perSecond, buckets: reading.sample.buckets };
};

const errors = (perSecond: number, rate: number): UsualMetric => ({
  kind: 'proportion',
  perSecond,
  rate,
});

/** What the only criterion can see in a phase. */
function seeAhead(criterion: string, usual: UsualMetric, phase = 'weight: 5%, bake: 1h') {
  const [metric = ''] = criterion.split(/[ :]/);
  const [one] = foresee(plan({ criteria: `'${criterion}'`, phase }), new Map([[metric, usual]]));
  return one;
}

describe('what a sentence will see', () => {
  it.each([
    ['errors < baseline * 1.2', errors(100, 0.01), 1.2, 1.63],
    ['errors < baseline * 1.2', errors(1000, 0.01), 1.2, 1.34],
    ['errors < baseline * 1.2', errors(100, 0.001), 1.2, 2.7],
    ['errors: no significant increase', errors(100, 0.01), undefined, 1.7],
    ['errors: no significant increase within 50%', errors(100, 0.01), 1.5, 2],
    ['conversion: no significant drop within 10%', errors(100, 0.3), 0.909, 0.83],
    ['orders >= baseline * 0.8', { kind: 'count', perSecond: 1 }, 0.8, 0.51],
    ['latency < baseline * 1.2', usualLatency(100), 1.2, 1.26],
    ['memory < baseline * 1.2', { kind: 'gauge', deviation: 0.05, memory: 0.5 }, 1.2, 1.25],
  ] as const)('%s with %j: allows %d, shows %d', (criterion, usual, allowed, detectable) => {
    const seen = seeAhead(criterion, usual);
    expect(seen?.allowed).toEqual(allowed === undefined ? undefined : expect.closeTo(allowed, 3));
    expect(Math.abs((seen?.detectable ?? Number.NaN) / detectable - 1)).toBeLessThan(0.03);
    expect(seen?.blind).toBeUndefined();
  });

  it('is about what the verdict says it could have seen', () => {
    const criterion = 'errors < baseline * 1.2';
    const measured = series(
      'errors',
      60,
      () => share(3, 300),
      () => share(57, 5700),
    );
    const { weighed } = judge({ criteria: criterion }, measured, true);
    const ahead = seeAhead(criterion, errors(100, 0.01))?.detectable ?? Number.NaN;
    expect(Math.abs((weighed?.detectable ?? Number.NaN) / ahead - 1)).toBeLessThan(0.05);
  });

  it.each(['weight: 25%, bake: 1h', 'weight: 5%, bake: 3h', 'weight: 5%, bake: 1h, extend: 2h'])(
    'is more with %s',
    (phase) => {
      const usual = errors(100, 0.001);
      const more = seeAhead('errors < baseline * 1.2', usual, phase)?.detectable;
      expect(more).toBeLessThan(
        seeAhead('errors < baseline * 1.2', usual)?.detectable ?? Number.NaN,
      );
    },
  );

  it('is less for every sentence the more there are', () => {
    const both = foresee(
      plan({ criteria: 'errors < baseline * 1.2, conversion >= baseline * 0.9' }),
      new Map([['errors', errors(100, 0.01)]]),
    );
    expect(both).toHaveLength(1);
    expect(both[0]?.falseAlarms).toBe(0.005);
    expect(both[0]?.detectable).toBeGreaterThan(
      seeAhead('errors < baseline * 1.2', errors(100, 0.01))?.detectable ?? Number.NaN,
    );
  });
});

describe('a sentence that can never conclude', () => {
  const blind = (phase?: string) => seeAhead('errors < baseline * 1.2', errors(3, 0.001), phase);

  it('is found, with the bake that would do', () => {
    const found = blind()?.blind;
    expect(found).toMatchObject({ harm: 6 });
    expect(blind(`weight: 5%, bake: ${writeDuration(found?.bake ?? 0)}`)?.blind).toBeUndefined();
  });

  it('is found, with the weight that would do', () => {
    const usual = errors(1, 0.01);
    const found = seeAhead('errors < baseline * 1.2', usual)?.blind;
    const weight = found?.weight;
    const isBlindAt = (percent: number) =>
      seeAhead('errors < baseline * 1.2', usual, `weight: ${percent}%, bake: 1h`)?.blind;
    expect(weight).toBeGreaterThan(5);
    expect(isBlindAt(weight ?? 0)).toBeUndefined();
    expect(isBlindAt((weight ?? 0) - 1)).toBeDefined();
  });

  it('is one about a reading that is taken too seldom', () => {
    const usual: UsualMetric = { kind: 'gauge', deviation: 0.01, memory: 0 };
    const short = seeAhead('memory < baseline * 1.2', usual, 'weight: 5%, bake: 7m');
    expect(short).toMatchObject({ detectable: Number.POSITIVE_INFINITY, blind: { bake: 600_000 } });
  });

  it('is one about a latency without a bucket edge near the quantile', () => {
    const usual: UsualMetric = {
      kind: 'latency',
      perSecond: 100,
      buckets: [
        { le: 10, count: 1_000_000 },
        { le: Number.POSITIVE_INFINITY, count: 1_000_000 },
      ],
    };
    expect(seeAhead('latency < baseline * 1.2', usual)?.blind).toEqual({ harm: 6 });
  });
});

it('nothing is foreseen of plain limits, of unknown metrics, and of another kind than the metric is', () => {
  const all = plan({
    criteria: 'errors < 1%, conversion >= baseline * 0.9, memory < baseline * 2',
  });
  const usual = new Map([
    ['errors', errors(100, 0.01)],
    ['memory', errors(100, 0.01)],
  ]);
  expect(foresee(all, usual)).toEqual([]);
});
