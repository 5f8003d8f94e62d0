import { describe, expect, test } from 'vitest';
import { explainProtection } from '../../../src/adapters/github/environments.ts';
import { createGitHubRepository } from '../../../src/adapters/github/repository.ts';
import type { RepositorySeed } from '../../fake-github/seed/seed.ts';
import { PLACE, startWorld } from './world.ts';

async function startRepository(more: Partial<RepositorySeed> = {}, token = 'secret-token') {
  const { github, connect } = await startWorld();
  const seed = { owner: PLACE.owner, name: PLACE.repo, ...more };
  github.plant({ repositories: [seed] });
  const client = connect({ token });
  const sha = github.repository('octo/shop').refs['refs/heads/main'] ?? '';
  return { github, client, sha, repository: createGitHubRepository({ client, ...PLACE }) };
}

function saying(words: RegExp): unknown {
  return expect.stringMatching(words);
}

describe('checks', () => {
  test('are runs and statuses, older runs included', async () => {
    const { repository, sha, github, client } = await startRepository({
      checkRuns: [
        { name: 'build', conclusion: 'failure' },
        { name: 'build' },
        { name: 'lint', conclusion: 'skipped' },
        { name: 'test', status: 'in_progress' },
      ],
      statuses: [
        { context: 'ci', state: 'success' },
        { context: 'slow', state: 'pending' },
        { context: 'bad', state: 'error' },
      ],
    });
    const result = await repository.checks(sha);
    const rows = (result.outcome === 'read' ? result.found : []).map(
      ({ name, source, state, word }) => `${source} ${name}: ${state} (${word})`,
    );
    expect(rows.toSorted()).toEqual([
      'check-run build: other (failure)',
      'check-run build: success (success)',
      'check-run lint: other (skipped)',
      'check-run test: pending (in_progress)',
      'status bad: other (error)',
      'status ci: success (success)',
      'status slow: pending (pending)',
    ]);
    expect(client.requests).toBe(2);
    expect(github.violations).toEqual([]);
  });

  test('come from every page, the later run with the larger id', async () => {
    const { repository, sha, client } = await startRepository({
      checkRuns: Array.from({ length: 205 }, (_, index) => ({ name: `check ${index}` })),
    });
    const result = await repository.checks(sha);
    const found = result.outcome === 'read' ? result.found : [];
    expect(new Set(found.map(({ name }) => name)).size).toBe(205);
    const idOf = (name: string) => found.find((check) => check.name === name)?.id ?? 0;
    expect(idOf('check 204')).toBeGreaterThan(idOf('check 3'));
    expect(client.requests).toBe(4);
  });

  test('that the token may not see are a failure', async () => {
    const { repository, sha } = await startRepository({}, 'secret-nothing');
    expect(await repository.checks(sha)).toEqual({
      outcome: 'failed',
      reason: 'unauthorized',
      detail: expect.stringMatching(/add "checks: read" to the job's permissions$/),
    });
  });

  test('of a commit that does not exist are a failure', async () => {
    const { repository } = await startRepository();
    expect(await repository.checks('1'.repeat(40))).toMatchObject({ outcome: 'failed' });
  });
});

describe('open issues', () => {
  test('are those with the label, pull requests marked', async () => {
    const { repository, github } = await startRepository({
      commits: [{ branch: 'feature', files: { a: 'a' } }],
      issues: [
        { number: 11, labels: ['blocker', 'ops'] },
        { number: 12, labels: ['blocker'], state: 'closed' },
        { number: 13, labels: ['ops'] },
      ],
      pulls: [{ number: 14, head: 'feature', labels: ['blocker'] }],
    });
    const result = await repository.openIssues('blocker');
    const found = result.outcome === 'read' ? result.found : [];
    expect(found.toSorted((a, b) => a.number - b.number)).toEqual([
      { number: 1, isPullRequest: false },
      { number: 11, isPullRequest: false },
      { number: 14, isPullRequest: true },
    ]);
    expect(github.violations).toEqual([]);
  });

  test('by a label with a comma, which GitHub would take for two, are a failure', async () => {
    const { repository, client } = await startRepository();
    expect(await repository.openIssues('stop,now')).toMatchObject({
      outcome: 'failed',
      reason: 'refused',
    });
    expect(client.requests).toBe(0);
  });

  test('too many to look at are a failure', async () => {
    const { repository, github } = await startRepository();
    const body = Array.from({ length: 100 }, (_, number) => ({ number }));
    github.fail({ match: { path: 'issues$' }, answer: 200, body, times: 99 });
    expect(await repository.openIssues('blocker')).toEqual({
      outcome: 'failed',
      reason: 'refused',
      detail: 'the open issues labelled blocker: more than 3000, too many to look at all',
    });
  });

  test('in an answer of another shape are a failure', async () => {
    const { repository, github } = await startRepository();
    github.fail({ match: { path: 'issues$' }, answer: 200, body: {} });
    expect(await repository.openIssues('blocker')).toMatchObject({ reason: 'malformed' });
  });
});

test('the pull requests of a commit, with their labels', async () => {
  const { repository, sha, github } = await startRepository({
    commits: [{ branch: 'feature', files: { a: 'a' } }],
    pulls: [{ number: 7, head: 'feature', labels: ['hotfix', 'shop'], mergedAs: 'main' }],
  });
  const merged = {
    number: 7,
    state: 'closed',
    isMerged: true,
    labels: ['hotfix', 'shop'],
    author: 'octocat',
    headSha: expect.stringMatching(/^[0-9a-f]{40}$/),
    mergeSha: sha,
  };
  expect(await repository.pullRequestsOf(sha)).toEqual({ outcome: 'read', found: [merged] });
  expect(await repository.pullRequestLabels(sha)).toMatchObject({
    found: [{ number: 7, labels: ['hotfix', 'shop'] }],
  });
  expect(github.violations).toEqual([]);
});

describe('a label of a pull request', () => {
  const pull = { number: 7, head: 'feature', title: 'Mend the till', labels: ['shop', 'Hotfix'] };
  const commits = [{ branch: 'feature', files: { a: 'a' } }];

  test.each([
    ['who put it there', 'hotfix', {}, 'ada'],
    ['nobody who did', 'other', {}, undefined],
    ['an account that is gone', 'Hotfix', { labelledBy: null }, undefined],
  ])('tells %s', async (_, label, change, by) => {
    const pulls = [{ ...pull, author: 'grace', labelledBy: 'ada', ...change }];
    const { repository, github } = await startRepository({ commits, pulls });
    expect(await repository.labelling(7, label)).toEqual({
      outcome: 'read',
      found: { by, title: 'Mend the till' },
    });
    expect(github.violations).toEqual([]);
  });

  test('of a pull request that is not there is a failure', async () => {
    const { repository } = await startRepository();
    expect(await repository.labelling(70, 'hotfix')).toMatchObject({ outcome: 'failed' });
  });
});

describe('an environment', () => {
  const environments = [
    { name: 'production' },
    { name: 'slow', waitTimer: 30, branchPolicy: 'protected' as const },
    { name: 'approval/eu', reviewers: [{ user: 'ada' }, { team: 'release' }] },
  ];

  test.each([
    [
      'approval/eu',
      { kind: 'reviewers', reviewers: ['ada', 'release'], preventsSelfReview: false },
      undefined,
    ],
    [
      'production',
      { kind: 'open' },
      saying(/^the environment production has no required reviewers/),
    ],
    ['slow', { kind: 'open' }, saying(/^the environment slow has no required reviewers/)],
    [
      'prodution',
      { kind: 'missing', known: ['production', 'slow', 'approval/eu'] },
      saying(/^there is no environment prodution, .*: did you mean production\? /),
    ],
  ])('%s', async (name, protection, problem) => {
    const { repository, github } = await startRepository({ environments });
    const found = await repository.environmentProtection(name);
    expect(found).toEqual(protection);
    expect(explainProtection(name, found)).toEqual(problem);
    expect(github.violations).toEqual([]);
  });

  test('that cannot be looked at asks nobody, as far as is known', async () => {
    const { repository } = await startRepository({ environments }, 'secret-nothing');
    const found = await repository.environmentProtection('approval/eu');
    expect(found).toEqual({
      kind: 'unknown',
      detail: expect.stringMatching(/add "actions: read"/),
    });
    expect(explainProtection('approval/eu', found)).toMatch(
      /^whether the environment approval\/eu asks anybody cannot be told: GET /,
    );
  });
});

describe('approvals of a run', () => {
  const runs = [
    {
      id: 4711,
      approvals: [
        { state: 'approved' as const, user: 'ada', environment: 'Approval', comment: 'go' },
        { state: 'approved' as const, user: 'ada', environment: 'approval', comment: '' },
        { state: 'rejected' as const, user: 'grace', environment: 'approval', comment: 'no' },
        { state: 'approved' as const, user: 'hal', environment: 'other', comment: '' },
      ],
    },
  ];

  test('are read with who gave them', async () => {
    const { repository, github } = await startRepository({
      runs,
      environments: [{ name: 'approval' }, { name: 'other' }],
    });
    expect(await repository.approvalsOf(4711)).toMatchObject({
      outcome: 'read',
      found: [{ state: 'approved', by: 'ada', comment: 'go' }, {}, { state: 'rejected' }, {}],
    });
    expect(await repository.approversOf(4711, 'approval')).toEqual(['ada']);
    expect(github.violations).toEqual([]);
  });

  test('that cannot be read have no names', async () => {
    const { repository } = await startRepository();
    expect(await repository.approvalsOf(1)).toMatchObject({ outcome: 'failed', reason: 'refused' });
    expect(await repository.approversOf(1, 'approval')).toEqual([]);
  });
});
