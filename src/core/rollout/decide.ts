import { decidePhase } from './decide-phase.ts';
import { decidePromotion } from './decide-promotion.ts';
import { decideRollback } from './decide-rollback.ts';
import type { Decision } from './decision.ts';
import type { Run } from './event.ts';
import type { Goal } from './goal.ts';
import { shutReason } from './gate-reason.ts';
import type { Situation } from './situation.ts';
import type { State } from './state.ts';

/** The next step towards the goal: a pure function of the situation, the heart of every driver. */
export function decide(situation: Situation): Decision {
  const { state, goal, run } = situation;
  if (needsCleanup(situation)) return { do: 'run-hook', hook: 'cleanup' };
  if (goal.kind === 'rollback') return decideRollback(state, goal.cause, situation.session);
  if (state === undefined || isOver(state, run)) {
    return goal.kind === 'promotion' && goal.phasesMustHavePassed
      ? rest(false, 'phase-missing', 'this run has no rollout in the ledger to promote')
      : { do: 'start' };
  }
  if (state.run.id !== run.id) return restBusy(state);
  if (state.status === 'promoted') {
    return rest(true, 'promoted', `${state.started.version} carries all the traffic`);
  }
  if (state.status === 'rolling-back') return { do: 'take-back' };
  const again = retryPhase(situation, state);
  if (again !== undefined) return { do: 'retry', phase: again };
  if (state.status !== 'running' && state.status !== 'promoting') {
    return { do: 'rest', reached: false, reason: state.reason ?? UNEXPLAINED };
  }
  return advance(situation, state);
}

/** A rollout that ended, and whose run is not the one asking, makes room for the next. */
function isOver(state: State, run: Run): boolean {
  const ended = ['promoted', 'rolled-back', 'stopped'].includes(state.status);
  return ended && state.run.id !== run.id;
}

/**
 * The phase at which a later attempt of the same run begins anew; undefined when it just goes on.
 * A job that re-runs an earlier phase means that phase; one that re-runs a later phase continues.
 */
function retryPhase({ goal, run }: Situation, state: State): number | undefined {
  if (run.attempt <= state.run.attempt) return undefined;
  const target = goalPhase(goal, state);
  if (state.status === 'running' || state.status === 'promoting') {
    return target < state.current ? target : undefined;
  }
  const firstUnpassed = state.phases.findIndex(({ status }) => status !== 'passed');
  const reached = firstUnpassed < 0 ? state.phases.length : firstUnpassed;
  return Math.min(target, reached);
}

function goalPhase(goal: Goal, state: State): number {
  switch (goal.kind) {
    case 'gates':
      return 0;
    case 'phase':
      return goal.phase;
    case 'promotion':
    case 'rollback':
      return state.phases.length;
  }
}

/** After a rollback the plan's cleanup runs too, where the plan is at hand. */
function needsCleanup({ plan, state, goal, run }: Situation): boolean {
  const isOurs = goal.kind === 'rollback' || state?.run.id === run.id;
  const isGone = state?.status === 'rolled-back' && state.hooks.cleanup?.ok === undefined;
  return isOurs && isGone && plan?.hooks.cleanup !== undefined;
}

/** Gates, then the phases in order up to the goal, then promotion. */
function advance(situation: Situation, state: State): Decision {
  const { plan, goal } = situation;
  if (plan === undefined || situation.planDigest !== state.started.plan.digest) {
    return rest(false, 'plan-changed', 'the plan has changed since this rollout started');
  }
  if (state.gates === undefined) return { do: 'evaluate-gates', phase: -1 };
  if (!state.gates.open) return { do: 'stop', reason: shutReason(state.gates.findings) };
  if (goal.kind === 'gates') return rest(true, 'nothing-to-do', 'the gates are open');

  const next = state.phases.findIndex(({ status }) => status !== 'passed');
  if (goal.kind === 'phase' && (next < 0 || goal.phase < next)) {
    return rest(true, 'nothing-to-do', `phase ${nameOf(state, goal.phase)} has passed`);
  }
  if (next < 0) return decidePromotion(plan, state);
  if (goal.kind === 'phase' && goal.phase > next) {
    const sentence = `phase ${nameOf(state, next)} has not passed, so ${nameOf(state, goal.phase)} cannot begin`;
    return rest(false, 'phase-missing', sentence);
  }
  if (goal.kind === 'promotion' && goal.phasesMustHavePassed) {
    const sentence = `phase ${nameOf(state, next)} has not passed, so nothing can be promoted`;
    return rest(false, 'phase-missing', sentence);
  }
  return decidePhase(situation, plan, state, next);
}

function nameOf(state: State, phase: number): string {
  return state.started.plan.phases[phase]?.name ?? `number ${phase + 1}`;
}

function restBusy(state: State): Decision {
  const { version, environment } = state.started;
  const by = state.run.url ?? `run ${state.run.id}`;
  const sentence = `${version} is ${state.status} in ${environment}, held by ${by}; finish it or roll it back first`;
  return rest(false, 'busy', sentence);
}

const UNEXPLAINED = { code: 'nothing-to-do', sentence: 'the rollout rests' } as const;

function rest(
  reached: boolean,
  code: Extract<Decision, { do: 'rest' }>['reason']['code'],
  sentence: string,
): Decision {
  return { do: 'rest', reached, reason: { code, sentence } };
}
