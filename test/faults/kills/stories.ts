import { RELEASE, runJob } from '../product/workflow.ts';
import type { Story } from './story.ts';
import { killAt, undisturbed } from './story.ts';
import type { World } from '../world/world.ts';

/** A release that goes out: gates, deployment, two phases with an approval, promotion, cleanup. */
const release: Story = {
  name: 'release',
  about: 'a healthy release, from the plan to the promotion',
  jobs: RELEASE,
  prepare: async () => {},
  rerunFrom: (job) => (job === 'rollback' ? 'gates' : job),
  end: 'promoted',
};

/** The new version falls ill in the last phase: the phase takes it back itself, the `rollback` job looks after it. */
const breach: Story = {
  name: 'breach',
  about: 'a breach in the second phase, and the rollback job after it',
  jobs: ['phase-2', 'rollback'],
  async prepare(world) {
    await bringToPhase2(world);
    world.health = 'ill';
  },
  rerunFrom: () => 'phase-2',
  end: 'rolled-back',
};

/** The runner of the second phase is lost in its bake: the `rollback` job does all the work. */
const lost: Story = {
  name: 'lost',
  about: 'the rollback job after the runner of the second phase was lost',
  jobs: ['rollback'],
  async prepare(world) {
    await bringToPhase2(world);
    const decide = killAt(FIRST_LOOK, 'before');
    await runJob(world, 'phase-2', { attempt: 1, decide });
  },
  rerunFrom: () => 'phase-2',
  end: 'promoted',
};

const FIRST_LOOK = {
  kind: 'metric query',
  name: 'failures of v2',
  nth: 0,
  job: 'phase-2',
} as const;

async function bringToPhase2(world: World): Promise<void> {
  for (const job of ['plan', 'gates', 'phase-1'] as const) {
    const { ok, steps } = await runJob(world, job, { attempt: 1, decide: undisturbed });
    if (!ok) throw new Error(`${job} failed undisturbed:\n${steps.map(({ log }) => log).join('')}`);
  }
}

export const STORIES: readonly Story[] = [release, breach, lost];
