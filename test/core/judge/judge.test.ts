import { describe, expect, it } from 'vitest';
import { judgePhase } from '../../../src/core/judge/judge.ts';
import type { ArmReading, Measurement } from '../../../src/core/measurement.ts';
import { document } from '../plans.ts';

const MINUTE = 60_000;

const PLAN = (criteria: string, conditions = '', weight = '5%') => `version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  error-rate:
    command: { run: ./errors.sh, kind: proportion, counts: failures }
    minimumSamples: 100
    inconclusiveLimit: 2
  latency-p95:
    command: { run: ./latency.sh, kind: latency, quantile: 0.95 }
    minimumSamples: 100
phases:
  - { name: One, weight: ${weight}, bake: 10m, criteria: [${criteria}] }
${weight === '100%' ? '' : '  - { name: All, weight: 100%, bake: 10m, criteria: [error-rate < 50%] }'}
${conditions === '' ? '' : `rollback: [${conditions}]`}
`;

const share = (events: number, total = 1000): ArmReading => ({
  outcome: 'sample',
  sample: { kind: 'proportion', events, total },
});
const noData: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing matched' };
const down: ArmReading = { outcome: 'error', reason: 'unreachable', detail: 'no route' };

/** One measurement a minute of the error rate. */
function series(canary: readonly ArmReading[], baseline: ArmReading = share(1)): Measurement[] {
  return canary.map((reading, minute) => ({
    metric: 'error-rate',
    from: minute * MINUTE,
    to: (minute + 1) * MINUTE,
    canary: reading,
    baseline,
  }));
}

function judge(text: string, measurements: readonly Measurement[], bakeEnded = false) {
  const [report] = judgePhase({
    plan: document(text).plan,
    phase: 0,
    measurements,
    bakeEnded,
    bakingSince: 0,
  });
  return report;
}

describe('a limit', () => {
  it.each([
    ['holds', [share(1), share(2)], 'pass', 'holds'],
    ['is broken at the first failed look', [share(1), share(50)], 'fail', 'broken'],
    ['stays broken when the numbers recover', [share(50), share(0)], 'fail', 'broken'],
    ['is unknown before the first look', [], 'inconclusive', 'too-early'],
    ['waits for enough samples', [share(0, 40), share(0, 40)], 'inconclusive', 'too-few-samples'],
    [
      'looks further back for enough samples',
      [share(0, 40), share(0, 40), share(1, 40)],
      'pass',
      'holds',
    ],
    ['is unknown when the newest look has no data', [share(1), noData], 'inconclusive', 'no-data'],
    ['is unknown when the provider is down', [share(1), down], 'inconclusive', 'provider-errors'],
    ['never passes on missing data', [noData, noData, noData], 'inconclusive', 'no-data'],
    ['is proven broken even after errors', [down, share(50)], 'fail', 'broken'],
  ] as const)('%s', (_, readings, verdict, reason) => {
    expect(judge(PLAN('error-rate < 1%'), series(readings))).toMatchObject({ verdict, reason });
  });

  it('names the limit that is used up', () => {
    const three = series([noData, noData, noData]);
    expect(judge(PLAN('error-rate < 1%'), three)).toMatchObject({ exceeded: 'inconclusiveLimit' });
  });

  it('says the numbers in one sentence', () => {
    expect(judge(PLAN('error-rate < 1%'), series([share(50)]))?.sentence).toBe(
      'error-rate is 5% in the canary (stable 0.1%: 50x), wanted < 1%, on 1,000 samples',
    );
  });
});

describe('a multiple of the baseline', () => {
  it.each([
    ['is not broken by a look that chance explains', share(13), share(10), 'pass', 'holds'],
    ['is unknown without a baseline', share(13), noData, 'inconclusive', 'no-baseline'],
    [
      'is unknown when the baseline has too few samples',
      share(13),
      share(0, 5),
      'inconclusive',
      'too-few-samples',
    ],
  ] as const)('%s', (_, canary, baseline, verdict, reason) => {
    const report = judge(PLAN('error-rate < baseline * 1.2'), series([canary], baseline), true);
    expect(report).toMatchObject({ verdict, reason });
  });
});

