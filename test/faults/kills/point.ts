import { MOMENTS, type Moment } from '../tap.ts';
import type { Recorded, Reference } from './story.ts';

/** What comes after the kill. */
export type Next =
  /** The runner was lost, so the `rollback` job of the same run cleans up. */
  | 'rollback job'
  /** The run was force-cancelled and nothing ran after it; later somebody re-runs what failed. */
  | 're-run'
  /** What a person ordered is ordered again. */
  | 'order';

/** One kill and what follows it. */
export interface Point {
  /** What `--only` finds it by. */
  readonly id: string;
  readonly reference: Reference;
  readonly effect: Recorded;
  readonly moment: Moment;
  readonly next: Next;
}

/** Every effect of the reference, killed at every moment or at one of them in turn; what follows alternates. */
export function listPoints(reference: Reference): readonly Point[] {
  const { story, effects } = reference;
  return effects.flatMap((effect, index) =>
    MOMENTS.flatMap((moment, at) =>
      story.isSampled && at !== index % MOMENTS.length
        ? []
        : {
            id: `${story.name}-${String(index + 1).padStart(3, '0')}-${moment}`,
            reference,
            effect,
            moment,
            next: chooseNext(reference, effect, index + at),
          },
    ),
  );
}

/** Without a plan the workflow has no `rollback` job to run. */
function chooseNext({ story }: Reference, { job }: Recorded, turn: number): Next {
  if (story.recover !== undefined) return 'order';
  return job === 'plan' || turn % 2 === 1 ? 're-run' : 'rollback job';
}

export function describePoint({ id, effect, moment, next }: Point): string {
  return `${id}: killed ${moment} ${effect.job} ${effect.name} #${effect.nth + 1}, then ${next}`;
}
