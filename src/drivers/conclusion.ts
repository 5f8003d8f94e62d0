import type { Decision } from '../core/rollout/decision.ts';
import type { Reason } from '../core/rollout/reason.ts';
import type { State } from '../core/rollout/state.ts';
import type { Assignment } from './assignment.ts';
import { INTERRUPTED } from './interruption.ts';
import type { FlushResult } from './logbook.ts';
import type { Narrator } from './narrator.ts';
import { type Outcome, type OutcomeStatus, statusAtRest, statusOfHold } from './outcome.ts';

/** How a driver leaves that has nothing more to do, or nothing more for now. */
export function conclude(
  decision: Extract<Decision, { do: 'rest' | 'hold' }>,
  written: FlushResult,
  assignment: Assignment,
  state: State | undefined,
  narrator: Narrator,
): Outcome {
  const status =
    decision.do === 'hold' ? statusOfHold(decision) : statusAtRest(decision, assignment, state);
  const isGoodSoFar = status === 'reached' || status === 'holding';
  if (written.outcome !== 'flushed' && isGoodSoFar) {
    return leave('ledger-failed', UNRECORDED, state, narrator);
  }
  const outcome = leave(
    status,
    reasonAtRest(status, decision.reason ?? BAKING, state),
    state,
    narrator,
  );
  return decision.do === 'hold' && status === 'holding'
    ? { ...outcome, until: decision.until }
    : outcome;
}

/** How a driver leaves that could not write what it was about to do, and so has not done it. */
export function giveUp(
  written: Exclude<FlushResult, { outcome: 'flushed' }>,
  { goal }: Assignment,
  before: State | undefined,
  narrator: Narrator,
): Outcome {
  if (before?.status === 'rolled-back' && goal.kind !== 'rollback') {
    return leave('rolled-back', before.reason ?? UNRECORDED, before, narrator);
  }
  const reason =
    written.outcome === 'conflict'
      ? CONTESTED
      : unavailable(`the ledger could not be written: ${written.detail}`);
  return leave('ledger-failed', reason, before, narrator);
}

/** How a driver leaves that is cut short, and leaves the rollout to the next. */
export function breakOff(state: State | undefined, narrator: Narrator): Outcome {
  return leave('holding', INTERRUPTED, state, narrator);
}

/** How a driver leaves that does not even know what there is to do. */
export function withoutLedger(detail: string): Outcome {
  const reason = unavailable(`the ledger could not be read: ${detail}`);
  return { status: 'ledger-failed', reason, state: undefined, criteria: [], troubles: [] };
}

function leave(
  status: OutcomeStatus,
  reason: Reason,
  state: State | undefined,
  { criteria, troubles }: Narrator,
): Outcome {
  return { status, reason, state, criteria, troubles };
}

/** A rollout that rests for a reason of its own says that one; a failed rollback always says how it failed. */
function reasonAtRest(status: OutcomeStatus, reason: Reason, state: State | undefined): Reason {
  const isItsOwn = status === state?.status && status !== 'rollback-failed';
  return isItsOwn ? (state?.reason ?? reason) : reason;
}

const BAKING: Reason = { code: 'baking', sentence: 'the phase is baking; nothing is wrong' };

const CONTESTED: Reason = {
  code: 'ledger-conflict',
  sentence: 'something else keeps writing to this ledger: see who runs a rollout of this target',
};

const UNRECORDED = unavailable(
  'what was done could not be written to the ledger: the next attempt finds out and goes on',
);

function unavailable(sentence: string): Reason {
  return { code: 'ledger-unavailable', sentence };
}
