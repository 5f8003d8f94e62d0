import { describe, expect, it } from 'vitest';
import { judgePhase } from '../../../src/core/judge/judge.ts';
import { document } from '../plans.ts';

const PLAN = (weight: string) => `version: 1
name: mail
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  sent: { command: { run: ./sent.sh, kind: count } }
phases:
  - { name: Some, weight: ${weight}, bake: 10m, criteria: [sent >= baseline * 0.8] }
  - { name: All, weight: 100%, bake: 10m, criteria: [sent > 1/s] }
`;

function judge(
  weight: string,
  canary: number,
  baseline: number,
  seen?: (minute: number) => number | null,
) {
  const [report] = judgePhase({
    plan: document(PLAN(weight)).plan,
    phase: 0,
    measurements: Array.from({ length: 10 }, (_, minute) => ({
      metric: 'sent',
      from: minute * 60_000,
      to: (minute + 1) * 60_000,
      canary: { outcome: 'sample', sample: { kind: 'count', count: canary } },
      baseline: { outcome: 'sample', sample: { kind: 'count', count: baseline } },
      ...(seen && { weight: seen(minute) }),
    })),
    bakeEnded: true,
    bakingSince: 0,
  });
  return report;
}

describe('a count against the baseline', () => {
  it.each([
    ['10%', 100, 900, 'pass', 1],
    ['10%', 50, 900, 'fail', 0.5],
    ['50%', 100, 100, 'pass', 1],
    ['2.5%', 25, 975, 'pass', 1],
  ])('at %s: %d in the canary, %d in stable: %s', (weight, canary, baseline, verdict, ratio) => {
    const report = judge(weight, canary, baseline);
    expect(report).toMatchObject({ verdict, ratio: expect.closeTo(ratio, 12) });
  });

  it.each([
    ['another split than was asked for', '10%', 125, 875, () => 12.5, 'pass', 1],
    [
      'a split that changed within an interval',
      '10%',
      100,
      900,
      (minute: number) => (minute === 3 ? null : 10),
      'pass',
      1,
    ],
  ] as const)(
    'is taken for the traffic that was seen: %s',
    (_, weight, canary, baseline, seen, verdict, ratio) => {
      const report = judge(weight, canary, baseline, seen);
      expect(report).toMatchObject({ verdict, ratio: expect.closeTo(ratio, 12) });
    },
  );

  it.each([null, 0, 100])('is unknown where an arm had no share of its own: %s', (weight) => {
    expect(judge('10%', 100, 900, () => weight)).toMatchObject({ verdict: 'inconclusive' });
  });
});
