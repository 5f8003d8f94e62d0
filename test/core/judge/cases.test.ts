import { describe, expect, it } from 'vitest';
import type { ArmReading, Measurement } from '../../../src/core/measurement.ts';
import {
  count,
  EDGES,
  gauge,
  judge,
  latencies,
  minuteOfFailure,
  noData,
  sample,
  series,
  share,
} from './court.ts';

const NO_INCREASE = { criteria: "'errors: no significant increase'" };

describe('a baseline without errors', () => {
  it.each([
    ['one error in three minutes of 5%', 5, (m: number) => (m % 3 === 0 ? 1 : 0), 13],
    ['errors in every other minute of 5%', 5, (m: number) => (m % 2 === 0 ? 1 : 0), 9],
    ['one error a minute of 25%', 25, () => 1, 8],
    ['errors in seven of ten minutes of 50%', 50, (m: number) => (m % 10 < 7 ? 1 : 0), 20],
  ])('%s are taken back', (_, weight, errors, latest) => {
    const measured = series(
      'errors',
      60,
      (minute) => share(errors(minute), 60 * weight),
      () => share(0, 60 * (100 - weight)),
    );
    const phase = `weight: ${weight}%, bake: 1h`;
    expect(minuteOfFailure({ ...NO_INCREASE, phase }, measured)).toBeLessThanOrEqual(latest);
    const multiple = { criteria: 'errors < baseline * 2', phase };
    expect(minuteOfFailure(multiple, measured)).toBeLessThanOrEqual(2 * latest);
  });

  it('does not make a catastrophe of one error', () => {
    const measured = series(
      'errors',
      60,
      (m) => share(m === 5 ? 1 : 0, 300),
      () => share(0, 5_700),
    );
    expect(minuteOfFailure(NO_INCREASE, measured)).toBeUndefined();
    expect(judge(NO_INCREASE, measured, true)).toMatchObject({ verdict: 'pass' });
  });
});

describe('night traffic', () => {
  /** One request a minute in the canary, twenty in stable. */
  const night = (errors: (minute: number) => number) =>
    series(
      'errors',
      60,
      (m) => share(errors(m), 1),
      (m) => share(m % 5 === 0 ? 1 : 0, 20),
    );

  it('does not take a healthy release back', () => {
    expect(
      minuteOfFailure(
        NO_INCREASE,
        night((m) => (m === 20 ? 1 : 0)),
      ),
    ).toBeUndefined();
  });

  it('is judged by the whole phase where a minute is too little', () => {
    const measured = night((m) => (m === 20 ? 1 : 0));
    expect(judge(NO_INCREASE, measured.slice(0, 30), true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'too-few-samples',
    });
    expect(judge(NO_INCREASE, measured, true)).toMatchObject({ verdict: 'pass' });
  });

  it('takes back what fails every other request', () => {
    expect(
      minuteOfFailure(
        NO_INCREASE,
        night((m) => m % 2),
      ),
    ).toBeLessThanOrEqual(20);
  });

  it('says how little it can show', () => {
    const { weighed } = judge(
      NO_INCREASE,
      night(() => 0),
      true,
    );
    expect(weighed?.detectable).toBeGreaterThan(5);
  });
});

describe('a metric that appears only on error', () => {
  const criteria = 'orders <= baseline * 1.5';

  it('is unknown while there is none, and never a pass', () => {
    const silent = series(
      'orders',
      60,
      () => noData,
      () => noData,
    );
    expect(judge({ criteria }, silent, true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no-data',
      exceeded: 'inconclusiveLimit',
    });
  });

  it('is unknown while stable has none', () => {
    const lone = series(
      'orders',
      60,
      () => count(20),
      () => noData,
    );
    expect(judge({ criteria }, lone, true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no-baseline',
    });
  });

  it('is taken back when the canary shows it and stable says none', () => {
    const told = series(
      'orders',
      60,
      (m) => count(m < 30 ? 0 : 1),
      () => count(0),
    );
    expect(minuteOfFailure({ criteria }, told)).toBeLessThanOrEqual(36);
  });
});

describe('what is no number', () => {
  const nonsense: readonly (readonly [string, ArmReading])[] = [
    ['NaN errors', share(Number.NaN, 300)],
    ['of NaN requests', share(3, Number.NaN)],
    ['+Inf errors', share(Number.POSITIVE_INFINITY, 300)],
    ['a histogram of NaN', sample({ kind: 'histogram', buckets: [{ le: 1, count: Number.NaN }] })],
    ['a gauge of NaN', gauge(Number.NaN)],
    ['a gauge of +Inf', gauge(Number.POSITIVE_INFINITY)],
    ['NaN orders', count(Number.NaN)],
  ];
  const METRICS = { proportion: 'errors', histogram: 'latency', gauge: 'memory', count: 'orders' };
  const kindOf = (reading: ArmReading) =>
    reading.outcome === 'sample' ? METRICS[reading.sample.kind] : 'errors';

  it.each(nonsense)('is missing, not judged: %s', (_, reading) => {
    const metric = kindOf(reading);
    const measured = series(
      metric,
      20,
      () => reading,
      () => reading,
    );
    for (const criteria of [`${metric} < baseline * 2`, `'${metric}: no significant increase'`]) {
      expect(judge({ criteria }, measured, true)).toMatchObject({
        verdict: 'inconclusive',
        reason: 'no-data',
      });
    }
  });

  it.each(nonsense)('hides no harm before and after: %s', (_, reading) => {
    const metric = kindOf(reading);
    const [bad, good] = GOOD_AND_BAD[metric] ?? [];
    const measured = series(
      metric,
      30,
      (m) => (m % 4 === 1 ? reading : (bad ?? noData)),
      () => good ?? noData,
    );
    const criteria = `${metric} < baseline * 1.2`;
    const patient = metric === 'memory' ? 16 : 14;
    const lenient = { criteria, analysis: 'inconclusiveLimit: -1' };
    expect(minuteOfFailure(lenient, measured)).toBeLessThanOrEqual(patient);
  });
});

