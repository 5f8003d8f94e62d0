import type { Decision } from './decision.ts';
import type { Run } from './event.ts';
import { goBack, hasMoved, isStableInDoubt } from './go-back.ts';
import type { Goal, RollbackCause } from './goal.ts';
import { isHeldBy, isOver, nameHolder } from './holder.ts';
import type { Reason } from './reason.ts';
import { explainOrder } from './obey.ts';
import { rest, restFailed } from './rest.ts';
import type { Session } from './situation.ts';
import type { State } from './state.ts';

/**
 * Going back needs nothing but the state: no plan, no metrics, not the run that started it. A chain that
 * cleans up after itself leaves alone what another run holds, and what waits for a person.
 */
export function decideRollback(
  state: State | undefined,
  goal: Extract<Goal, { kind: 'rollback' }>,
  run: Run,
  session: Session,
): Decision {
  const { cause } = goal;
  if (state === undefined) return nothing('no rollout was ever started');
  if (cause !== 'asked' && !isHeldBy(state, run)) {
    return isOver(state)
      ? nothing('this run has moved no traffic')
      : nothing(`the traffic is moved by ${nameHolder(state, run)}, and is left to it`);
  }
  switch (state.status) {
    case 'rolling-back':
      return { do: 'take-back' };
    case 'rollback-failed':
      return session.tookBack ? restFailed(state) : { do: 'take-back' };
    case 'promoted': {
      const sentence = `${state.started.version} is promoted: release the earlier version to go back`;
      return rest(cause !== 'asked', 'already-promoted', sentence);
    }
    case 'rolled-back':
    case 'stopped':
      return restAtStable(state, run, session);
    case 'paused':
      return cause === 'asked'
        ? goBack(state, explain(goal, run))
        : restWith(state, 'traffic stays where it is');
    case 'running':
    case 'promoting':
      return answerCause(state, goal, run);
  }
}

function answerCause(state: State, goal: Extract<Goal, { kind: 'rollback' }>, run: Run): Decision {
  const reason = explain(goal, run);
  if (goal.cause === 'asked') return goBack(state, reason);
  if (isStableInDoubt(state)) return { do: 'pause', reason: doubt(reason), criteria: [] };
  const isToHold = goal.cause === 'run-cancelled' && state.started.plan.onCancel === 'hold';
  return isToHold && hasMoved(state)
    ? { do: 'pause', reason, criteria: [] }
    : goBack(state, reason);
}

/** Whoever took it back, or stopped it, or belongs to the run that did, says why; others found it so. */
function restAtStable(state: State, run: Run, session: Session): Decision {
  return session.tookBack || isHeldBy(state, run)
    ? restWith(state, 'all traffic is on stable')
    : nothing('all traffic is on stable already');
}

/** The goal is met, and why the rollout stands where it stands is its own reason. */
function restWith({ reason }: State, where: string): Decision {
  if (reason === undefined) return nothing(where);
  return {
    do: 'rest',
    reached: true,
    reason: { ...reason, sentence: `${where}: ${reason.sentence}` },
  };
}

function doubt({ code, sentence }: Reason): Reason {
  const since =
    'after the promote hook had begun: stable may be neither the old version nor the new';
  return { code, sentence: `${sentence} ${since}` };
}

function explain({ cause, order }: Extract<Goal, { kind: 'rollback' }>, { actor }: Run): Reason {
  return order === undefined ? CAUSES[cause](actor) : explainOrder(order);
}

const CAUSES: Readonly<Record<RollbackCause, (actor: string) => Reason>> = {
  asked: (actor) => ({ code: 'asked-by-person', sentence: `${actor} asked to go back` }),
  'run-failed': () => ({
    code: 'run-failed',
    sentence: 'the run failed in the middle of the rollout',
  }),
  'run-cancelled': () => ({ code: 'run-cancelled', sentence: 'the run was cancelled' }),
};

function nothing(sentence: string): Decision {
  return rest(true, 'nothing-to-do', sentence);
}
