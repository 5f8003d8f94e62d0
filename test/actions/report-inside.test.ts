import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { act, planIn } from './inside.ts';
import { BAD, GOOD, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

describe('what the action report writes', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    stage.writePlan(planIn(stage, TWO_PHASES));
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  async function report() {
    const directory = join(stage.folder, 'report');
    const done = await act(stage, 'report', { directory });
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    return { done, read, directory };
  }

  it('answers who, what, how long and why, with every measurement', async () => {
    stage.measure(BAD, GOOD);
    await act(stage, 'sluice', {}, { actor: 'ada' });
    const { done, read } = await report();
    expect(done, done.log).toMatchObject({ outputs: { 'rollout-status': 'rolled-back' } });
    expect(JSON.parse(read('report.json'))).toMatchObject({
      schema: 1,
      isWhole: true,
      rollout: { name: 'shop', environment: 'production', status: 'rolled-back', startedBy: 'ada' },
      reason: {
        code: 'criterion-failed',
        sentence: expect.stringContaining('error-rate') as string,
      },
      release: { version: `v2-${stage.sha.slice(0, 7)}`, sha: stage.sha, run: { actor: 'ada' } },
      tries: [{ phase: 0, name: 'Canary', weight: 5, ending: 'rolled-back' }],
      approvals: [],
      measurements: expect.arrayContaining([
        expect.objectContaining({
          metric: 'error-rate',
          to: expect.stringMatching(/Z$/) as string,
        }),
      ]) as unknown[],
      timeline: expect.arrayContaining([
        expect.objectContaining({
          type: 'rolled-back',
          headline: expect.stringMatching(/^rolled back: /) as string,
        }),
      ]) as unknown[],
    });
    expect(read('report.html')).toMatch(/^<!doctype html>/);
    expect(done.summary).toBe(read('report.md'));
  });

  it('reads the tip of the ledger once', async () => {
    stage.measure(GOOD);
    await act(stage, 'sluice');
    const before = stage.github.requests.length;
    await report();
    expect(stage.github.requests.slice(before).map(({ path }) => path)).toEqual(['/graphql']);
  });

  it('writes nothing where nothing was released', async () => {
    const { done, directory } = await report();
    expect(done).toMatchObject({ outputs: { 'rollout-status': 'none' }, summary: '' });
    expect(existsSync(directory)).toBe(false);
  });
});
