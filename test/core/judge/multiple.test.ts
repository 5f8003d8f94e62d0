import { describe, expect, it } from 'vitest';
import {
  count,
  gauge,
  judge,
  latencies,
  minuteOfFailure,
  MINUTE,
  noData,
  sample,
  series,
  share,
} from './court.ts';

/** 5% and 95% of 100 requests a second. */
const IN_CANARY = 300;
const IN_STABLE = 5_700;

/** Error rates in percent, of which some change in the given minute. */
const errors = (minutes: number, canary: number, stable = 1, until = Number.POSITIVE_INFINITY) =>
  series(
    'errors',
    minutes,
    (minute) => share((IN_CANARY * (minute < until ? canary : stable)) / 100, IN_CANARY),
    () => share((IN_STABLE * stable) / 100, IN_STABLE),
  );

describe('a multiple of the baseline, with its uncertainty', () => {
  it.each([
    ['a little more errors than allowed', 'errors < baseline * 1.2', errors(60, 1.3), undefined],
    ['twice the errors', 'errors < baseline * 1.2', errors(60, 2), 12],
    ['five times the errors', 'errors < baseline * 1.2', errors(60, 5), 4],
    ['what the factor allows', 'errors < baseline * 3', errors(60, 2), undefined],
    ['the same as a condition', 'condition: errors > baseline * 1.2', errors(60, 2), 12],
    [
      'a third less conversions',
      'conversion >= baseline * 0.9',
      series(
        'conversion',
        60,
        () => share(60, IN_CANARY),
        () => share(1_710, IN_STABLE),
      ),
      4,
    ],
    [
      'half the orders',
      'orders >= baseline * 0.8',
      series(
        'orders',
        60,
        () => count(25),
        () => count(950),
      ),
      10,
    ],
    [
      'answers that take half as long again',
      'latency < baseline * 1.2',
      series(
        'latency',
        60,
        () => latencies(IN_CANARY, 0.15),
        () => latencies(IN_STABLE, 0.1),
      ),
      5,
    ],
    [
      'half as much memory again',
      'memory < baseline * 1.2',
      series(
        'memory',
        60,
        (m) => gauge(150 + (m % 3)),
        (m) => gauge(100 + (m % 2)),
      ),
      8,
    ],
  ])('%s is taken back in time, or not at all', (_, sentence, measured, latest) => {
    const [what = '', condition] = sentence.split('condition: ');
    const written = condition === undefined ? { criteria: what } : { conditions: condition };
    const minute = minuteOfFailure(written, measured);
    expect(latest === undefined ? minute : minute !== undefined && minute <= latest).toBe(
      latest === undefined ? undefined : true,
    );
  });

  it.each([
    ['harm beyond the factor is shown', errors(20, 3), false, 'fail', 'harm-shown'],
    ['harm beyond the factor is excluded', errors(60, 0.6), false, 'pass', 'harmless-shown'],
    ['neither is, and the bake goes on', errors(20, 1), false, 'inconclusive', 'undecided'],
    ['neither is, and the bake is over', errors(20, 1), true, 'pass', 'undecided'],
  ] as const)('is %s', (_, measured, bakeEnded, verdict, finding) => {
    const report = judge({ criteria: 'errors < baseline * 1.2' }, measured, bakeEnded);
    expect(report).toMatchObject({ verdict, weighed: { finding, allowed: 1.2, accepted: 1.2 } });
  });

  it('needs harm to be excluded where the plan says so', () => {
    const written = {
      criteria: 'errors < baseline * 1.2',
      phase: 'weight: 5%, bake: 1h, promote-on: harmless-shown',
    };
    expect(judge(written, errors(60, 1), true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no-evidence',
    });
    expect(judge(written, errors(60, 0.6), true)).toMatchObject({ verdict: 'pass' });
  });

  it('does not wait for that as a condition', () => {
    const written = {
      conditions: 'errors > baseline * 1.2',
      phase: 'weight: 5%, bake: 1h, promote-on: harmless-shown',
    };
    expect(judge(written, errors(20, 1))).toMatchObject({ verdict: 'pass', reason: 'holds' });
  });

  it('says how sure it is, and what it could see', () => {
    const { sentence } = judge({ criteria: 'errors < baseline * 1.2' }, errors(20, 1));
    expect(sentence).toMatch(
      /^errors is 1% in the canary \(stable 1%: 1x, 0\.\d+x to 1\.\d+x\); no rise beyond 1\.2x is shown; this phase can show one to 1\.\d+x$/,
    );
  });
});

describe('a condition with `for`', () => {
  const written = { conditions: 'errors > baseline * 1.2 for 10m' };

  it.each([
    ['harm that stays', errors(30, 5), 10],
    ['a spike of five minutes', errors(60, 20, 1, 5), undefined],
  ])('%s', (_, measured, minute) => {
    expect(minuteOfFailure(written, measured)).toBe(minute);
  });

  it('waits for evidence all the same', () => {
    expect(minuteOfFailure(written, errors(60, 1.7))).toBeGreaterThan(10);
  });

  it('holds the phase while harm is shown and goes on', () => {
    expect(judge(written, errors(8, 5), true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'too-early',
      weighed: { finding: 'harm-shown' },
    });
    expect(judge(written, errors(60, 20, 1, 5), true)).toMatchObject({ verdict: 'pass' });
  });
});

