import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasten } from '../haste/haste.ts';
import { BAD, filePlan, GOOD, NOTHING, phase, TWO_PHASES } from './plans.ts';
import { setStage, SPEED, type Stage } from './stage.ts';

describe('the action canary-step', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    stage.writePlan(filePlan(TWO_PHASES));
    stage.measure(GOOD);
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  it('pauses without data; a failed run leaves it so, a person takes it back', async () => {
    await stage.step('gates');
    stage.measure(NOTHING);
    const canary = await stage.step('canary-step', { phase: 'Canary' });
    expect(canary, canary.log).toMatchObject({
      exitCode: 1,
      outputs: { status: 'paused', 'reason-code': 'inconclusive', weight: '5' },
    });
    const cleaning = await stage.step('rollback', { cause: 'run-failed' });
    expect(cleaning, cleaning.log).toMatchObject({
      exitCode: 0,
      outputs: { status: 'reached', 'reason-code': 'inconclusive', weight: '5' },
    });
    expect(stage.weight()).toBe(5);
    const environment = hasten(SPEED, Date.now());
    const asked = await stage.step('rollback', { cause: 'asked' }, { environment });
    expect(asked, asked.log).toMatchObject({
      exitCode: 0,
      outputs: { status: 'reached', weight: '0' },
    });
    expect(stage.weight()).toBe(0);
    expect(JSON.parse(asked.outputs['result'] ?? '')).toMatchObject({
      rollout: { status: 'rolled-back' },
      weight: 0,
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'takes traffic back within seconds of a %s',
    async (name) => {
      stage.writePlan(filePlan(phase('Canary', 5, '10m') + phase('Everybody', 100, '1s')));
      await stage.step('gates');
      const signal = { name, when: /Canary baking/ };
      const start = Date.now();
      const canary = await stage.step('canary-step', { phase: 'Canary' }, { signal });
      expect(canary, canary.log).toMatchObject({
        exitCode: 1,
        outputs: { status: 'rolled-back', 'reason-code': 'run-cancelled', weight: '0' },
      });
      expect(Date.now() - start).toBeLessThan(7_500);
      expect(stage.weight()).toBe(0);
      expect(stage.repository.deployments.at(-1)?.statuses.at(-1)).toMatchObject({
        state: 'failure',
      });
      const environment = hasten(SPEED, Date.now());
      const cleaning = await stage.step('rollback', { cause: 'run-cancelled' }, { environment });
      expect(cleaning, cleaning.log).toMatchObject({ exitCode: 0 });
    },
  );

  it('leaves a phase that bakes longer than it may, and goes on from there', async () => {
    stage.writePlan(filePlan(phase('Canary', 5, '4s') + phase('Everybody', 100, '1s')));
    await stage.step('gates');
    const first = await stage.step('canary-step', { phase: '1', 'most-minutes': '0.01' });
    expect(first, first.log).toMatchObject({
      exitCode: 0,
      outputs: { status: 'holding', 'reason-code': 'baking', weight: '5' },
    });
    const early = await stage.step('canary-step', { phase: '2' });
    expect(early, early.log).toMatchObject({
      exitCode: 1,
      outputs: { status: 'refused', 'reason-code': 'phase-missing', weight: '5' },
    });
    const second = await stage.step('canary-step', { phase: '1' }, { attempt: 2 });
    expect(second, second.log).toMatchObject({ exitCode: 0, outputs: { status: 'reached' } });
    // Without an approval to come this is told where it costs nothing.
    expect(second.log).toMatch(/🟢 Canary passed at 5% after \ds$/m);
    expect(second.summary).toMatch(/^## 🔵 .*: Canary passed at 5%$/m);
    expect(second.summary).toContain('| ✅ pass | `error-rate < 1%` |');
  });

  it('makes one pass with `mode: tick`', async () => {
    stage.writePlan(filePlan(phase('Canary', 5, '10m') + phase('Everybody', 100, '1s')));
    await stage.step('gates');
    const tick = await stage.step('canary-step', { phase: '1', mode: 'tick' });
    expect(tick, tick.log).toMatchObject({ exitCode: 0, outputs: { status: 'holding' } });
    expect(stage.weight()).toBe(5);
  });

  it.each([
    [{ phase: 'Nobody' }, 'phase: the plan has no phase Nobody; it has 1 Canary, 2 Everybody'],
    [{ phase: '3' }, 'phase: the plan has no phase 3; it has 1 Canary, 2 Everybody'],
    [{ phase: '1', mode: 'fast' }, 'mode: fast is neither job nor tick'],
    [{ phase: '1', 'most-minutes': 'soon' }, 'most-minutes: soon is no number of minutes above 0'],
    [{ phase: '' }, 'the input `phase` is required: The phase, by its name'],
    [
      { phase: '1', ledger: 'redis' },
      '"redis" is no place for a ledger: write github, or git:<folder>',
    ],
    [{ phase: '1', token: '' }, 'the input `token` is empty: leave it out, or hand in a token'],
    [{ phase: '1', variables: 'no value' }, 'variables, line 1: write NAME=value'],
  ])('refuses %j and says what would be right', async (inputs, sentence) => {
    const step = await stage.step('canary-step', inputs);
    expect(step.exitCode).toBe(1);
    expect(step.log).toContain(`::error::${sentence}`);
    expect(step.outputs).toEqual({
      status: '',
      'reason-code': '',
      reason: '',
      weight: '',
      result: '',
    });
    expect(stage.weight()).toBe(0);
  });
});

describe('a phase that people must approve', () => {
  let stage: Stage;
  beforeEach(async () => {
    const environment = 'production-approval';
    stage = await setStage({
      environments: [{ name: environment, reviewers: [{ user: 'ada' }] }],
      runs: [{ id: 1001, at: 'feature', approvals: [{ environment, user: 'ada' }] }],
    });
    const more = `, approval: ${environment}`;
    stage.writePlan(filePlan(phase('Canary', 5, '1s', more) + phase('Everybody', 100, '1s')));
    stage.measure(GOOD);
    await stage.step('gates');
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  it.each([
    ['', 'no job was named that waited for it'],
    ['skipped', 'that job was skipped'],
    ['failure', 'that job was failure'],
    ['cancelled', 'that job was cancelled'],
  ])('does not begin when that was answered by %j', async (approved, found) => {
    const step = await stage.step('canary-step', { phase: 'Canary', approved });
    expect(step, step.log).toMatchObject({
      exitCode: 1,
      outputs: { status: 'refused', 'reason-code': 'approval-missing', weight: '0' },
    });
    expect(step.outputs['reason']).toContain(found);
    expect(stage.weight()).toBe(0);
  });

  it('begins when the job before it succeeded, and records who approved', async () => {
    const step = await stage.step('canary-step', { phase: 'Canary', approved: 'success' });
    expect(step, step.log).toMatchObject({ exitCode: 0, outputs: { status: 'reached' } });
    expect(JSON.parse(step.outputs['result'] ?? '')).toMatchObject({
      phases: [{ name: 'Canary', approvedBy: ['ada'] }, { name: 'Everybody' }],
    });
    expect(step.log).toContain('approved by ada');
    const told = stage.repository.checkRuns.find(({ name }) => name.startsWith('rollout'));
    expect(told?.summary).toContain('`ada`');
  });

  it('goes back on a breach in it, as any other', async () => {
    stage.measure(BAD, GOOD);
    const step = await stage.step('canary-step', { phase: 'Canary', approved: 'success' });
    expect(step, step.log).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
    expect(stage.weight()).toBe(0);
  });
});
