import { afterEach, describe, expect, it } from 'vitest';
import { conclusionsOf, type Desk, logOf, openDesk } from './desk.ts';
import { runWorkflow, startRun } from './harness/run.ts';
import { sketchPlan } from './plans.ts';
import { openProduction, type Production, type ProductionOptions } from './production.ts';

let production: Production;
let desk: Desk;

async function open(options: ProductionOptions): Promise<void> {
  production = await openProduction(options);
  desk = openDesk(production);
  tellRun({ status: 'in_progress' });
}

afterEach(async () => {
  expect(production.github.violations).toEqual([]);
  await production.close();
});

const comment: Desk['comment'] = (...said) => desk.comment(...said);
const dispatch: Desk['dispatch'] = (...asked) => desk.dispatch(...asked);
const beside: Desk['beside'] = (...started) => desk.beside(...started);
const tellRun: Desk['tellRun'] = (seed) => desk.tellRun(seed);

async function weights() {
  const { haproxy } = production;
  return { v1: await haproxy.weightOf('v1'), v2: await haproxy.weightOf('v2') };
}

describe('a release under way, under act', () => {
  it('is paused and resumed by comments', async () => {
    await open({
      plan: sketchPlan([
        { name: 'Canary', weight: 20, bake: '30s' },
        { name: 'Everybody', weight: 100 },
      ]),
    });
    const release = startRun(production.options);
    await release.printed('rollout/phase-1', /Canary baking at 20%/);
    const stranger = await comment('/rollout abort', 'hubot');
    expect(stranger.reactions, logOf(stranger.result)).toEqual(['eyes', '-1']);
    expect(stranger.reply).toContain('hubot has triage');

    const paused = await comment('/rollout pause --reason "is `it` us? $(id)"');
    expect(paused.reactions, logOf(paused.result)).toEqual(['eyes', '+1']);
    expect(paused.reply).toContain('Paused at 20%');
    expect(await weights()).toEqual({ v1: 80, v2: 20 });

    const resumed = await comment('/rollout resume');
    expect(resumed.reactions, logOf(resumed.result)).toEqual(['eyes', '+1']);
    const result = await release.finished;
    expect(result.conclusion, logOf(result)).toBe('success');
    expect(await weights()).toMatchObject({ v1: 0 });
    expect(production.ledger().join('\n')).toMatch(/ada ordered pause: is `it` us\? \$\(id\)/);
  });

  it('is promoted by hand before its bake is over', async () => {
    await open({
      plan: sketchPlan([
        { name: 'Canary', weight: 20, bake: '10m' },
        { name: 'Everybody', weight: 100 },
      ]),
    });
    const release = startRun(production.options);
    await release.printed('rollout/phase-1', /Canary baking at 20%/);
    const promoted = await dispatch('promote', { reason: 'seen enough' });
    expect(promoted.conclusion, logOf(promoted)).toBe('success');
    const result = await release.finished;
    expect(result.conclusion, logOf(result)).toBe('success');
    expect(await weights()).toMatchObject({ v1: 0 });
    expect(production.ledger().join('\n')).toContain('passed by order of ada');
  });

  it('is not touched by talk, nor by a dispatch that names nothing', async () => {
    await open({ plan: sketchPlan([{ name: 'Everybody', weight: 100 }]) });
    const talk = await comment('> /rollout abort');
    expect(talk.reactions).toEqual([]);
    expect(talk.result.conclusion, logOf(talk.result)).toBe('success');
    const nothing = await comment('Looks good');
    expect(conclusionsOf(nothing.result)).toEqual({});
    const lost = await dispatch('abort');
    expect(lost.conclusion).toBe('failure');
    expect(logOf(lost)).toContain('no rollout was ever started here');
  });
});

describe('a release whose run has ended, under act', () => {
  const PLAN = sketchPlan([
    { name: 'Canary', weight: 20 },
    { name: 'Everybody', weight: 100 },
  ]);
  const HELD = { plan: PLAN, workflow: 'test/runner/held.yml' };

  it('is taken back by a comment', async () => {
    await open(HELD);
    await runWorkflow(production.options);
    expect(await weights()).toEqual({ v1: 80, v2: 20 });
    tellRun({ status: 'completed', conclusion: 'cancelled' });
    const aborted = await comment('/rollout abort production/shop');
    expect(aborted.reactions, logOf(aborted.result)).toEqual(['eyes', '+1']);
    expect(aborted.reply).toContain('Rolled back');
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
  });

  it('is looked at by ticks, and goes on with the next phase', async () => {
    await open(HELD);
    const first = await runWorkflow(production.options);
    expect(conclusionsOf(first), logOf(first)).toEqual({ gates: 'success', 'phase-1': 'success' });
    const over = { status: 'completed', conclusion: 'success' } as const;
    tellRun({
      ...over,
      jobs: [
        { name: 'gates', ...over },
        { name: 'phase-1', ...over },
      ],
    });

    const reran = () =>
      production.github.requests.some(({ path }) => /\/actions\/jobs\/\d+\/rerun$/.test(path));
    for (let looks = 0; looks < 20 && !reran(); looks += 1) {
      const tick = await beside('tick', { name: 'schedule' });
      expect(tick.conclusion, logOf(tick)).toBe('success');
    }
    expect(reran()).toBe(true);
    const second = await runWorkflow({
      ...production.options,
      rerun: { of: first, jobs: 'phase-1' },
    });
    expect(conclusionsOf(second), logOf(second)).toMatchObject({
      'phase-1': 'success',
      'phase-2': 'success',
    });
    expect(await weights()).toMatchObject({ v1: 0 });
  });
});
