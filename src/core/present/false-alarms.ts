import type { CriterionReport } from '../judge/report.ts';

/**
 * What the verdicts may cost a healthy release; undefined where no evidence was weighed.
 *
 * @param judgedAnew - how often a phase began anew in this rollout
 * @example 'false alarms aimed at: 1% in the whole rollout, 0.167% by each sentence in each phase'
 */
export function describeFalseAlarms(
  criteria: readonly CriterionReport[],
  judgedAnew = 0,
): string | undefined {
  const budget = criteria.find(({ weighed }) => weighed !== undefined)?.weighed?.falseAlarms;
  if (budget === undefined) return undefined;
  const aim = `${percent(budget.rollout)} in the whole rollout, ${percent(budget.share)} by each sentence in each phase`;
  const again =
    judgedAnew === 0
      ? ''
      : `; phases began anew ${judgedAnew === 1 ? 'once' : `${judgedAnew} times`}, so up to ${percent(budget.rollout * (1 + judgedAnew))}`;
  return `false alarms aimed at: ${aim}${again}`;
}

function percent(chance: number): string {
  return `${Number((100 * chance).toPrecision(3))}%`;
}
