import { setTimeout as sleep } from 'node:timers/promises';
import { type JobName, type JobResult, type ReleaseJob, runJob } from '../product/workflow.ts';
import { type Effect, type Fate, type Moment, PASS, type Watch } from '../tap.ts';
import type { RunPlace } from '../world/run.ts';
import type { Memory, World } from '../world/world.ts';

/** A stretch of jobs that is first played undisturbed, and then killed at each of its effects. */
export interface Story {
  readonly name: string;
  readonly about: string;
  /** Jobs that are killed, in order. */
  readonly jobs: readonly JobName[];
  /** Brings a fresh world to where the stretch begins. */
  prepare(world: World): Promise<void>;
  /** Where the workflow is re-run from when this job was lost. */
  rerunFrom(job: JobName): ReleaseJob;
  /** How it ends when it is re-run to the end. */
  readonly end: 'promoted' | 'rolled-back';
  /** Each effect is killed at one moment, and not at all three. */
  readonly isSampled?: true;
  /** Whose jobs they are, if not the release's. */
  readonly by?: RunPlace;
  /** What follows a kill, where that is neither the `rollback` job nor a re-run. */
  readonly recover?: (world: World, decide: Watch['decide']) => Promise<readonly JobResult[]>;
  /** What must hold of this story alone, once it is over. */
  readonly audit?: (world: World, decide: Watch['decide']) => Promise<readonly string[]>;
}

/** One effect of an undisturbed story. */
export interface Recorded extends Effect {
  readonly job: JobName;
  /** How often the job had done the same before. */
  readonly nth: number;
}

/** An undisturbed story: what it did, and how the world was before each job. */
export interface Reference {
  readonly story: Story;
  readonly effects: readonly Recorded[];
  readonly before: Readonly<Partial<Record<JobName, Memory>>>;
  readonly end: Memory;
}

/** Whose job it is, as a run says it. */
export function by({ by: run }: Story): { readonly by?: RunPlace } {
  return run === undefined ? {} : { by: run };
}

export const undisturbed = (): Fate => PASS;

/** Longer than comments are left alone after an edit, in milliseconds. */
const BETWEEN_EDITS = 31_000;

/** Plays the story and writes down every effect in the order it came. */
export async function record(story: Story, world: World): Promise<Reference> {
  const effects: Recorded[] = [];
  const before: Partial<Record<JobName, Memory>> = {};
  await story.prepare(world);
  for (const job of story.jobs) {
    // Whoever plays it again finds comments that were edited long ago, and may edit them at once.
    await sleep(BETWEEN_EDITS / world.speed);
    before[job] = world.save();
    const decide = (effect: Effect): Fate => {
      const same = (one: Recorded) => one.job === job && one.name === effect.name;
      effects.push({ ...effect, job, nth: effects.filter(same).length });
      return PASS;
    };
    await runJob(world, job, { attempt: 1, decide, isReported: true, ...by(story) });
  }
  return { story, effects, before, end: world.save() };
}

/** Lets everything pass but one effect: the product dies there. */
export function killAt({ name, nth }: Recorded, moment: Moment): (effect: Effect) => Fate {
  let before = 0;
  return (effect) => {
    if (effect.name !== name) return PASS;
    before += 1;
    return before === nth + 1 ? { kind: 'kill', moment } : PASS;
  };
}