const GOOD_AND_BAD: Readonly<Record<string, readonly [bad: ArmReading, good: ArmReading]>> = {
  errors: [share(30, 300), share(57, 5_700)],
  latency: [latencies(300, 0.2), latencies(5_700, 0.1)],
  memory: [gauge(300), gauge(100)],
  orders: [count(150), count(950)],
};

describe('a histogram whose buckets differ between versions', () => {
  const other = [0.1, 0.25, 0.3, 0.4, 1, 2.5, Number.POSITIVE_INFINITY];
  const bucketed = (mean: number): readonly Measurement[] =>
    series(
      'latency',
      30,
      () => latencies(300, mean, other),
      () => latencies(5_700, 0.1, EDGES),
    );

  it.each(['latency < baseline * 1.2', "'latency: no significant increase'"])(
    'is compared at the edges that both have: %s',
    (criteria) => {
      expect(minuteOfFailure({ criteria }, bucketed(0.1))).toBeUndefined();
      expect(minuteOfFailure({ criteria }, bucketed(0.2))).toBeLessThanOrEqual(6);
      expect(judge({ criteria }, bucketed(0.1), true)).toMatchObject({ verdict: 'pass' });
    },
  );

  it('is no pass where they share none', () => {
    const apart = series(
      'latency',
      30,
      () => latencies(300, 0.1, [0.15, 0.35, 0.9, Number.POSITIVE_INFINITY]),
      () => latencies(5_700, 0.1, EDGES),
    );
    const report = judge({ criteria: "'latency: no significant increase'" }, apart, true);
    expect(report).toMatchObject({ verdict: 'inconclusive', reason: 'no-evidence' });
    expect(report.sentence).toContain('no bucket edge that both versions have');
  });
});

describe('a canary with one pod beside twenty', () => {
  const spread = (minute: number, factor: number) => (pod: number) =>
    Math.round(factor * (3 + ((pod * 7 + minute * 3) % 3)));
  /** Every pod has 300 requests a minute; `ill` is how much the canary's pod differs from the average one. */
  const pods = (ill: number): readonly Measurement[] =>
    series(
      'errors',
      60,
      (minute) => podded([spread(minute, ill)(0)]),
      (minute) => podded(Array.from({ length: 20 }, (_, pod) => spread(minute, 1)(pod))),
    );

  function podded(errors: readonly number[]): ArmReading {
    const named = errors.map((events, index) => [`pod-${index}`, events] as const);
    const whole = { kind: 'proportion', events: sum(errors), total: 300 * errors.length } as const;
    return {
      outcome: 'sample',
      sample: whole,
      pods: Object.fromEntries(
        named.map(([name, events]) => [name, { kind: 'proportion', events, total: 300 }] as const),
      ),
    };
  }

  it('is healthy like the others', () => {
    expect(minuteOfFailure(NO_INCREASE, pods(1))).toBeUndefined();
    expect(judge(NO_INCREASE, pods(1), true)).toMatchObject({ verdict: 'pass' });
  });

  it('is taken back when it fails three times as often', () => {
    expect(minuteOfFailure(NO_INCREASE, pods(3))).toBeLessThanOrEqual(15);
  });
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('a canary that receives nothing', () => {
  it.each([
    ['errors < 1%', 'errors', share(0, 0)],
    ['errors < baseline * 2', 'errors', share(0, 0)],
    ["'errors: no significant increase'", 'errors', share(0, 0)],
    ["'conversion: no significant drop'", 'conversion', share(0, 0)],
    ['latency < baseline * 2', 'latency', latencies(0, 0.1)],
    ['latency < 5s', 'latency', latencies(0, 0.1)],
  ])('never passes: %s', (criteria, metric, nothing) => {
    const busy = metric === 'latency' ? latencies(5_700, 0.1) : share(1_000, 5_700);
    const report = judge(
      { criteria },
      series(
        metric,
        60,
        () => nothing,
        () => busy,
      ),
      true,
    );
    expect(report).toMatchObject({ verdict: 'inconclusive', reason: 'too-few-samples' });
    expect(report.sentence).toBe(
      `${metric} cannot be judged: nothing of it has reached the canary`,
    );
  });

  it('has lost its orders', () => {
    const silent = series(
      'orders',
      30,
      () => count(0),
      () => count(950),
    );
    expect(minuteOfFailure({ criteria: 'orders >= baseline * 0.5' }, silent)).toBeLessThanOrEqual(
      5,
    );
  });
});
