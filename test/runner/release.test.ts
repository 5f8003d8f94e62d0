import { afterEach, describe, expect, it } from 'vitest';
import type { RunResult } from './harness/result.ts';
import { runWorkflow, startRun } from './harness/run.ts';
import { FIVE_PHASES, sketchPlan, TWO_PHASES } from './plans.ts';
import { LEDGER, openProduction, type Production, type ProductionOptions } from './production.ts';

let production: Production;

async function open(options: ProductionOptions): Promise<Production> {
  production = await openProduction(options);
  return production;
}

afterEach(async () => {
  expect(production.github.violations).toEqual([]);
  await production.close();
});

/** Conclusions of the called workflow's jobs that ran, by their ids there. */
function conclusions({ jobs }: RunResult): Record<string, string> {
  const called = Object.values(jobs).filter(({ path }) => path.startsWith('rollout/'));
  return Object.fromEntries(
    called
      .filter(({ conclusion }) => conclusion !== 'skipped')
      .map(({ path, conclusion }) => [path.replace('rollout/', ''), conclusion]),
  );
}

const logOf = (result: RunResult) =>
  Object.values(result.jobs)
    .map(({ path, log }) => `── ${path}\n${log}`)
    .join('\n');

async function weights() {
  const { haproxy } = production;
  return { v1: await haproxy.weightOf('v1'), v2: await haproxy.weightOf('v2') };
}

/** What GitHub shows of the rollout when all is over. */
function shown() {
  const { checkRuns, comments, deployments, refs } = production.github.repository('acme/shop');
  return {
    checks: checkRuns
      .filter(({ name }) => name.startsWith('rollout'))
      .map(({ status, conclusion }) => `${status} ${conclusion}`),
    comments: comments.length,
    deployments: deployments.map(({ statuses }) => statuses.map(({ state }) => state)),
    hasLedger: LEDGER in refs,
  };
}

