import type { Decision } from './decision.ts';
import type { ReasonCode } from './reason.ts';
import type { State } from './state.ts';

/** What a person may overrule: numbers that are missing or in doubt. Trouble with the target is none of them. */
const OPEN_TO_PEOPLE: ReadonlySet<ReasonCode> = new Set([
  'criterion-failed',
  'condition-met',
  'inconclusive',
  'metrics-unavailable',
]);

/**
 * Lets a phase pass that a person has ordered to pass, where the machine would look on or ask a person. What
 * goes back on proven harm goes back; what is due is measured first.
 */
export function obeyPromotion(decision: Decision, state: State, index: number): Decision {
  const word = state.phases[index]?.letPass ?? state.promotedInFull;
  if (word === undefined || state.pausedSince !== undefined) return decision;
  const isOpen =
    decision.do === 'hold' || (decision.do === 'pause' && OPEN_TO_PEOPLE.has(decision.reason.code));
  return isOpen
    ? { do: 'pass-phase', phase: index, by: word.by, criteria: decision.criteria }
    : decision;
}
