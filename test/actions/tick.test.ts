import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlStage, RELEASE, setControlStage } from './control-stage.ts';
import { act, type Caller, planIn } from './inside.ts';
import { BAD, GOOD, phase } from './plans.ts';

let stage: ControlStage;

beforeEach(async () => {
  stage = await setControlStage();
});

afterEach(async () => {
  expect(stage.github.violations).toEqual([]);
  await stage.close();
});

/** The release ends so, its first phase baking for `bake`. */
async function leave(bake: string, status: string, conclusion: string | null): Promise<void> {
  stage.writePlan(planIn(stage, phase('Canary', 5, bake) + phase('Everybody', 100, '1h')));
  const held = await stage.hold();
  expect(held.outputs, held.log).toMatchObject({ status: 'holding' });
  const job = { name: 'rollout / Phase 1', status: 'completed', conclusion: 'success' } as const;
  const run = { id: RELEASE, at: 'feature', status, conclusion, jobs: [job] };
  stage.github.plant({ repositories: [{ owner: 'acme', name: 'shop', runs: [run] }] });
}

const tick = (caller: Caller = {}) => act(stage, 'tick', {}, { runId: 2002, ...caller });

function reruns(): number {
  return stage.github.requests.filter(({ path }) => path.endsWith('/rerun')).length;
}

function statusOf(): string | undefined {
  return stage.repository.checkRuns.find(({ name }) => name.startsWith('rollout'))?.title ?? '';
}

describe('a tick', () => {
  it('looks at a phase that bakes on, and leaves it', async () => {
    await leave('1h', 'completed', 'success');
    const done = await tick();
    expect(done.failure, done.log).toBeUndefined();
    expect(JSON.parse(done.outputs.rollouts ?? '')).toMatchObject([
      { rollout: 'production/shop', did: 'look', sentence: expect.stringContaining('holding') },
    ]);
    expect(stage.weight()).toBe(5);
    expect(reruns()).toBe(0);
  });

  it('lets a phase pass whose time has come, and its run go on', async () => {
    await leave('2s', 'completed', 'success');
    // One look each, until the two seconds are over.
    await expect
      .poll(async () => (await tick()).outputs.rollouts, { timeout: 15_000, interval: 500 })
      .toContain('Running the job rollout / Phase 1 again');
    expect(reruns()).toBe(1);
    expect(stage.repository.runs.find(({ id }) => id === RELEASE)?.attempt).toBe(2);
    // The run is at work again: there is nothing to do.
    expect((await tick()).outputs.rollouts).toBe('[]');
    expect(reruns()).toBe(1);
  });

  it('takes the traffic back on a breach, and fails', async () => {
    await leave('1h', 'completed', 'success');
    stage.measure(BAD, GOOD);
    await expect
      .poll(async () => (await tick()).failure, { timeout: 15_000, interval: 500 })
      .toContain('production/shop: rolled-back: error-rate is 8%');
    expect(stage.weight()).toBe(0);
    expect(statusOf()).toContain('Rolled back');
    expect((await tick()).outputs.rollouts).toBe('[]');
  });

  it.each(['cancelled', 'failure', 'timed_out'])(
    'takes back what a run left behind that ended with %s',
    async (conclusion) => {
      await leave('1h', 'completed', conclusion);
      const done = await tick();
      expect(JSON.parse(done.outputs.rollouts ?? '')).toMatchObject([{ did: 'take-back' }]);
      expect(done.failure).toBeDefined();
      expect(stage.weight()).toBe(0);
    },
  );

  it.each(['success', 'cancelled'])(
    'that is cancelled leaves it to the next, its run having ended with %s',
    async (conclusion) => {
      await leave('1h', 'completed', conclusion);
      stage.measure(BAD, GOOD);
      const done = await tick({ cancelled: AbortSignal.abort() });
      expect(done.outputs.rollouts).toBe('[]');
      expect(done.log).toContain('the next tick goes on');
      expect(stage.weight()).toBe(5);
      expect(statusOf()).not.toContain('Rolled back');
    },
  );

  it.each([
    ['runs', 'in_progress'],
    ['waits for people', 'waiting'],
  ])('leaves alone what %s', async (_what, status) => {
    await leave('1h', status, null);
    const done = await tick();
    expect(done.outputs.rollouts).toBe('[]');
    expect(done.failure).toBeUndefined();
    expect(stage.weight()).toBe(5);
  });

  it('leaves alone what cannot be looked at', async () => {
    await leave('1h', 'completed', 'success');
    stage.github.fail({ match: { path: '/actions/runs/' }, answer: 403, times: 9 });
    expect((await tick()).outputs.rollouts).toBe('[]');
    expect(stage.weight()).toBe(5);
  });

  it('leaves alone what a person paused', async () => {
    await leave('1h', 'completed', 'success');
    await stage.comment('/rollout pause');
    expect((await tick()).outputs.rollouts).toBe('[]');
  });

  it('says when a run cannot go on, and who must see to it', async () => {
    await leave('1s', 'completed', 'success');
    stage.github.fail({ match: { path: '/rerun$' }, answer: 403, times: 99 });
    await expect
      .poll(async () => (await tick()).failure, { timeout: 15_000, interval: 500 })
      .toContain('re-run its job by hand');
  });

  it('has nothing to do where nothing was released', async () => {
    const done = await tick();
    expect(done.outputs.rollouts).toBe('[]');
    expect(done.failure).toBeUndefined();
  });
});
