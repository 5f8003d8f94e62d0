import { afterEach, describe, expect, it } from 'vitest';
import { conclusionsOf as allConclusionsOf, type Desk, logOf, openDesk } from './desk.ts';
import type { RunResult } from './harness/result.ts';
import { runWorkflow } from './harness/run.ts';
import { sketchPlan } from './plans.ts';
import { openProduction, type Production, type ProductionOptions } from './production.ts';

let production: Production;
let desk: Desk;

async function open(options: Omit<ProductionOptions, 'workflow'>): Promise<void> {
  production = await openProduction(options);
  desk = openDesk(production);
  desk.tellRun({ status: 'in_progress' });
}

afterEach(async () => {
  expect(production.github.violations).toEqual([]);
  await production.close();
});

/** Two phases, of which the second needs an approval. */
const approvedBy = (approval: string) =>
  sketchPlan([
    { name: 'Canary', weight: 20 },
    { name: 'Everybody', weight: 100, approval },
  ]);

async function weights() {
  const { haproxy } = production;
  return { v1: await haproxy.weightOf('v1'), v2: await haproxy.weightOf('v2') };
}

/** Of the called workflow's jobs. */
function conclusionsOf(result: RunResult): Record<string, string> {
  const called = Object.entries(allConclusionsOf(result));
  return Object.fromEntries(called.filter(([path]) => path.startsWith('rollout/')));
}

/** The comment that tells the rollout's story. */
function story(): string {
  return production.github.repository('acme/shop').comments[0]?.body ?? '';
}

/** Releases until people are waited for; GitHub knows the run as ended then. */
async function releaseUntilAsked(): Promise<RunResult> {
  const result = await runWorkflow(production.options);
  expect(conclusionsOf(result), logOf(result)).toEqual({
    'rollout/plan': 'success',
    'rollout/gates': 'success',
    'rollout/phase-1': 'success',
    'rollout/phase-2': 'success',
  });
  expect(logOf(result)).toContain('waiting: Everybody waits for approval');
  const over = { status: 'completed', conclusion: 'success' } as const;
  const jobs = ['Plan', 'Gates', 'Phase 1', 'Phase 2'].map((name) => ({
    name: `rollout / ${name}`,
    ...over,
  }));
  desk.tellRun({ ...over, jobs });
  expect(await weights()).toEqual({ v1: 80, v2: 20 });
  return result;
}

/** Names of the jobs that GitHub was asked to run again. */
function reruns(): number {
  return production.github.requests.filter(({ path }) => /\/actions\/jobs\/\d+\/rerun$/.test(path))
    .length;
}

/** What GitHub does when it is asked for the second phase's job. */
async function goOn(first: RunResult): Promise<void> {
  desk.tellRun({ status: 'in_progress', attempt: 2 });
  const rerun = { of: first, jobs: 'rollout/phase-2' };
  const second = await runWorkflow({ ...production.options, rerun });
  expect(conclusionsOf(second), logOf(second)).toMatchObject({
    'rollout/phase-2': 'success',
    'rollout/promote': 'success',
  });
  expect(await weights()).toMatchObject({ v1: 0 });
}

describe('a phase that people approve by comment, under act', () => {
  it('waits without a runner, is refused to all who may not, and goes on', async () => {
    await open({
      plan: approvedBy('{ by: comment, from: [ada, octocat], not-author: true }'),
      seed: { collaborators: { octocat: 'admin', ada: 'write', grace: 'write', hubot: 'triage' } },
    });
    const first = await releaseUntilAsked();
    expect(story()).toContain('waits for approval');

    const refusals: readonly (readonly [string, string, string])[] = [
      ['/rollout approve', 'octocat', 'own release'],
      ['/rollout approve', 'grace', 'it is left to ada, octocat'],
      ['/rollout approve', 'hubot', 'hubot has triage'],
      ['/rollout approve Canary', 'ada', 'Everybody waits for approval'],
      ['/rollout approve --version v1', 'ada', 'v2 is released by now'],
    ];
    for (const [body, author, why] of refusals) {
      const answer = await desk.comment(body, author);
      expect(answer.reactions, logOf(answer.result)).toEqual(['eyes', '-1']);
      expect(answer.reply).toContain(why);
    }
    expect(reruns()).toBe(0);

    const approved = await desk.comment('/rollout approve --reason "looks good"');
    expect(approved.reactions, logOf(approved.result)).toEqual(['eyes', '+1']);
    expect(approved.reply).toContain('Running the job rollout / Phase 2 again');
    expect(reruns()).toBe(1);
    await goOn(first);
    expect(production.ledger().join('\n')).toContain('ada ordered approve: looks good');
    expect(story()).toContain('✅ `ada`');
  });

  it('is not begun by what was said of an older release', async () => {
    await open({ plan: approvedBy('{ by: comment }') });
    await releaseUntilAsked();
    const aborted = await desk.comment('/rollout abort');
    expect(aborted.reactions, logOf(aborted.result)).toEqual(['eyes', '+1']);
    const newer = await production.release('v3', 4800);
    const second = await production.begin(newer).finished;
    expect(logOf(second)).toContain('waiting: Everybody waits for approval');

    const old = await desk.comment('/rollout approve');
    expect(old.reactions, logOf(old.result)).toEqual(['eyes', '-1']);
    expect(old.reply).toContain('pull request 7 is at');
    const named = await desk.dispatch('approve', { version: 'v2' });
    expect(named.conclusion).toBe('failure');
    expect(logOf(named)).toContain('v3 is released by now');
    expect(reruns()).toBe(0);
  });
});

