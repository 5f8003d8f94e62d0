import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BAD, filePlan, GOOD, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

describe('the actions, chained by hand on the committed bundle', () => {
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

  it('releases: gates, two phases, promotion', async () => {
    const plan = await stage.step('plan');
    expect(plan.outputs).toMatchObject({ name: 'shop', environment: 'production', count: '2' });
    const gates = await stage.step('gates');
    expect(gates, gates.log).toMatchObject({ exitCode: 0, outputs: { open: 'true' } });
    const canary = await stage.step('canary-step', { phase: 'Canary' });
    expect(canary, canary.log).toMatchObject({
      exitCode: 0,
      outputs: { status: 'reached', weight: '5' },
    });
    expect(stage.weight()).toBe(5);
    const everybody = await stage.step('canary-step', { phase: '2' });
    expect(everybody, everybody.log).toMatchObject({ exitCode: 0 });
    const promote = await stage.step('promote');
    expect(promote, promote.log).toMatchObject({
      exitCode: 0,
      outputs: { 'reason-code': 'promoted' },
    });
    expect(stage.weight()).toBe(100);
  });

  it('goes back on a breach, and retries from the failed phase', async () => {
    await stage.step('gates');
    stage.measure(BAD, GOOD);
    const canary = await stage.step('canary-step', { phase: 'Canary' });
    expect(canary, canary.log).toMatchObject({
      exitCode: 1,
      outputs: { status: 'rolled-back', 'reason-code': 'criterion-failed', weight: '0' },
    });
    expect(canary.outputs['reason']).toContain('error-rate is 8%');
    expect(stage.weight()).toBe(0);
    const cleaning = await stage.step('rollback', { cause: 'run-failed' });
    expect(cleaning, cleaning.log).toMatchObject({
      exitCode: 0,
      outputs: { 'reason-code': 'criterion-failed' },
    });

    stage.measure(GOOD);
    const again = await stage.step('canary-step', { phase: 'Canary' }, { attempt: 2 });
    expect(again, again.log).toMatchObject({ exitCode: 0, outputs: { status: 'reached' } });
    expect(stage.weight()).toBe(5);
  });
});
