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

/** Who holds it, in words: `run 17 (https://…)`, or the attempt where the run is the same. */
export function nameHolder({ run: holder }: State, run: Run): string {
  if (holder.id === run.id) return `attempt ${holder.attempt} of this run`;
  return holder.url ?? `run ${holder.id}`;
}
