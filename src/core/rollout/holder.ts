import type { Run } from './event.ts';
import type { State } from './state.ts';

/** Whether the rollout is this run's to move: another run's is not, nor one that a later attempt has taken up. */
export function isHeldBy(state: State, run: Run): boolean {
  return state.run.id === run.id && state.run.attempt <= run.attempt;
}

/** Whether the rollout has ended, so that another run may begin the next. */
export function isOver({ status }: State): boolean {
  return status === 'promoted' || status === 'rolled-back' || status === 'stopped';
}

/** Whether this run released what has been released after it: it started the rollout, or its number is lower. */
export function isSuperseded({ started, run: holder }: State, run: Run): boolean {
  if (holder.id === run.id) return false;
  return started.run.id === run.id || isNumberedBefore(run, started.run);
}

/** GitHub numbers runs in the order they came to be; elsewhere names say nothing. */
function isNumberedBefore(run: Run, other: Run): boolean {
  const isNumber = /^\d{1,20}$/;
  return isNumber.test(run.id) && isNumber.test(other.id) && BigInt(run.id) < BigInt(other.id);
}

/** Who holds it, in words: `run 17 (https://…)`, or the attempt where the run is the same. */
export function nameHolder({ run: holder }: State, run: Run): string {
  if (holder.id === run.id) return `attempt ${holder.attempt} of this run`;
  return holder.url ?? `run ${holder.id}`;
}