describe('significance with `for`', () => {
  const condition = (text: string) => ({ conditions: `'errors: significant ${text} for 10m'` });

  it.each([
    ['harm that stays', 'increase', errors(30, 5), 10],
    ['harm either way', 'change', errors(30, 5), 10],
    ['a spike of five minutes', 'increase', errors(60, 20, 1, 5), undefined],
    ['less is no harm', 'increase', errors(60, 0), undefined],
  ])('as a condition: %s', (_, text, measured, minute) => {
    expect(minuteOfFailure(condition(text), measured)).toBe(minute);
  });

  it.each([
    ['has settled', errors(60, 10, 1, 30), true, 'pass'],
    ['has not settled', errors(60, 10), true, 'fail'],
    ['may be bad before', errors(20, 10), false, 'inconclusive'],
  ] as const)('as a criterion: %s', (_, measured, bakeEnded, verdict) => {
    const written = { criteria: "'errors: no significant increase for 20m'" };
    expect(judge(written, measured, bakeEnded)).toMatchObject({ verdict });
  });
});

describe('a criterion with `for`', () => {
  const written = { criteria: 'errors < baseline * 1.5 for 20m' };

  it.each([
    ['has settled', errors(60, 10, 1, 30), true, 'pass'],
    ['has not settled', errors(60, 10), true, 'fail'],
    ['may be bad before', errors(20, 10), false, 'inconclusive'],
  ] as const)('%s', (_, measured, bakeEnded, verdict) => {
    expect(judge(written, measured, bakeEnded)).toMatchObject({ verdict });
  });
});

describe('without evidence', () => {
  const edges = [5, Number.POSITIVE_INFINITY];
  it.each([
    [
      'no-edge',
      'latency < baseline * 1.2',
      series(
        'latency',
        10,
        () => latencies(300, 0.1, edges),
        () => latencies(5_700, 0.1, edges),
      ),
      'pass',
      'no bucket edge that both versions have lies near the quantile',
    ],
    [
      'negative-value',
      'memory < baseline * 1.2',
      series(
        'memory',
        10,
        () => gauge(-1),
        () => gauge(-2),
      ),
      'fail',
      'readings below zero have no ratio',
    ],
    [
      'unreachable-margin',
      'errors < baseline * 2',
      series(
        'errors',
        10,
        () => share(299, 300),
        () => share(3_420, 5_700),
      ),
      'pass',
      'not even the worst there can be is beyond the factor',
    ],
  ] as const)('looks are judged one by one: %s', (unweighed, criteria, measured, verdict, why) => {
    const report = judge({ criteria }, measured, true);
    expect(report).toMatchObject({ verdict, unweighed });
    expect(report).not.toHaveProperty('weighed');
    expect(report.sentence).toMatch(new RegExp(`look by look without its uncertainty: ${why}$`));
  });

  it('a reading is judged look by look only where the phase is too short for more', () => {
    const bad = series(
      'memory',
      5,
      () => gauge(150),
      () => gauge(100),
    );
    const criteria = 'memory < baseline * 1.2';
    expect(judge({ criteria, phase: 'weight: 5%, bake: 7m' }, bad)).toMatchObject({
      verdict: 'fail',
      unweighed: 'too-few-intervals',
    });
    expect(judge({ criteria, phase: 'weight: 5%, bake: 8m' }, bad)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'too-early',
    });
    expect(judge({ criteria, phase: 'weight: 5%, bake: 8m' }, bad, true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no-evidence',
    });
  });

  it.each([
    ['no data in the canary', () => noData, () => share(57, 5_700), 'no-data'],
    ['no data in stable', () => share(3, 300), () => noData, 'no-baseline'],
    ['nothing in the canary', () => share(0, 0), () => share(57, 5_700), 'too-few-samples'],
    ['too little in the canary', () => share(0, 2), () => share(57, 5_700), 'too-few-samples'],
    [
      'something else than was declared',
      () => sample({ kind: 'gauge', value: 3 }),
      () => share(57, 5_700),
      'too-few-samples',
    ],
  ] as const)('%s is no pass, not even in the end', (_, canary, stable, reason) => {
    const report = judge(
      { criteria: 'errors < baseline * 1.2' },
      series('errors', 20, canary, stable),
      true,
    );
    expect(report).toMatchObject({ verdict: 'inconclusive', reason });
  });
});

it('knows when it was broken', () => {
  const report = judge({ criteria: 'errors < baseline * 1.2' }, errors(13, 2));
  expect(report).toMatchObject({ verdict: 'fail', brokenAt: 13 * MINUTE, strain: 1 });
  const { strain } = judge({ criteria: 'errors < baseline * 1.2' }, errors(6, 2));
  expect(strain).toBeGreaterThan(0.3);
  expect(strain).toBeLessThan(0.7);
});
