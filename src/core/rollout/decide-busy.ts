import type { Duration } from '../quantity/instant.ts';
import type { Decision } from './decision.ts';
import type { Run } from './event.ts';
import { goBack, isStableInDoubt } from './go-back.ts';
import { isBeginning } from './goal.ts';
import { isSuperseded, nameHolder } from './holder.ts';
import { isAbandoned, isHookAtWork } from './lease.ts';
import type { Reason } from './reason.ts';
import { rest, restFailed } from './rest.ts';
import type { Situation } from './situation.ts';
import type { State } from './state.ts';

/** How long what is known of the run that holds the rollout is believed. */
const BELIEVED: Duration = 60_000;

/** What a run does that finds the target held by another, or by a later attempt of itself. */
export function decideBusy(situation: Situation, state: State): Decision {
  const { run, goal, session, plan, now } = situation;
  if (state.run.id === run.id || goal.kind === 'rollback' || !isBeginning(goal)) {
    return rest(false, 'busy', explainBusy(state, run));
  }
  const { holder } = session;
  if (holder === undefined || now - holder.at >= BELIEVED) return { do: 'ask-holder' };
  const rule = plan?.onBusy ?? 'fail';
  const isLost = isAbandoned(state, holder.status, now);
  const isToSupersede = rule === 'supersede' && !isStableInDoubt(state);
  // Two versions must not be deployed at the same time: what comes of that nobody knows.
  const isMidHook = holder.status === 'running' && isHookAtWork(state);
  if (isLost ? !isStableInDoubt(state) : isToSupersede && !isMidHook) {
    return { do: 'take-over', reason: isLost ? explainLost(state) : explainSuperseded(situation) };
  }
  const reason: Reason = { code: 'busy', sentence: explainBusy(state, run) };
  return rule === 'wait' || isToSupersede
    ? { do: 'hold', until: holder.at + BELIEVED, criteria: [], reason }
    : { do: 'rest', reached: false, reason };
}

/** Why this run may not go on, or begin again, what it once released; undefined when it may. */
export function refuseSuperseded({ run, session }: Situation, state: State): Decision | undefined {
  if (state.run.id === run.id || !(session.hasHeld || isSuperseded(state, run))) return undefined;
  const { version } = state.started;
  const by =
    state.started.run.id === run.id
      ? `${nameHolder(state, run)} has taken ${version} over`
      : `${version} (${nameHolder(state, run)}) is newer`;
  return rest(false, 'superseded', `${by}: to release this version, start a new run`);
}

/** What was taken over from another run goes back first, from the ledger and the target alone. */
export function decideTakeover({ session }: Situation, state: State, reason: Reason): Decision {
  switch (state.status) {
    case 'rolling-back':
      return { do: 'take-back' };
    case 'rollback-failed':
      return session.tookBack ? restFailed(state) : { do: 'take-back' };
    default:
      return goBack(state, reason);
  }
}

function explainBusy(state: State, run: Run): string {
  const { version, environment } = state.started;
  const where = `${version} is ${state.status} in ${environment}, held by ${nameHolder(state, run)}`;
  if (isStableInDoubt(state)) {
    return `${where}, and its promote hook has begun: finish it by a re-run, or abort it`;
  }
  return isHookAtWork(state)
    ? `${where}, and a hook of it is at work`
    : `${where}; finish it or roll it back first`;
}

function explainLost(state: State): Reason {
  const sentence = `run ${state.run.id} ended without finishing it`;
  return { code: 'run-lost', sentence };
}

function explainSuperseded({ run }: Situation): Reason {
  return { code: 'superseded', sentence: `superseded by ${run.url ?? `run ${run.id}`}` };
}
