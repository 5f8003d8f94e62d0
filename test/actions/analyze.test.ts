import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BAD, filePlan, GOOD, NOTHING, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

describe('the action analyze, alone', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    stage.writePlan(filePlan(TWO_PHASES));
  });
  afterEach(async () => {
    expect(stage.github.requests).toEqual([]);
    await stage.close();
  });

  it.each([
    ['pass', GOOD, 0, 'every criterion holds'],
    ['fail', BAD, 1, 'error-rate is 8% in the canary'],
    [
      'inconclusive',
      NOTHING,
      1,
      'error-rate cannot be judged: nothing of it has reached the canary',
    ],
  ])(
    'answers %s, without GitHub and without moving traffic',
    async (verdict, canary, code, why) => {
      stage.measure(canary, GOOD);
      const analyze = await stage.step('analyze', { duration: '2s' });
      expect(analyze, analyze.log).toMatchObject({ exitCode: code, outputs: { verdict } });
      expect(analyze.outputs['reason']).toContain(why);
      const criteria = JSON.parse(analyze.outputs['criteria'] ?? '') as readonly object[];
      expect(criteria).toMatchObject([
        { criterion: 'error-rate < 1%', metric: 'error-rate', verdict },
      ]);
      expect(analyze.log).toMatch(/^ +[✓✗?] error-rate (is|has|cannot)/m);
      expect(stage.weight()).toBe(0);
    },
  );

  it('looks for as long as the phase bakes unless told otherwise', async () => {
    stage.measure(GOOD);
    const start = Date.now();
    const analyze = await stage.step('analyze', { phase: 'Everybody' });
    expect(analyze, analyze.log).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(Date.now() - start).toBeGreaterThanOrEqual(1_000);
  });

  it('needs neither token nor runner', async () => {
    stage.measure(GOOD);
    const environment = { GITHUB_REPOSITORY: '', GITHUB_SHA: '', GITHUB_RUN_ID: '' };
    const analyze = await stage.step('analyze', { duration: '1s' }, { environment });
    expect(analyze, analyze.log).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [{ duration: 'soon' }, 'duration: soon is no duration; write one like 10m or 1h30m'],
    [{ phase: 'Nobody' }, 'phase: the plan has no phase Nobody; it has 1 Canary, 2 Everybody'],
    [{ plan: 'none.yml' }, 'none.yml has a problem, named above'],
  ])('refuses %j', async (inputs, sentence) => {
    const analyze = await stage.step('analyze', inputs);
    expect(analyze).toMatchObject({
      exitCode: 1,
      outputs: { verdict: '', criteria: '', reason: '' },
    });
    expect(analyze.log).toContain(`::error::${sentence}`);
  });
});
