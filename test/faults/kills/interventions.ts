import { type Order, runFrom, runJob } from '../product/workflow.ts';
import { RUNS } from '../world/run.ts';
import { readState } from '../audit/world.ts';
import { loseInPhase2 } from './beginning.ts';
import type { Story } from './story.ts';

/** A person steps in where the runner of the second phase was lost; the job that does it is lost as well. */
function order(word: Order, more: Pick<Story, 'about' | 'recover' | 'end'>): Story {
  return {
    name: word.replace('order ', ''),
    jobs: [word],
    prepare: loseInPhase2,
    rerunFrom: () => 'phase-2',
    isSampled: true,
    ...more,
  };
}

const pause = order('order pause', {
  about: 'the order to pause, and later the one to abort',
  recover: async (world, decide) => [
    await runJob(world, 'order pause', { attempt: 2, decide }),
    await runJob(world, 'order abort', { attempt: 3, decide }),
  ],
  end: 'rolled-back',
});

const promote = order('order promote', {
  about: 'the order to let the phase pass, and the re-run that it asks for',
  recover: async (world, decide) => [
    await runJob(world, 'order promote', { attempt: 2, decide }),
    ...(await runFrom(world, 'phase-2', { attempt: 2, decide })),
  ],
  end: 'promoted',
});

const abort = order('order abort', {
  about: 'the order to take all traffic back',
  recover: async (world, decide) => [await runJob(world, 'order abort', { attempt: 2, decide })],
  end: 'rolled-back',
});

/** A newer release begins while the older one bakes at 100%: it takes that one back, cleans up behind it, and starts. */
const supersede: Story = {
  name: 'supersede',
  about: 'the gates of a newer release, which take the older one back first',
  jobs: ['gates'],
  by: RUNS.newer,
  isSampled: true,
  async prepare(world) {
    await loseInPhase2(world);
    // Its process is gone, but nobody knows: to GitHub the run goes on.
    world.tellRun(1, 'in_progress');
  },
  rerunFrom: () => 'gates',
  end: 'promoted',
  async audit(world, decide) {
    const version = readState(world)?.started.version;
    const { ok, steps } = await runJob(world, 'phase-2', { attempt: 2, decide });
    const code = steps.at(-1)?.outputs['reason-code'];
    return [
      ...(readState(world)?.status === 'promoted' && version !== RUNS.newer.version
        ? [`${version} was promoted`]
        : []),
      ...(ok || code !== 'superseded' ? [`the older release, run again, ended as ${code}`] : []),
    ];
  },
};

export const INTERVENTIONS: readonly Story[] = [pause, promote, abort, supersede];
