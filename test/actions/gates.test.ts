import { afterEach, describe, expect, it } from 'vitest';
import { filePlan, GOOD, TWO_PHASES } from './plans.ts';
import { setStage, type Stage } from './stage.ts';

const GATES = `gates:
  - checks: { required: [build, test] }
  - issues: { label: release-blocker }
`;

const GREEN = {
  checkRuns: [
    { at: 'feature', name: 'build' },
    { at: 'feature', name: 'test' },
  ],
};

describe('the action gates', () => {
  let stage: Stage;
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  async function set(seed: Parameters<typeof setStage>[0]): Promise<void> {
    stage = await setStage(seed);
    stage.writePlan(filePlan(TWO_PHASES, GATES));
    stage.measure(GOOD);
  }

  it('stops the release before anything moves when a check is missing and an issue blocks', async () => {
    await set({
      checkRuns: [{ at: 'feature', name: 'build' }],
      issues: [{ number: 12, labels: ['release-blocker'] }],
    });
    const gates = await stage.step('gates');
    expect(gates, gates.log).toMatchObject({
      exitCode: 1,
      outputs: { open: 'false', status: 'stopped', 'reason-code': 'gate-shut', weight: '0' },
    });
    const findings = JSON.parse(gates.outputs['findings'] ?? '') as readonly unknown[];
    expect(findings).toMatchObject([
      { gate: 'checks', outcome: 'shut', found: expect.stringContaining('test') },
      { gate: 'issues', outcome: 'shut', found: expect.stringContaining('#12') },
    ]);
    expect(gates.log).toMatch(/^ +✗ checks /m);
    expect(gates.log).toMatch(/^ +✗ issues /m);
    expect(stage.weight()).toBe(0);
    expect(stage.repository.checkRuns.at(-1)).toMatchObject({
      name: 'rollout shop (production)',
      conclusion: 'failure',
    });
    expect(stage.repository.deployments).toEqual([]);
    const phase = await stage.step('canary-step', { phase: '1' });
    expect(phase, phase.log).toMatchObject({ exitCode: 1, outputs: { status: 'stopped' } });
    expect(stage.weight()).toBe(0);
  });

  it('goes on in a later attempt, once the gates are open', async () => {
    await set({ ...GREEN, issues: [{ number: 12, labels: ['release-blocker'] }] });
    expect(await stage.step('gates')).toMatchObject({ outputs: { open: 'false' } });
    stage.github.plant({
      repositories: [
        {
          owner: 'acme',
          name: 'shop',
          issues: [{ number: 12, labels: ['release-blocker'], state: 'closed' }],
        },
      ],
    });
    const again = await stage.step('gates', {}, { attempt: 2 });
    expect(again, again.log).toMatchObject({
      exitCode: 0,
      outputs: { open: 'true', status: 'reached' },
    });
    expect(
      stage.repository.checkRuns.filter(({ name }) => name.startsWith('rollout')),
    ).toMatchObject([{ status: 'in_progress', conclusion: null }]);
    expect(stage.repository.deployments).toHaveLength(1);
  });

  it.each([
    ['open', GREEN, { exitCode: 0, outputs: { open: 'true', status: 'reached', weight: '' } }],
    ['shut', {}, { exitCode: 1, outputs: { open: 'false', status: 'stopped', result: '' } }],
  ])(
    'only asks with `record: false` (%s), and writes nothing anywhere',
    async (_, seed, expected) => {
      await set(seed);
      const gates = await stage.step('gates', { record: 'false' });
      expect(gates, gates.log).toMatchObject(expected);
      expect(gates.log).toMatch(/^[✓✗] checks /m);
      expect(new Set(stage.github.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
      expect(gates.summary).toBe('');
    },
  );

  it('refuses a word that is neither true nor false', async () => {
    await set(GREEN);
    const gates = await stage.step('gates', { record: 'no' });
    expect(gates).toMatchObject({ exitCode: 1, outputs: { open: '' } });
    expect(gates.log).toContain('::error::record: no is neither true nor false');
    expect(stage.github.requests).toEqual([]);
  });

  it('waits for another release no longer than it may, and says whom it waited for', async () => {
    const runs = [{ id: 41, at: 'feature' }];
    await set({ ...GREEN, runs });
    stage.writePlan(filePlan(TWO_PHASES, `on-busy: wait\n${GATES}`));
    expect(await stage.step('gates', {}, { runId: 41 })).toMatchObject({ exitCode: 0 });
    const limit = { 'most-minutes': '0.01' };
    const gates = await stage.step('gates', limit, { runId: 42 });
    expect(gates, gates.log).toMatchObject({
      exitCode: 1,
      outputs: {
        status: 'refused',
        'reason-code': 'busy',
        reason: expect.stringMatching(/is running in production, held by .*\/actions\/runs\/41;/),
      },
    });
    expect(gates.log).toContain('⏳ Waiting: ');
  });
});
