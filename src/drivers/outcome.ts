import type { CriterionReport } from '../core/judge/report.ts';
import { isLeftToPeople } from '../core/rollout/awaited.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { Reason } from '../core/rollout/reason.ts';
import type { State } from '../core/rollout/state.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Assignment } from './assignment.ts';

/** How a driver left the rollout. */
export type OutcomeStatus =
  | 'reached' // the goal of this assignment
  | 'holding' // nothing wrong, to be continued at `until`
  | 'waiting' // for people
  | 'paused'
  | 'stopped'
  | 'rolled-back'
  | 'rollback-failed'
  | 'refused' // busy, superseded, changed plan or version
  | 'ledger-failed';

export interface Outcome {
  readonly status: OutcomeStatus;
  readonly reason: Reason;
  readonly state: State | undefined;
  readonly criteria: readonly CriterionReport[];
  readonly until?: Instant;
  /** Reports that could not be delivered: said, and never more than said. */
  readonly troubles: readonly string[];
}

/**
 * Whether whoever asked got what they asked for, or all of it that can be had without people who are asked
 * meanwhile: then the process exits with 0.
 */
export function isGood({ status, state }: Pick<Outcome, 'status' | 'state'>): boolean {
  if (status === 'waiting') return state !== undefined && isLeftToPeople(state);
  return status === 'reached' || status === 'holding';
}

/** What it means to rest here, for whoever set the goal. */
export function statusAtRest(
  { reached, reason }: Extract<Decision, { do: 'rest' }>,
  { goal, run }: Assignment,
  state: State | undefined,
): OutcomeStatus {
  if (goal.kind === 'rollback') return reached ? 'reached' : failedOrRefused(state);
  switch (reason.code) {
    case 'awaiting-approval':
      return 'waiting';
    case 'busy':
    case 'superseded':
    case 'plan-changed':
    case 'version-changed':
    case 'phase-missing':
      return 'refused';
    default:
  }
  if (state === undefined || state.run.id !== run.id) return 'stopped';
  switch (state.status) {
    case 'paused':
    case 'stopped':
    case 'rolled-back':
    case 'rollback-failed':
      return state.status;
    default:
      return reached ? 'reached' : 'refused';
  }
}

/** What it means to leave while something is waited for. */
export function statusOfHold({ reason }: Extract<Decision, { do: 'hold' }>): OutcomeStatus {
  if (reason === undefined) return 'holding';
  return reason.code === 'busy' ? 'refused' : 'paused';
}

function failedOrRefused(state: State | undefined): OutcomeStatus {
  return state?.status === 'rollback-failed' ? 'rollback-failed' : 'refused';
}
