import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filePlan, GOOD, TWO_PHASES } from './plans.ts';
import { PERMISSIONS, setStage, type Stage } from './stage.ts';

describe('a release while GitHub is in trouble', () => {
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

  it('goes on when only the reports cannot be written, and warns', async () => {
    await stage.step('gates');
    stage.github.fail({ match: { body: 'mutation Tell' }, times: 99, answer: 500 });
    const canary = await stage.step('canary-step', { phase: 'Canary' });
    expect(canary, canary.log).toMatchObject({ exitCode: 0, outputs: { status: 'reached' } });
    expect(canary.log).toMatch(/^::warning::POST \/graphql \(Tell\): answered 500/m);
    expect(canary.summary).toContain('Canary');
    expect(stage.weight()).toBe(5);
  });

  it('opens the reports later when they could not be opened at first', async () => {
    stage.github.fail({ match: { body: 'FindPlaces' }, times: 1, answer: 404 });
    const gates = await stage.step('gates');
    expect(gates, gates.log).toMatchObject({ exitCode: 0 });
    expect(gates.log).toContain('::warning::nothing could be told on GitHub: ');
    expect(stage.repository.checkRuns).toEqual([]);
    const canary = await stage.step('canary-step', { phase: 'Canary' });
    expect(canary, canary.log).toMatchObject({ exitCode: 0 });
    expect(stage.repository.checkRuns).toHaveLength(1);
    expect(stage.repository.comments).toHaveLength(1);
  });

  it('does not begin when the ledger cannot be read', async () => {
    stage.github.fail({ match: { path: '/graphql$' }, times: 99, answer: 404 });
    stage.github.fail({ match: { path: '/git/' }, times: 99, answer: 404 });
    const gates = await stage.step('gates');
    expect(gates, gates.log).toMatchObject({
      exitCode: 1,
      outputs: { open: 'false', status: 'ledger-failed', 'reason-code': 'ledger-unavailable' },
    });
    expect(stage.weight()).toBe(0);
  });
});

describe('a token that may not', () => {
  let stage: Stage;
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  async function gatesWithout(scope: keyof typeof PERMISSIONS) {
    const { [scope]: _, ...permissions } = PERMISSIONS;
    stage = await setStage({}, permissions);
    stage.writePlan(filePlan(TWO_PHASES));
    stage.measure(GOOD);
    return stage.step('gates');
  }

  it.each([
    ['checks', 'checks: write'],
    ['pull_requests', 'pull-requests: write'],
    ['deployments', 'deployments: write'],
  ] as const)('write %s warns and names the permission', async (scope, permission) => {
    const gates = await gatesWithout(scope);
    expect(gates, gates.log).toMatchObject({ exitCode: 0, outputs: { open: 'true' } });
    expect(gates.log).toMatch(new RegExp(`^::warning::.*"${permission}"`, 'm'));
  });

  it('write contents cannot keep the ledger: the release does not begin', async () => {
    const gates = await gatesWithout('contents');
    expect(gates, gates.log).toMatchObject({
      exitCode: 1,
      outputs: { status: 'ledger-failed', 'reason-code': 'ledger-unavailable' },
    });
    expect(gates.log).toMatch(/^::error::ledger-failed: .*contents: (read|write)/m);
    expect(stage.weight()).toBe(0);
  });
});
