import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  ByPod,
  Counts,
  Evidence,
  PairedCounts,
} from '../../../../src/core/judge/statistics/evidence.ts';
import {
  judgeProportion,
  startProportionJudge,
} from '../../../../src/core/judge/statistics/proportion.ts';
import { CHANGE, drawMinutes, drawPods, DROP, INCREASE, MINUTE, minute, PHASE } from './series.ts';

describe('what is found', () => {
  test('a doubled error rate is harm, and is told with its interval', () => {
    const evidence = judgeProportion(drawMinutes('doubled', 60, 2), INCREASE);
    expect(evidence).toMatchObject({ harm: 'shown', harmless: 'not-shown', reason: 'harm-shown' });
    expect(evidence.logE).toBeGreaterThan(Math.log(100));
    expect(evidence.ratio.low).toBeGreaterThan(1.25);
    expect(evidence.ratio.low).toBeLessThan(evidence.ratio.estimate);
    expect(evidence.ratio.high).toBeGreaterThan(evidence.ratio.estimate);
    expect(evidence.ratio.estimate).toBeGreaterThan(1.7);
    expect(evidence.ratio.estimate).toBeLessThan(2.3);
  });

  test('an equal error rate is harmless', () => {
    const evidence = judgeProportion(drawMinutes('equal', 60, 1), INCREASE);
    expect(evidence).toMatchObject({ harm: 'not-shown', reason: 'harmless-shown' });
  });

  test('sparse errors of the canary alone are caught although the baseline has none', () => {
    const sparse = Array.from({ length: 40 }, (_, at) =>
      minute(at, [at % 3 === 0 ? 1 : 0, 300], [0, 5700]),
    );
    const evidence = judgeProportion(sparse, INCREASE);
    expect(evidence).toMatchObject({ harm: 'shown', events: { canary: 14, baseline: 0 } });
    expect(evidence.ratio.estimate).toBe(Number.POSITIVE_INFINITY);
    expect(evidence.ratio.low).toBeGreaterThan(1);
    expect(evidence.ratio.high).toBe(Number.POSITIVE_INFINITY);
  });

  test('five events are the least', () => {
    const brief = { ...INCREASE, phase: { from: 0, to: 15 * MINUTE } };
    const series = Array.from({ length: 5 }, (_, at) => minute(at, [1, 100], [0, 99_900]));
    expect(judgeProportion(series.slice(0, 4), brief).reason).toBe('too-few-events');
    expect(judgeProportion(series, brief).reason).toBe('harm-shown');
  });

  test('a harm that begins after an hour is found within minutes', () => {
    const series = [
      ...drawPods('before', 60, 1),
      ...drawPods('after', 60, 5).map((pair) => shift(pair, 60)),
    ];
    expect(firstHarm(series)).toBeLessThanOrEqual(70);
    expect(firstHarm(series)).toBeGreaterThan(60);
  });

  test('a harm that has just begun stops a promotion', () => {
    const before = drawMinutes('long good past', 100, 1);
    expect(judgeProportion(before, INCREASE).harmless).toBe('shown');
    const after = drawMinutes('then bad', 8, 5).map((pair) => shift(pair, 100));
    expect(judgeProportion([...before, ...after], INCREASE).harmless).toBe('not-shown');
  });
});

describe('what cannot be said', () => {
  test.each<[string, readonly PairedCounts[], Evidence['reason']]>([
    ['no interval', [], 'no-traffic'],
    ['a canary that receives nothing', [minute(0, [0, 0], [3, 5000])], 'no-traffic'],
    ['no event anywhere', [minute(0, [0, 300], [0, 5000])], 'no-events'],
    ['nothing but events', [minute(0, [300, 300], [5000, 5000])], 'no-events'],
    ['one quiet minute', [minute(0, [3, 300], [50, 5000])], 'undecided'],
  ])('of %s', (_, series, reason) => {
    expect(judgeProportion(series, INCREASE)).toMatchObject({
      harm: 'not-shown',
      harmless: 'not-shown',
      reason,
    });
  });

  test('a rate that cannot be exceeded by its margin', () => {
    const half = [minute(0, [150, 300], [2500, 5000])];
    const question = { ...INCREASE, margin: 2.5, marginOf: 'rate' } as const;
    expect(judgeProportion(half, question).reason).toBe('unreachable-margin');
  });

  test('counts below zero or not a number are a bug', () => {
    expect(() => judgeProportion([minute(0, [Number.NaN, 3], [0, 5])], INCREASE)).toThrow(
      RangeError,
    );
    expect(() => judgeProportion([minute(0, [-1, 3], [0, 5])], INCREASE)).toThrow(RangeError);
  });
});

