import type { Decision } from './decision.ts';
import type { Goal } from './goal.ts';
import type { Situation } from './situation.ts';
import type { State } from './state.ts';

/**
 * How a later attempt of the same run takes the rollout up; undefined for the attempt that has it.
 *
 * One that was lost on its way goes on where it was. One that rests begins anew at the first phase that has
 * not passed, and where traffic was taken back after the last one had passed, at the last. Either begins
 * earlier when the job that is re-run stands for an earlier phase.
 */
export function takeUp({ goal, run }: Situation, state: State): Decision | undefined {
  if (run.attempt <= state.run.attempt) return undefined;
  // A person's pause outlasts the run it was given to.
  if (state.pausedSince !== undefined) return { do: 'take-over' };
  const wanted = phaseOf(goal, state);
  if (state.status === 'running' || state.status === 'promoting') {
    return wanted < state.current ? { do: 'retry', phase: wanted } : { do: 'take-over' };
  }
  return { do: 'retry', phase: Math.min(wanted, whereToBegin(state)) };
}

/** The phase that a rollout which rests begins anew at: never behind what its traffic stands for. */
export function whereToBegin(state: State): number {
  const last = state.weight.intended > 0 ? state.phases.length : state.phases.length - 1;
  return Math.min(nextPhase(state), last);
}

/** The first phase that has not passed; as many as there are phases when all have. */
export function nextPhase({ phases }: State): number {
  const index = phases.findIndex(({ status }) => status !== 'passed');
  return index < 0 ? phases.length : index;
}

/** The phase a goal stands for; as many as there are phases for the promotion. */
function phaseOf(goal: Goal, state: State): number {
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
