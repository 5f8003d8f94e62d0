import { describe, expect, it } from 'vitest';
import type { CriterionReport } from '../../../src/core/judge/report.ts';
import { describeFalseAlarms } from '../../../src/core/present/false-alarms.ts';
import { assessHealth } from '../../../src/core/present/health.ts';
import { writeSummary } from '../../../src/core/present/story.ts';
import { hear, judge, series, share } from '../judge/court.ts';
import { AT, CALM, criterion, MINUTE, stateOf } from './rollouts.ts';

const holds = (change: Partial<CriterionReport> = {}) =>
  criterion(CALM, { verdict: 'pass', reason: 'holds', ...change });
const noData = criterion(CALM, { verdict: 'inconclusive', reason: 'no-data' });

describe('health', () => {
  it.each([
    ['all that holds', [holds()], 100, 'go on'],
    ['a third of what a rollback needs', [holds({ strain: 0.33 })], 67, 'go on'],
    ['what is broken', [criterion(CALM)], 0, 'roll back'],
    ['what is broken and only pauses', [criterion(CALM, { action: 'pause' })], 0, 'pause'],
    ['what is unknown', [noData], 50, 'hold'],
    ['what is unknown and was bad', [{ ...noData, strain: 0.8 }], 20, 'hold'],
    ['what stays unknown', [{ ...noData, exceeded: 'inconclusiveLimit' } as const], 50, 'pause'],
    [
      'what is still weighed',
      [holds({ verdict: 'inconclusive', reason: 'too-early' })],
      100,
      'hold',
    ],
    [
      'what is bad, but not for long enough',
      [holds({ reason: 'too-early', strain: 0.4 })],
      60,
      'hold',
    ],
    [
      'a broken dry run beside what holds',
      [criterion(CALM, { dryRun: true }), holds()],
      100,
      'go on',
    ],
    ['a broken warning', [criterion(CALM, { action: 'warn' }), holds()], 100, 'go on'],
    ['a wish at 100%', [holds({ reason: 'not-applicable', strain: 1 }), holds()], 100, 'go on'],
  ] as const)('of %s', (_, criteria, score, advice) => {
    expect(assessHealth(criteria)).toMatchObject({ score, advice });
  });

  it('is not known before the first look', () => {
    const { canary: _, ...blank } = holds({ verdict: 'inconclusive', reason: 'too-early' });
    expect(assessHealth([])).toBeUndefined();
    expect(assessHealth([blank])).toBeUndefined();
  });

  it('is that of the worst metric, each known by its worst sentence', () => {
    const health = assessHealth([
      holds({ metric: 'a', strain: 0.1 }),
      holds({ metric: 'b', strain: 0.5 }),
      holds({ metric: 'a', strain: 0.7 }),
      holds({ metric: 'c' }),
    ]);
    expect(health?.score).toBe(30);
    expect(health?.parts.map(({ metric, score }) => [metric, score])).toEqual([
      ['a', 30],
      ['b', 50],
      ['c', 100],
    ]);
  });

  it.each([
    [
      'errors < baseline * 1.2',
      share(9, 300),
      share(57, 5700),
      9,
      'errors is 3x stable (2.1x to 4.3x), seen after 9m and 81 failures: roll back',
    ],
    [
      'errors < baseline * 1.2',
      share(2, 300),
      share(0, 5700),
      5,
      'errors is 0.667% where stable has 0% (13x or more), seen after 5m and 10 failures: roll back',
    ],
    [
      'conversion >= baseline * 0.9',
      share(60, 300),
      share(1800, 5700),
      9,
      'conversion is 0.63x stable (0.56x to 0.72x), seen after 9m and 2,160 failures: roll back',
    ],
    [
      'errors < 1%',
      share(9, 300),
      share(57, 5700),
      1,
      'errors is 3% in the canary (stable 1%: 3x), wanted < 1%, on 300 samples: roll back',
    ],
  ])('says of %s in one sentence', (criteria, canary, baseline, minutes, sentence) => {
    const measured = series(
      'errors',
      minutes,
      () => canary,
      () => baseline,
    ).map((one) => ({
      ...one,
      metric: criteria.split(' ')[0] ?? '',
    }));
    expect(assessHealth(hear({ criteria }, measured))?.sentence).toBe(sentence);
  });
});

describe('the false alarms', () => {
  const measured = series(
    'errors',
    9,
    () => share(3, 300),
    () => share(57, 5700),
  );
  const report = judge({ criteria: 'errors < baseline * 1.2, orders >= baseline * 0.5' }, measured);

  it('are said where evidence was weighed', () => {
    expect(describeFalseAlarms([holds()])).toBeUndefined();
    expect(describeFalseAlarms([holds(), report])).toBe(
      'false alarms aimed at: 1% in the whole rollout, 0.5% by each sentence in each phase',
    );
  });

  it('are said to be spent again when a phase began anew', () => {
    expect(describeFalseAlarms([report], 1)).toContain('; phases began anew once, so up to 2%');
    expect(describeFalseAlarms([report], 2)).toContain('; phases began anew 2 times, so up to 3%');
  });

  it('stand in the story, with the health and what the phase can show', () => {
    const state = { ...stateOf(CALM, 1, 5), judgedAnew: 1 };
    const story = writeSummary({ state, criteria: [report], now: AT + 10 * MINUTE }, 65_535);
    expect(story).toContain('\n\nHealth **100** of 100: `errors` 100\n\n');
    expect(story).toContain(
      '| ⏳ not yet | `errors < baseline * 1.2` | 1% | 1% | 1x (0.55x to 1.8x) |',
    );
    expect(story).toMatch(/\| 2,700 \| 1\.\d+x \|/);
    expect(story).toContain('False alarms aimed at: 1%');
    expect(story).toContain('up to 2%');
  });
});
