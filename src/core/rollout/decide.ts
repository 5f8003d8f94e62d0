import type { Plan } from '../plan/plan.ts';
import { decideBusy, decideTakeover, refuseSuperseded } from './decide-busy.ts';
import { decidePaused } from './decide-paused.ts';
import { decidePhase } from './decide-phase.ts';
import { decidePromotion } from './decide-promotion.ts';
import { decideRollback } from './decide-rollback.ts';
import { decideGates } from './decide-gates.ts';
import type { Decision } from './decision.ts';
import type { Run } from './event.ts';
import { type Goal, isBeginning } from './goal.ts';
import { isHeldBy, isOver } from './holder.ts';
import { rest, restFailed } from './rest.ts';
import type { Situation } from './situation.ts';
import type { State } from './state.ts';
import { nextPhase, takeUp } from './take-up.ts';

/** The next step towards the goal: a pure function of the situation, the heart of every driver. */
export function decide(situation: Situation): Decision {
  const { state, goal, run, session } = situation;
  if (needsCleanup(situation)) return { do: 'run-hook', hook: 'cleanup' };
  if (goal.kind === 'rollback') return decideRollback(state, goal, run, session);
  if (state === undefined) return begin(goal);
  const refusal = refuseSuperseded(situation, state);
  if (refusal !== undefined) return refusal;
  const isAnothers = state.started.run.id !== run.id;
  if (isOver(state) && (state.run.id !== run.id || (isAnothers && state.takeover))) {
    return begin(goal);
  }
  if (!isHeldBy(state, run)) return decideBusy(situation, state);
  if (isAnothers && state.takeover) return decideTakeover(situation, state, state.takeover);

  switch (state.status) {
    case 'promoted':
      return restPromoted(state, run);
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
  return isBeginning(goal)
    ? { do: 'start' }
    : rest(false, 'phase-missing', 'this run has no rollout in the ledger to go on with');
}

/** A re-run of what went out is told so, and is no failure: what it was to bring about is so. */
function restPromoted({ started, run: holder }: State, run: Run): Decision {
  const code = run.attempt > holder.attempt ? 'already-promoted' : 'promoted';
  return rest(true, code, `${started.version} carries all the traffic`);
}

/** On with a rollout that this run holds and that has not ended well. */
function proceed(situation: Situation, state: State): Decision {
  const { plan, planDigest, version } = situation;
  const again = takeUp(situation, state);
  const isUnderWay =
    state.status === 'running' || state.status === 'promoting' || state.pausedSince !== undefined;
  if (!isUnderWay && again === undefined) {
    return { do: 'rest', reached: false, reason: state.reason ?? UNEXPLAINED };
  }
  if (plan === undefined || planDigest !== state.started.plan.digest) {
    return rest(false, 'plan-changed', 'the plan has changed since this rollout started');
  }
  if (version !== state.started.version) return refuseVersion(version, state);
  const next = again?.do === 'retry' ? again.phase : nextPhase(state);
  const refusal = refuseToSkip(situation.goal, state, next);
  return refusal ?? again ?? advance(situation, plan, state, next);
}

/** What was measured, approved and written down of one version says nothing of another. */
function refuseVersion(version: string, { started }: State): Decision {
  const found = `this run's rollout releases ${started.version}, and ${version} was asked for`;
  const right = 're-run the failed jobs only, or start a new run';
  return rest(false, 'version-changed', `${found}: ${right}; every job is given the same version`);
}

/** Gates, then the phases in order up to the goal, then promotion. */
function advance(situation: Situation, plan: Plan, state: State, next: number): Decision {
  const isPaused = state.pausedSince !== undefined;
  const gates = isPaused ? undefined : decideGates(situation, state);
  if (gates !== undefined) return gates;
  const { goal } = situation;
  if (goal.kind === 'gates' && state.gates?.open === true) {
    return rest(true, 'gates-open', 'the gates are open');
  }
  if (goal.kind === 'phase' && goal.phase < next) {
    return rest(true, 'phase-passed', `phase ${nameOf(state, goal.phase)} has passed`);
  }
  if (isPaused) return decidePaused(situation, plan, state);
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
