import { runJob } from '../product/workflow.ts';
import type { World } from '../world/world.ts';
import { killAt, undisturbed } from './story.ts';

/** Brings a fresh world to where the second phase is to begin. */
export async function bringToPhase2(world: World): Promise<void> {
  for (const job of ['plan', 'gates', 'phase-1'] as const) {
    const { ok, steps } = await runJob(world, job, { attempt: 1, decide: undisturbed });
    if (!ok) throw new Error(`${job} failed undisturbed:\n${steps.map(({ log }) => log).join('')}`);
  }
}

/** Brings it to where the runner of the second phase has been lost in its bake. */
export async function loseInPhase2(world: World): Promise<void> {
  await bringToPhase2(world);
  await runJob(world, 'phase-2', { attempt: 1, decide: killAt(FIRST_LOOK, 'before') });
}

const FIRST_LOOK = {
  kind: 'metric query',
  name: 'failures of v2',
  nth: 0,
  job: 'phase-2',
} as const;
