import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filePlan, phase, TWO_PHASES } from './plans.ts';
import { PERMISSIONS, setStage, type Stage } from './stage.ts';

const APPROVED = filePlan(
  phase('Canary', 5, '90s', ', approval: production-approval') + phase('Everybody', 100, '1s'),
);

describe('the action plan', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  it('hands the phases on and shows them', async () => {
    stage.writePlan(filePlan(TWO_PHASES));
    const plan = await stage.step('plan');
    expect(plan, plan.log).toMatchObject({
      exitCode: 0,
      outputs: { name: 'shop', environment: 'production', count: '2' },
    });
    expect(JSON.parse(plan.outputs['phases'] ?? '')).toEqual([
      { name: 'Canary', weight: 5, bake: 2, approval: '' },
      { name: 'Everybody', weight: 100, bake: 1, approval: '' },
    ]);
    expect(plan.outputs['digest']).toMatch(/^[0-9a-f]{64}$/);
    expect(plan.summary).toMatch(/^## Rollout of `shop` to `production`\n/);
    expect(plan.log).toContain('\n 100%  Everybody, 1s\n');
    expect(stage.github.requests).toEqual([]);
  });

  it('names every problem of a broken plan by its place, in the log and as an annotation', async () => {
    const broken = filePlan(TWO_PHASES)
      .replace('weight: 100%', 'weigth: 100%')
      .replace('error-rate < 1%', 'error-rat < 1%');
    stage.writePlan(broken);
    const lines = broken.split('\n').map((line, index) => [line, index + 1] as const);
    const lineOf = (part: string): number => lines.find(([line]) => line.includes(part))?.[1] ?? 0;
    const plan = await stage.step('plan');
    expect(plan.exitCode).toBe(1);
    const annotations = [...plan.log.matchAll(/^::error file=(.*?),line=(\d+),col=(\d+)::(.*)$/gm)];
    expect(annotations.length).toBeGreaterThanOrEqual(2);
    for (const [, file, line, column, message] of annotations) {
      expect(message?.startsWith(`${file}:${line}:${column}: error: `), message).toBe(true);
    }
    const places = annotations.map(([, file, line]) => `${file}:${line}`);
    expect(places).toContain(`rollout.yml:${lineOf('error-rat <')}`);
    expect(places).toContain(`rollout.yml:${lineOf('weigth')}`);
    expect(plan.log).toMatch(/::error::rollout\.yml has \d problems, all named above/);
    expect(plan.outputs).toEqual({ name: '', environment: '', phases: '', count: '', digest: '' });
  });

  it('says that there is no such plan', async () => {
    const plan = await stage.step('plan', { plan: 'nowhere/rollout.yml' });
    expect(plan.exitCode).toBe(1);
    expect(plan.log).toContain(
      '::error file=nowhere/rollout.yml,line=1,col=1::nowhere/rollout.yml:1:1: error: no such file',
    );
  });

  it('warns of what is doubtful in a good plan, at its place', async () => {
    stage.writePlan(filePlan(TWO_PHASES).replace('    get: cat weight\n', ''));
    const plan = await stage.step('plan');
    expect(plan, plan.log).toMatchObject({ exitCode: 0, outputs: { count: '2' } });
    expect(plan.log).toMatch(/^::warning file=rollout\.yml,line=\d+,col=\d+::/m);
  });
});

describe('the approval environments of a plan', () => {
  let stage: Stage;
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  async function readPlan(
    seed: Parameters<typeof setStage>[0],
    permissions: Parameters<typeof setStage>[1] = PERMISSIONS,
    inputs: Readonly<Record<string, string>> = {},
  ) {
    stage = await setStage(seed, permissions);
    stage.writePlan(APPROVED);
    return stage.step('plan', inputs);
  }

  const name = 'production-approval';

  it('are good when they ask somebody', async () => {
    const plan = await readPlan({ environments: [{ name, reviewers: [{ user: 'ada' }] }] });
    expect(plan, plan.log).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(plan.outputs['phases'] ?? '')).toMatchObject([
      { bake: 90, approval: name },
      { approval: '' },
    ]);
  });

  it.each([
    ['is missing', {}, 'there is no environment production-approval'],
    ['asks nobody', { environments: [{ name }] }, 'has no required reviewers'],
  ])('close the release when one %s, and say what to do', async (_, seed, sentence) => {
    const plan = await readPlan(seed);
    expect(plan).toMatchObject({ exitCode: 1, outputs: { phases: '' } });
    expect(plan.log).toMatch(new RegExp(`::error::.*${sentence}`));
    expect(plan.log).toContain('required reviewers under Settings, Environments');
  });

  it('close the release when the token may not look', async () => {
    const { actions: _, ...without } = PERMISSIONS;
    const plan = await readPlan(
      { environments: [{ name, reviewers: [{ user: 'ada' }] }] },
      without,
    );
    expect(plan.exitCode).toBe(1);
    expect(plan.log).toContain('actions: read');
  });

  it('are named as they were meant, at their phase', async () => {
    const reviewers = [{ user: 'ada' }];
    const plan = await readPlan({ environments: [{ name: 'production-aproval', reviewers }] });
    expect(plan.exitCode).toBe(1);
    expect(plan.log).toMatch(
      /::error file=rollout\.yml,line=\d+.*did you mean production-aproval\?/,
    );
  });

  it.each<[string, string, Parameters<typeof setStage>[0], number, string]>([
    [
      'an environment reviewed by the author alone',
      '{ environment: production-approval, not-author: true }',
      { environments: [{ name, reviewers: [{ user: 'octocat' }] }] },
      1,
      'so nobody could; add a reviewer',
    ],
    [
      'an environment that lets the author click',
      '{ environment: production-approval, not-author: true }',
      { environments: [{ name, reviewers: [{ user: 'ada' }] }] },
      0,
      'Prevent self-review',
    ],
    ['people who may not', '{ by: comment, from: [hubot] }', {}, 1, 'hubot has triage access'],
    ['strangers', '{ by: review, from: [mallory] }', {}, 1, 'mallory has read access'],
    [
      'too few besides the author',
      '{ by: comment, from: [ada, octocat], count: 2, not-author: true }',
      {},
      1,
      'octocat starts this release',
    ],
    ['enough people', '{ by: comment, from: [ada, hubot] }', {}, 0, ''],
    ['whoever may write', '{ by: review }', {}, 0, ''],
    ['a team', '{ by: comment, from: [acme/release] }', {}, 0, ''],
  ])('and people: %s', async (_, approval, seed, exitCode, words) => {
    const collaborators = { octocat: 'admin', ada: 'write', hubot: 'triage' } as const;
    stage = await setStage({ collaborators, ...seed }, PERMISSIONS);
    stage.writePlan(APPROVED.replace('approval: production-approval', `approval: ${approval}`));
    const plan = await stage.step('plan');
    expect(plan, plan.log).toMatchObject({ exitCode });
    expect(plan.log).toContain(words);
    if (exitCode > 0) return;
    const isEnvironment = approval.includes('environment');
    expect(JSON.parse(plan.outputs['phases'] ?? '')).toMatchObject([
      { approval: isEnvironment ? name : '' },
      { approval: '' },
    ]);
  });

  it('are not looked at when told so', async () => {
    const plan = await readPlan({}, PERMISSIONS, { 'check-environments': 'false' });
    expect(plan, plan.log).toMatchObject({ exitCode: 0 });
    expect(stage.github.requests).toEqual([]);
  });
});