describe('a sentence with `for`', () => {
  const condition = 'error-rate > 1% for 3m';
  it.each([
    ['no bad minute', [0, 0], 'pass', 'holds'],
    ['two bad minutes are not three', [50, 50], 'pass', 'too-early'],
    ['three bad minutes are', [50, 50, 50], 'fail', 'broken'],
    ['a good minute ends the count', [50, 50, 0], 'pass', 'holds'],
    ['a good minute starts the count anew', [50, 50, 0, 50, 50], 'pass', 'too-early'],
  ] as const)('as a condition: %s', (_, events, verdict, reason) => {
    const reports = judgePhase({
      plan: document(PLAN('error-rate < 50%', condition)).plan,
      phase: 0,
      measurements: series(events.map((count) => share(count))),
      bakeEnded: false,
      bakingSince: 0,
    });
    expect(reports.find(({ role }) => role === 'condition')).toMatchObject({ verdict, reason });
  });

  it.each([
    ['has held long enough', [50, 1, 1, 1], false, 'pass', 'holds'],
    ['has not held long enough yet', [50, 1, 1], false, 'inconclusive', 'too-early'],
    ['is broken when the bake ends badly', [1, 1, 50], true, 'fail', 'broken'],
  ] as const)('as a criterion: %s', (_, events, ended, verdict, reason) => {
    const readings = series(events.map((count) => share(count)));
    expect(judge(PLAN('error-rate < 1% for 3m'), readings, ended)).toMatchObject({
      verdict,
      reason,
    });
  });

  it('is not reset by a look without an answer', () => {
    const readings = series([share(50), down, share(50)]);
    const reports = judgePhase({
      plan: document(PLAN('error-rate < 50%', condition)).plan,
      phase: 0,
      measurements: readings,
      bakeEnded: false,
      bakingSince: 0,
    });
    expect(reports.find(({ role }) => role === 'condition')).toMatchObject({ verdict: 'fail' });
  });
});

describe('a latency beyond the histogram', () => {
  const latency = (counts: readonly number[]): Measurement[] => [
    {
      metric: 'latency-p95',
      from: 0,
      to: MINUTE,
      canary: {
        outcome: 'sample',
        sample: {
          kind: 'histogram',
          buckets: [0.1, 1, Number.POSITIVE_INFINITY].map((le, index) => ({
            le,
            count: counts[index] ?? 0,
          })),
        },
      },
      baseline: noData,
    },
  ];
  it('is interpolated inside its bucket', () => {
    const report = judge(PLAN('latency-p95 < 1s'), latency([900, 1000, 1000]));
    expect(report).toMatchObject({ verdict: 'pass', canary: 0.55 });
  });
  it('breaks a limit below the last edge', () => {
    const report = judge(PLAN('latency-p95 < 500ms'), latency([900, 940, 1000]));
    expect(report).toMatchObject({ verdict: 'fail' });
  });
  it('says nothing about a limit above the last edge', () => {
    const report = judge(PLAN('latency-p95 < 2s'), latency([900, 940, 1000]));
    expect(report).toMatchObject({ verdict: 'inconclusive', reason: 'no-data' });
  });
});

describe('no significant increase', () => {
  const sentence = "'error-rate: no significant increase'";
  it('fails when harm is shown', () => {
    const readings = series(
      Array.from({ length: 8 }, () => share(60)),
      share(10),
    );
    expect(judge(PLAN(sentence), readings)).toMatchObject({ verdict: 'fail', reason: 'broken' });
  });
  it('passes when the bake has ended and none is shown', () => {
    const readings = series(
      Array.from({ length: 8 }, () => share(10)),
      share(10),
    );
    expect(judge(PLAN(sentence), readings, true)).toMatchObject({ verdict: 'pass' });
  });
  it('is unknown without a baseline', () => {
    const readings = series(
      Array.from({ length: 8 }, () => share(10)),
      noData,
    );
    expect(judge(PLAN(sentence), readings)).toMatchObject({ verdict: 'inconclusive' });
  });
  it('is unknown without traffic', () => {
    const readings = series(
      Array.from({ length: 8 }, () => share(0, 0)),
      share(10),
    );
    expect(judge(PLAN(sentence), readings, true)).toMatchObject({ verdict: 'inconclusive' });
  });
});

describe('a significant increase as a condition', () => {
  const condition = "'error-rate: significant increase'";
  it.each([
    ['is met when harm is shown', 60, 'fail', 'broken'],
    ['is not met while none is shown', 10, 'pass', 'holds'],
  ] as const)('%s', (_, events, verdict, reason) => {
    const readings = series(
      Array.from({ length: 8 }, () => share(events)),
      share(10),
    );
    const reports = judgePhase({
      plan: document(PLAN('error-rate < 50%', condition)).plan,
      phase: 0,
      measurements: readings,
      bakeEnded: false,
      bakingSince: 0,
    });
    const report = reports.find(({ role }) => role === 'condition');
    expect(report).toMatchObject({ verdict, reason, action: 'rollback' });
  });
});
