import { RELEASE } from '../product/workflow.ts';
import { bringToPhase2, loseInPhase2 } from './beginning.ts';
import { INTERVENTIONS } from './interventions.ts';
import type { Story } from './story.ts';

/** A release that goes out: gates, deployment, two phases with an approval, promotion, cleanup. */
const release: Story = {
  name: 'release',
  about: 'a healthy release, from the plan to the promotion',
  jobs: RELEASE,
  prepare: async () => {},
  rerunFrom: (job) => RELEASE.find((one) => one === job) ?? 'gates',
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
  prepare: loseInPhase2,
  rerunFrom: () => 'phase-2',
  end: 'promoted',
};

export const STORIES: readonly Story[] = [release, breach, lost, ...INTERVENTIONS];
