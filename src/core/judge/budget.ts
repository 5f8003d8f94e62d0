import type { Phase, Plan, Sentence } from '../plan/plan.ts';
import type { Weighed } from './report.ts';

/**
 * How the rollout's chance of a false alarm is shared: equally over all sentences that weigh evidence, each
 * counted once for every phase in which it is judged. Sentences that cannot act (dry runs, warnings) are given
 * the same share and take nothing from the others: their alarms take nothing back.
 *
 * By Boole's inequality the chance that any of them calls a healthy release harmful, at any look in any phase,
 * is at most the whole.
 *
 * @example two criteria in each of two phases and one condition, 1% for the rollout: 1% / 6 = 0.17% each
 */
export function shareFalseAlarms(plan: Plan): Weighed['falseAlarms'] {
  const judged = plan.phases.flatMap((phase) => sentencesThatWeigh(plan, phase));
  const acting = judged.filter((sentence) => canAct(plan, sentence));
  return { share: plan.falseAlarms / Math.max(1, acting.length), rollout: plan.falseAlarms };
}

/** The criteria and conditions that weigh evidence in a phase: none where no stable traffic is left. */
export function sentencesThatWeigh(plan: Plan, phase: Phase): readonly Sentence[] {
  if (phase.weight >= 100) return [];
  return [...phase.criteria, ...plan.rollback].filter(({ test }) => test.kind !== 'limit');
}

function canAct({ metrics }: Plan, { metric, action }: Sentence): boolean {
  const isDryRun = metrics.find(({ name }) => name === metric)?.looks.dryRun ?? false;
  return action !== 'warn' && !isDryRun;
}
