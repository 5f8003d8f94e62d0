import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import { FILE_MISTAKES } from './broken/file.ts';
import { GATE_MISTAKES } from './broken/gates.ts';
import { JUDGE_MISTAKES } from './broken/judge.ts';
import { METRIC_MISTAKES } from './broken/metrics.ts';
import type { Mistake } from './broken/mistake.ts';
import { NOTIFICATION_MISTAKES } from './broken/notifications.ts';
import { PHASE_MISTAKES } from './broken/phases.ts';
import { SENTENCE_MISTAKES } from './broken/sentences.ts';
import { SHAPE_MISTAKES } from './broken/shape.ts';
import { TARGET_MISTAKES } from './broken/target.ts';
import { planWith, planWithCriteria } from './sample.ts';

const MARK = '▶';

/** The plan without its mark, and where the mark stood. */
function placeMark({ plan }: Mistake): { text: string; line: number; column: number } {
  const before = plan.slice(0, plan.indexOf(MARK));
  const lines = before.split('\n');
  return {
    text: plan.replace(MARK, ''),
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
  };
}

describe('the samples', () => {
  it('are sound, so that every problem below comes from its own mistake', () => {
    expect(parsePlan(planWith(), 'rollout.yml').problems).toEqual([]);
    expect(parsePlan(planWithCriteria('- error-rate < 1%'), 'rollout.yml').problems).toEqual([]);
  });
});

describe.each([
  ['file', FILE_MISTAKES],
  ['shape', SHAPE_MISTAKES],
  ['target', TARGET_MISTAKES],
  ['metrics', METRIC_MISTAKES],
  ['sentences', SENTENCE_MISTAKES],
  ['gates', GATE_MISTAKES],
  ['judge', JUDGE_MISTAKES],
  ['phases', PHASE_MISTAKES],
  ['notifications', NOTIFICATION_MISTAKES],
])('a broken plan (%s)', (_, mistakes) => {
  it.each(mistakes)('$mistake', (mistake) => {
    const { text, line, column } = placeMark(mistake);
    const { plan, problems } = parsePlan(text, 'rollout.yml');
    const { code, found, expected, severity = 'error' } = mistake;
    expect(problems).toEqual([
      {
        line,
        column,
        severity,
        code,
        found: expect.stringContaining(found),
        expected: expect.stringContaining(expected),
      },
    ]);
    expect(plan === undefined).toBe(severity === 'error');
  });
});
