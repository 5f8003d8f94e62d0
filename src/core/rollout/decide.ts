import type { Plan } from '../plan/plan.ts';
import { decidePhase } from './decide-phase.ts';
import { decidePromotion } from './decide-promotion.ts';
import { decideRollback } from './decide-rollback.ts';
import { decideGates } from './decide-gates.ts';
import type { Decision } from './decision.ts';
import type { Goal } from './goal.ts';
import { isHeldBy, isOver, nameHolder } from './holder.ts';
import { rest, restFailed } from './rest.ts';
import type { Situation } from './situation.ts';
import type { State } from './state.ts';
import { nextPhase, takeUp } from './take-up.ts';

/** The next step towards the goal: a pure function of the situation, the heart of every driver. */
export function decide(situation: Situation): Decision {
  const { state, goal, run, session } = situation;
  if (needsCleanup(situation)) return { do: 'run-hook', hook: 'cleanup' };
  if (goal.kind === 'rollback') return decideRollback(state, goal.cause, run, session);
  if (state === undefined || (isOver(state) && state.run.id !== run.id)) return begin(goal);
  if (!isHeldBy(state, run)) return refuseBusy(situation, state);

  switch (state.status) {
    case 'promoted':
      return rest(true, 'promoted', `${state.started.version} carries all the traffic`);
    case 'rolling-back':
      return { do: 'take-back' };
    case 'rollback-failed':
      // Nothing else may begin while traffic is where nobody wants it.
      return session.tookBack ? restFailed(state) : { do: 'take-back' };
    default:
      return proceed(situation, state);
  }
}

/** A rollout begins with its first phase; whoever asks for a later one means a rollout that is not there. */
function begin(goal: Exclude<Goal, { kind: 'rollback' }>): Decision {
  const isBeginning =
    goal.kind === 'gates' ||
    (goal.kind === 'phase' && goal.phase === 0) ||
    (goal.kind === 'promotion' && !goal.phasesMustHavePassed);
  return isBeginning
    ? { do: 'start' }
    : rest(false, 'phase-missing', 'this run has no rollout in the ledger to go on with');
}

function refuseBusy({ run }: Situation, state: State): Decision {
  const { version, environment } = state.started;
  const holder = nameHolder(state, run);
  return rest(
    false,
    'busy',
    `${version} is ${state.status} in ${environment}, held by ${holder}; finish it or roll it back first`,
  );
}

/** On with a rollout that this run holds and that has not ended well. */
function proceed(situation: Situation, state: State): Decision {
  const { plan, planDigest } = situation;
  const again = takeUp(situation, state);
  const isAtRest = state.status !== 'running' && state.status !== 'promoting';
  if (isAtRest && again === undefined) {
    return { do: 'rest', reached: false, reason: state.reason ?? UNEXPLAINED };
  }
  if (plan === undefined || planDigest !== state.started.plan.digest) {
    return rest(false, 'plan-changed', 'the plan has changed since this rollout started');
  }
  const next = again?.do === 'retry' ? again.phase : nextPhase(state);
  const refusal = refuseToSkip(situation.goal, state, next);
  return refusal ?? again ?? advance(situation, plan, state, next);
}

/** Gates, then the phases in order up to the goal, then promotion. */
function advance(situation: Situation, plan: Plan, state: State, next: number): Decision {
  const gates = decideGates(situation, state);
  if (gates !== undefined) return gates;
  const { goal } = situation;
  if (goal.kind === 'gates') return rest(true, 'nothing-to-do', 'the gates are open');
  if (goal.kind === 'phase' && goal.phase < next) {
    return rest(true, 'nothing-to-do', `phase ${nameOf(state, goal.phase)} has passed`);
  }
  return next < state.phases.length
    ? decidePhase(situation, plan, state, next)
    : decidePromotion(plan, state);
}

/** What stands for a later stretch refuses to begin, and touches nothing, while an earlier one is missing. */
function refuseToSkip(goal: Goal, state: State, next: number): Decision | undefined {
  const missing = `phase ${nameOf(state, next)} has not passed`;
  if (goal.kind === 'phase' && goal.phase > next) {
    const sentence = `${missing}, so ${nameOf(state, goal.phase)} cannot begin`;
    return rest(false, 'phase-missing', sentence);
  }
  if (goal.kind === 'promotion' && goal.phasesMustHavePassed && next < state.phases.length) {
    return rest(false, 'phase-missing', `${missing}, so nothing can be promoted`);
  }
  return undefined;
}

function nameOf(state: State, phase: number): string {
  return state.started.plan.phases[phase]?.name ?? `number ${phase + 1}`;
}

const UNEXPLAINED = { code: 'nothing-to-do', sentence: 'the rollout rests' } as const;

/** What was deployed for a rollout that did not go out is cleaned up, where its own plan is at hand. */
function needsCleanup({ plan, planDigest, state, goal, run }: Situation): boolean {
  if (plan?.hooks.cleanup === undefined || state === undefined) return false;
  const isOurs = isHeldBy(state, run) || (goal.kind === 'rollback' && goal.cause === 'asked');
  const { cleanup, deploy } = state.hooks;
  const isGone =
    state.status === 'rolled-back' || (state.status === 'stopped' && deploy !== undefined);
  return isOurs && isGone && cleanup?.ok === undefined && planDigest === state.started.plan.digest;
}