describe('directions', () => {
  const fewer = drawMinutes('fewer', 60, 0.3);

  test('a drop of conversions is harm, for a canary that converts nobody too', () => {
    const conversions = drawMinutes('conversions', 120, 1);
    const none = conversions.map((pair) => ({ ...pair, canary: { events: 0, total: 300 } }));
    expect(judgeProportion(conversions, DROP).harm).toBe('not-shown');
    expect(judgeProportion(fewer, DROP).harm).toBe('shown');
    expect(judgeProportion(none, DROP)).toMatchObject({ harm: 'shown', ratio: { estimate: 0 } });
  });

  test('an increase is no harm where a drop is, and the other way round', () => {
    expect(judgeProportion(fewer, INCREASE).reason).toBe('harmless-shown');
    expect(judgeProportion(drawMinutes('more', 60, 3), DROP).reason).toBe('harmless-shown');
  });

  test('a change is either, with half of alpha each', () => {
    expect(judgeProportion(fewer, CHANGE).harm).toBe('shown');
    expect(judgeProportion(drawMinutes('more', 60, 3), CHANGE).harm).toBe('shown');
    expect(judgeProportion(drawMinutes('equal', 60, 1), CHANGE).reason).toBe('harmless-shown');
    const half = judgeProportion(fewer, { ...DROP, alpha: 0.005 });
    expect(judgeProportion(fewer, CHANGE).logE).toBeCloseTo(half.logE - Math.LN2, 12);
  });

  test('swapping the arms mirrors: increase and drop, ratio and inverse', () => {
    fc.assert(
      fc.property(anySeries(), (series) => {
        const swapped = series.map((pair) => ({
          ...pair,
          canary: pair.baseline,
          baseline: pair.canary,
        }));
        const straight = judgeProportion(series, INCREASE);
        const mirrored = judgeProportion(swapped, DROP);
        expect(mirrored.logE).toBeCloseTo(straight.logE, 7);
        expect(mirrored.logHarmlessE).toBeCloseTo(straight.logHarmlessE, 7);
        expect(mirrored.dispersion).toBeCloseTo(straight.dispersion, 7);
      }),
      { numRuns: 50 },
    );
  });

  test('counting successes instead of errors changes nothing', () => {
    fc.assert(
      fc.property(anySeries(), (series) => {
        const successes = series.map((pair) => ({
          ...pair,
          canary: invert(pair.canary),
          baseline: invert(pair.baseline),
        }));
        const errors = judgeProportion(series, INCREASE);
        const found = judgeProportion(successes, DROP);
        expect({ ...found, ratio: 0, minimumDetectable: 0 }).toEqual({
          ...errors,
          ratio: 0,
          minimumDetectable: 0,
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('what must not matter', () => {
  const series = drawPods('pods', 50, 1.6);
  const evidence = judgeProportion(series, INCREASE);

  test('an empty interval, wherever it stands', () => {
    const empty = { canary: { events: 0, total: 0 }, baseline: { events: 0, total: 0 } };
    const nothing = { ...empty, from: 0, to: MINUTE };
    for (const at of [0, 1, 20, 50]) {
      const time = { from: at * MINUTE, to: at * MINUTE + 1 };
      expect(judgeProportion(series.toSpliced(at, 0, { ...nothing, ...time }), INCREASE)).toEqual(
        evidence,
      );
    }
  });

  test('an interval without baseline', () => {
    const blind = { ...minute(50, [4, 300], [0, 0]) };
    expect(judgeProportion([...series, blind], INCREASE)).toEqual(evidence);
  });

  test('the order of the pods, and in which form they come', () => {
    const reversed = series.map((pair) => ({
      ...pair,
      baseline: { ...pair.baseline, pods: reverse(pair.baseline.pods) },
    }));
    const found = judgeProportion(reversed, INCREASE);
    expect(found.logE).toBeCloseTo(evidence.logE, 9);
    expect(found.dispersion).toBeCloseTo(evidence.dispersion, 9);
    expect(judgeProportion(series.map(inColumns), INCREASE)).toEqual(evidence);
  });

  test('whether one looked before: a series read in one go or look by look', () => {
    for (const direction of ['increase', 'drop', 'change'] as const) {
      const question = { ...INCREASE, direction };
      const judge = startProportionJudge(question);
      series.forEach((pair, i) => {
        judge.observe(pair);
        const { ratio: _ratio, minimumDetectable: _detectable, ...standing } = judge.evidence();
        expect(judge.standing()).toEqual(standing);
        expect(judge.evidence()).toEqual(judgeProportion(series.slice(0, i + 1), question));
      });
    }
  });

  test('a rate that both arms share in every interval: incidents and drift cancel', () => {
    const storms = [0.01, 0.3, 0.02, 0.6, 0.01, 0.05].flatMap((rate, at) =>
      Array.from({ length: 5 }, (_, i) =>
        minute(5 * at + i, [Math.round(300 * rate), 300], [Math.round(5700 * rate), 5700]),
      ),
    );
    const found = judgeProportion(storms, INCREASE);
    expect(found.reason).toBe('harmless-shown');
    expect(found.ratio.estimate).toBeCloseTo(1, 2);
  });
});

test('fractional counts add up rather than round away', () => {
  const whole = Array.from({ length: 60 }, (_, at) =>
    minute(at, [at % 2, 300], [at % 10 === 0 ? 1 : 0, 5700]),
  );
  const parts = Array.from({ length: 60 }, (_, at) => minute(at, [0.5, 300], [0.1, 5700]));
  expect(judgeProportion(parts, INCREASE).events).toEqual({ canary: 30, baseline: 6 });
  expect(judgeProportion(whole, INCREASE).harm).toBe('shown');
  expect(judgeProportion(parts, INCREASE).harm).toBe('shown');
});

test('a billion requests an interval overflow nothing', () => {
  const series = Array.from({ length: 20 }, (_, at) =>
    minute(at, [1e6 + 3e3 * at, 1e8], [9e6, 9e8]),
  );
  const evidence = judgeProportion(series, CHANGE);
  for (const value of [
    evidence.logE,
    evidence.logHarmlessE,
    evidence.dispersion,
    ...Object.values(evidence.ratio),
    ...Object.values(evidence.minimumDetectable),
  ]) {
    expect(Number.isFinite(value)).toBe(true);
  }
});

test('margins of rates become odds at the baseline rate', () => {
  const series = Array.from({ length: 30 }, (_, at) => minute(at, [150, 300], [1900, 5700]));
  const byRate = judgeProportion(series, { ...INCREASE, margin: 1.2, marginOf: 'rate' });
  // A third to 0.4: odds of 1/2 to 2/3.
  const byOdds = judgeProportion(series, { ...INCREASE, margin: 4 / 3 });
  expect(byRate.logE).toBeCloseTo(byOdds.logE, 9);
  const drop = judgeProportion(series, { ...DROP, margin: 1.2, marginOf: 'rate' });
  // A third to 1/3.6: odds of 1/2 to 1/2.6.
  expect(drop.logE).toBeCloseTo(judgeProportion(series, { ...DROP, margin: 1.3 }).logE, 9);
});

test('the margin follows from the pods that are known', () => {
  expect(judgeProportion(drawPods('many', 5, 1), INCREASE).margin).toBe(1.1);
  expect(judgeProportion(drawMinutes('none', 5, 1), INCREASE).margin).toBe(1.25);
  expect(judgeProportion(drawPods('many', 5, 1), { ...INCREASE, margin: 1.5 }).margin).toBe(1.5);
});

test('the phase says how many fresh starts share the evidence', () => {
  const series = drawMinutes('shared', 30, 2);
  const short = judgeProportion(series, { ...INCREASE, phase: { from: 0, to: 15 * MINUTE } });
  const long = judgeProportion(series, { ...INCREASE, phase: { ...PHASE, to: 24 * 60 * MINUTE } });
  expect(long.logE).toBeLessThan(short.logE);
  expect(long.logE).toBeGreaterThan(short.logE - Math.LN2 - 1e-9);
});

function shift(pair: PairedCounts, minutes: number): PairedCounts {
  return { ...pair, from: pair.from + minutes * MINUTE, to: pair.to + minutes * MINUTE };
}

function firstHarm(series: readonly PairedCounts[]): number {
  const judge = startProportionJudge(INCREASE);
  return (
    1 +
    series.findIndex((pair) => {
      judge.observe(pair);
      return judge.standing().harm === 'shown';
    })
  );
}

function invert({ events, total }: Counts): Counts {
  return { events: total - events, total };
}

function reverse<Side>(pods: Readonly<Record<string, Side>> = {}): Record<string, Side> {
  return Object.fromEntries(Object.entries(pods).toReversed());
}

function inColumns(pair: PairedCounts): PairedCounts {
  return { ...pair, canary: armInColumns(pair.canary), baseline: armInColumns(pair.baseline) };
}

function armInColumns({ events, total, pods = {} }: PairedCounts['canary']): ByPod<Counts> {
  return {
    events,
    total,
    podColumns: {
      names: Object.keys(pods),
      events: Float64Array.from(Object.values(pods), (pod) => pod.events),
      sizes: Float64Array.from(Object.values(pods), (pod) => pod.total),
    },
  };
}

/** Some minutes with anything from no to many events. */
function anySeries() {
  const counts = fc
    .tuple(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([total, rate]) => ({ events: Math.round(total * rate ** 3), total }));
  return fc.array(fc.tuple(counts, counts), { minLength: 1, maxLength: 40 }).map((pairs) =>
    pairs.map(([canary, baseline], at) => ({
      from: at * MINUTE,
      to: (at + 1) * MINUTE,
      canary,
      baseline,
    })),
  );
}
