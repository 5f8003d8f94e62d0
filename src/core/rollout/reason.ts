/** Why a rollout stands where it stands: closed, so that machines can branch on it. */
export type ReasonCode =
  // on the way
  | 'baking'
  | 'awaiting-approval'
  | 'interrupted'
  | 'gates-open'
  | 'phase-passed'
  | 'promoted'
  // rolled back or paused because of numbers
  | 'criterion-failed'
  | 'condition-met'
  | 'inconclusive'
  | 'metrics-unavailable'
  // stopped before or between phases
  | 'gate-shut'
  | 'approval-missing'
  | 'own-approval'
  | 'phase-missing'
  | 'hook-failed'
  // the target
  | 'target-unavailable'
  | 'canary-down'
  | 'weight-drifted'
  | 'target-not-at-stable'
  // people and runs
  | 'asked-by-person'
  | 'run-cancelled'
  | 'run-failed'
  | 'busy'
  | 'superseded'
  | 'run-lost'
  | 'already-promoted'
  | 'plan-changed'
  | 'version-changed'
  | 'nothing-to-do'
  // orders that were refused
  | 'not-running'
  | 'not-paused'
  | 'not-at-rest'
  | 'breach-proven'
  | 'gate-unknown'
  | 'not-awaited'
  | 'approval-outdated'
  | 'not-permitted'
  | 'reason-missing'
  // the ledger
  | 'ledger-unavailable'
  | 'ledger-conflict';

/** A reason with one sentence for people, made when the decision was made. */
export interface Reason {
  readonly code: ReasonCode;
  readonly sentence: string;
  /** The criterion's or condition's text, where one decided. */
  readonly criterion?: string;
}