describe('a phase that people approve by review, under act', () => {
  /** A review of the pull request, and what the control workflow makes of it. */
  async function review(author: string, more: { commitSha?: string; submittedAt?: string } = {}) {
    const { sha } = production.caller;
    const given = { author, state: 'APPROVED' as const, commitSha: sha, ...more };
    const pull = { number: 7, title: 'Sell more', head: 'feature', author: 'grace' };
    desk.plant({ pulls: [{ ...pull, mergedAs: sha, baseSha: sha, reviews: [given] }] });
    return desk.beside('control', {
      name: 'pull_request_review',
      payload: {
        action: 'submitted',
        review: { state: 'approved', node_id: 'PRR_1' },
        pull_request: { number: 7, head: { repo: { full_name: 'acme/shop' } } },
        repository: { default_branch: 'main' },
      },
    });
  }

  it('counts reviews of what is released, since it was asked, by others', async () => {
    await open({
      plan: approvedBy('{ by: review, not-author: true }'),
      seed: { collaborators: { octocat: 'admin', ada: 'write', grace: 'write', hubot: 'triage' } },
    });
    const first = await releaseUntilAsked();

    const refusals = [
      [await review('octocat'), 'octocat may not approve: it is their own release'],
      [await review('grace'), 'grace may not approve: it is their own release'],
      [await review('hubot'), 'hubot has triage'],
      [
        await review('ada', { commitSha: 'f'.repeat(40) }),
        'the review of ada is of another commit',
      ],
      [
        await review('ada', { submittedAt: '2026-01-01T00:00:00Z' }),
        'the review of ada was given before it was asked for',
      ],
    ] as const;
    for (const [result, why] of refusals) {
      expect(result.conclusion, logOf(result)).toBe('success');
      expect(logOf(result)).toContain(why);
    }
    expect(reruns()).toBe(0);

    const approved = await review('ada');
    expect(logOf(approved)).toContain('Running the job rollout / Phase 2 again');
    expect(reruns()).toBe(1);
    await goOn(first);
    expect(story()).toContain('✅ `ada`');
  });

  it('is found by the tick where no workflow hears of reviews', async () => {
    await open({ plan: approvedBy('{ by: review }') });
    await releaseUntilAsked();
    const early = await desk.beside('tick', { name: 'schedule' });
    expect(logOf(early)).toContain('Everybody waits for approval by a review');
    const { sha } = production.caller;
    const pull = { number: 7, title: 'Sell more', head: 'feature', mergedAs: sha, baseSha: sha };
    desk.plant({ pulls: [{ ...pull, reviews: [{ author: 'ada', commitSha: sha }] }] });
    const tick = await desk.beside('tick', { name: 'schedule' });
    expect(logOf(tick)).toContain('Running the job rollout / Phase 2 again');
    expect(reruns()).toBe(1);
  });
});

describe('a phase that an environment approves, under act', () => {
  /** Releases; `user` lets the run into the environment. */
  async function release(user: string): Promise<RunResult> {
    const approval = { environment: 'production-approval', user, comment: 'Go' };
    return runWorkflow({
      ...production.options,
      github: {
        ...production.options.github,
        enterEnvironment: async () => {
          desk.tellRun({ status: 'in_progress', approvals: [approval] });
          return 'approved';
        },
      },
    });
  }

  const PLAN = approvedBy('{ environment: production-approval, not-author: true }');

  it('goes on when somebody else has let it in', async () => {
    await open({ plan: PLAN, seed: { environments: [reviewedBy('ada')] } });
    const result = await release('ada');
    expect(result.conclusion, logOf(result)).toBe('success');
    expect(story()).toContain('✅ `ada`');
  });

  it('goes back when whoever released it has let it in', async () => {
    await open({ plan: PLAN, seed: { environments: [reviewedBy('ada')] } });
    const result = await release('octocat');
    expect(conclusionsOf(result), logOf(result)).toMatchObject({
      'rollout/approve-2': 'success',
      'rollout/phase-2': 'failure',
      'rollout/rollback': 'success',
    });
    expect(logOf(result)).toContain('production-approval by octocat, whose release it is');
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
  });

  const reviewedBy = (user: string) => ({ name: 'production-approval', reviewers: [{ user }] });

  it.each<[string, string, readonly { name: string; reviewers?: { user: string }[] }[], string]>([
    ['misspelt', 'production-aproval', [reviewedBy('ada')], 'did you mean production-approval?'],
    ['without reviewers', 'open', [{ name: 'open' }], 'has no required reviewers'],
    [
      'reviewed by its author alone',
      '{ environment: production-approval, not-author: true }',
      [reviewedBy('octocat')],
      'only octocat reviews the environment',
    ],
    ['left to people who may not', '{ by: comment, from: [hubot] }', [], 'hubot has triage access'],
  ])('is shut before anything moves: %s', async (_, approval, environments, why) => {
    await open({ plan: approvedBy(approval), seed: { environments } });
    const result = await runWorkflow(production.options);
    expect(conclusionsOf(result), logOf(result)).toEqual({ 'rollout/plan': 'failure' });
    expect(logOf(result)).toContain(why);
    expect(await weights()).toEqual({ v1: 100, v2: 0 });
  });
});
