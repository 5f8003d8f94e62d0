import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BAD, filePlan, GOOD, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

describe('the actions promote and sluice', () => {
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

  it('promotes nothing where no rollout was started', async () => {
    const promote = await stage.step('promote');
    expect(promote, promote.log).toMatchObject({
      exitCode: 1,
      outputs: { 'reason-code': 'phase-missing', weight: '0' },
    });
    expect(stage.repository.refs).not.toHaveProperty('refs/rollouts/production/shop');
  });

  it('promotes nothing while a phase has not passed', async () => {
    await stage.step('gates');
    await stage.step('canary-step', { phase: 'Canary' });
    const promote = await stage.step('promote');
    expect(promote, promote.log).toMatchObject({
      exitCode: 1,
      outputs: { status: 'refused', 'reason-code': 'phase-missing', weight: '5' },
    });
    expect(promote.outputs['reason']).toBe(
      'phase Everybody has not passed, so nothing can be promoted',
    );
    expect(stage.weight()).toBe(5);
  });

  it('runs the whole release in one step', async () => {
    const sluice = await stage.step('sluice');
    expect(sluice, sluice.log).toMatchObject({
      exitCode: 0,
      outputs: { status: 'reached', 'reason-code': 'promoted', weight: '100' },
    });
    expect(stage.weight()).toBe(100);
    expect(sluice.log).toMatch(/🟢 Canary passed at 5% after [23]s/);
    expect(sluice.log).toMatch(/🟢 Promoted\n/);
    expect(sluice.summary).toMatch(/^## 🟢 `v2-/);
    expect(stage.repository.deployments).toHaveLength(1);
    const again = await stage.step('promote', {}, { attempt: 2 });
    expect(again, again.log).toMatchObject({
      exitCode: 0,
      outputs: { 'reason-code': 'already-promoted' },
    });
  });

  it('takes the whole release back in one step', async () => {
    stage.measure(BAD, GOOD);
    const sluice = await stage.step('sluice');
    expect(sluice, sluice.log).toMatchObject({
      exitCode: 1,
      outputs: { status: 'rolled-back', 'reason-code': 'criterion-failed', weight: '0' },
    });
    expect(sluice.log).toContain('::error::rolled-back: error-rate is 8%');
    expect(stage.weight()).toBe(0);
  });

  it('goes back without the plan, from any run a person starts, by the ledger alone', async () => {
    await stage.step('gates');
    await stage.step('canary-step', { phase: 'Canary' });
    const names = { name: 'shop', environment: 'production', plan: 'no-such-plan.yml' };
    const rollback = await stage.step('rollback', names, { runId: 2002 });
    expect(rollback, rollback.log).toMatchObject({
      exitCode: 0,
      outputs: { status: 'reached', weight: '0' },
    });
    expect(rollback.log).toContain('without the plan no-such-plan.yml no cleanup hook runs');
    expect(stage.weight()).toBe(0);
  });

  it.each([
    [{ cause: 'boredom' }, 'cause: boredom is none of asked, run-failed, run-cancelled'],
    [{ plan: 'none.yml' }, 'which rollout? Give `name` and `environment`, or a plan'],
  ])('says of a rollback with %j what is missing', async (inputs, sentence) => {
    const rollback = await stage.step('rollback', inputs);
    expect(rollback.exitCode).toBe(1);
    expect(rollback.log).toContain(`::error::${sentence}`);
  });
});