describe('a release of the shipped caller workflow, under act', () => {
  it('goes out: five phases, an approval, promotion', async () => {
    await open({ plan: FIVE_PHASES });
    const result = await runWorkflow(production.options);

    expect(conclusions(result), logOf(result)).toEqual({
      plan: 'success',
      gates: 'success',
      'phase-1': 'success',
      'approve-2': 'success',
      'phase-2': 'success',
      'phase-3': 'success',
      'phase-4': 'success',
      'phase-5': 'success',
      promote: 'success',
    });
    expect(await weights()).toMatchObject({ v1: 0 });
    expect((await weights()).v2).toBeGreaterThan(0);
    expect(shown()).toMatchObject({ checks: ['completed success'], comments: 1, hasLedger: true });
    expect(shown().deployments).toHaveLength(1);
    expect(shown().deployments[0]?.at(-1)).toBe('success');
    expect(production.ending()).toMatch(/promoted/);
    expect(production.github.repository('acme/shop').comments[0]?.body).toContain('octocat');

    // That nothing has changed is said at no cost, and asked for at every look.
    const { requests } = production.github;
    const paid = requests.filter(({ status }) => status !== 304).length;
    console.log(
      `GitHub requests of a five-phase rollout: ${paid} of ${requests.length} that count`,
    );
    expect(paid).toBeLessThanOrEqual(70);
  });

  it('goes back on a breach, and on from the failed phase when that is mended', async () => {
    await open({ plan: TWO_PHASES });
    production.canary.behave({ errorRate: 0.4 });
    const first = await runWorkflow(production.options);

    expect(conclusions(first), logOf(first)).toEqual({
      plan: 'success',
      gates: 'success',
      'phase-1': 'failure',
      rollback: 'success',
    });
    expect(first.conclusion).toBe('failure');
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
    expect(shown()).toMatchObject({ checks: ['completed failure'], comments: 1 });
    expect(shown().deployments[0]?.at(-1)).toBe('failure');
    expect(production.ending()).toMatch(/rolled back: error-rate/);

    production.canary.behave({ errorRate: 0 });
    const second = await runWorkflow({
      ...production.options,
      rerun: { of: first, jobs: 'failed' },
    });
    expect(conclusions(second), logOf(second)).toEqual({
      plan: 'success',
      gates: 'success',
      'phase-1': 'success',
      'phase-2': 'success',
      promote: 'success',
    });
    expect(await weights()).toMatchObject({ v1: 0 });
    expect(shown()).toMatchObject({ checks: ['completed success'], comments: 1 });
    expect(shown().deployments).toHaveLength(1);
  });

  it('does not begin behind a shut gate', async () => {
    await open({
      plan: TWO_PHASES,
      seed: { checkRuns: [{ name: 'build', conclusion: 'failure' }] },
    });
    const result = await runWorkflow(production.options);

    expect(conclusions(result), logOf(result)).toEqual({
      plan: 'success',
      gates: 'failure',
      rollback: 'success',
    });
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
    expect(shown().checks).toEqual(['completed failure']);
  });

  it('does not begin when the past was to be asked and does not answer', async () => {
    await open({ plan: TWO_PHASES, workflow: 'test/runner/foreseen.yml' });
    const result = await runWorkflow(production.options);

    expect(conclusions(result), logOf(result)).toEqual({ plan: 'failure' });
    expect(logOf(result)).toMatch(/ECONNREFUSED/);
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
  });

  it('goes back when the run is cancelled in the middle of a bake', async () => {
    await open({
      plan: sketchPlan([
        { name: 'Canary', weight: 20 },
        { name: 'All', weight: 100 },
      ]),
    });
    const run = startRun(production.options);
    await run.printed('rollout/phase-1', /Canary baking at 20%/);
    run.cancel();
    const result = await run.finished;

    expect(conclusions(result), logOf(result)).toEqual({
      plan: 'success',
      gates: 'success',
      'phase-1': 'cancelled',
      rollback: 'success',
    });
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
    expect(production.ending()).toMatch(/rolled back/);
  });

  it('goes back from a new job when the runner is lost', async () => {
    await open({ plan: TWO_PHASES });
    const run = startRun(production.options);
    await run.printed('rollout/phase-1', /Canary baking at 20%/);
    run.loseRunner('rollout/phase-1');
    const result = await run.finished;

    expect(conclusions(result), logOf(result)).toMatchObject({
      'phase-1': 'failure',
      rollback: 'success',
    });
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
    expect(production.ending()).toMatch(/rolled back/);
  });

  it('stays shut when an approval environment is misspelt', async () => {
    await open({
      plan: sketchPlan([
        { name: 'Canary', weight: 20, approval: 'production-aproval' },
        { name: 'Everybody', weight: 100 },
      ]),
    });
    const result = await runWorkflow(production.options);
    expect(conclusions(result), logOf(result)).toEqual({ plan: 'failure' });
    expect(logOf(result)).toContain('production-aproval');
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
  });
});

describe('the composite actions in a hand-made workflow, under act', () => {
  it('work alone, and hand their outputs to later steps', async () => {
    await open({ plan: TWO_PHASES, workflow: 'workflows/hand-made.yml' });
    const result = await runWorkflow({
      ...production.options,
      event: { name: 'workflow_dispatch' },
    });
    expect(result.conclusion, logOf(result)).toBe('success');
    expect(result.jobs['release']?.log).toContain('Releasing shop to production.');
    expect(result.jobs['phase-1']?.log).toContain('The canary carries 20%.');
    expect(await weights()).toMatchObject({ v1: 0 });
  });

  it('work each by itself, the whole suite in one step among them', async () => {
    await open({ plan: TWO_PHASES, workflow: 'test/runner/alone.yml' });
    const result = await runWorkflow({
      ...production.options,
      event: { name: 'workflow_dispatch' },
    });
    expect(result.conclusion, logOf(result)).toBe('success');
    // No traffic reaches the canary before a release: the analysis must not call that a pass.
    expect(result.jobs['look']?.log).toContain('plan 2, gates true, verdict inconclusive');
    expect(result.jobs['release']?.log).toContain(
      'release promoted at 100, then already-promoted, report promoted',
    );
    expect(await weights()).toMatchObject({ v1: 0 });
  });
});
