import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setStage, type Stage } from './client.ts';
import { OPERATIONS } from './operations.ts';

const MISSING = 'f'.repeat(40);

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});

afterAll(() => stage.github.close());

interface Row {
  readonly request: string;
  readonly body?: (stage: Stage) => object;
  readonly status: number;
  /** What the answer holds at least. */
  readonly holds?: object;
}

/** `@main` and `@feature` in a path stand for the tips; ids are those of the records made so far. */
async function ask({ request, body }: Row) {
  const [method = '', path = ''] = request.split(' ');
  const { github, main, feature } = stage;
  const { checkRuns, comments, deployments, runs } = github.repository('acme/shop');
  const address = path
    .replace('@main', main)
    .replace('@feature', feature)
    .replace('@run', `${checkRuns.at(-1)?.id}`)
    .replace('@comment', `${comments.at(-1)?.id}`)
    .replace('@deployment', `${deployments.at(-1)?.id}`)
    .replace('@job', `${runs.find(({ id }) => id === 44)?.jobs[0]?.id}`);
  return stage.ask(method, address, body?.(stage));
}

const ROWS: readonly Row[] = [
  { request: 'GET //rate_limit', status: 200 },
  { request: 'GET ', status: 200, holds: { full_name: 'acme/shop', default_branch: 'main' } },
  { request: 'GET //repos/ACME/Shop', status: 200, holds: { full_name: 'acme/shop' } },
  { request: 'GET //repos/acme/nothing', status: 404, holds: { message: 'Not Found' } },
  { request: 'GET /contents/docs/use.md', status: 200, holds: { content: 'VXNlIGl0Cg==\n' } },
  { request: 'GET /contents/docs?ref=main', status: 200 },
  { request: 'GET /contents/docs/none.md', status: 404 },
  {
    request: 'GET /collaborators/octocat/permission',
    status: 200,
    holds: { permission: 'admin', role_name: 'admin' },
  },
  {
    request: 'GET /collaborators/hubot/permission',
    status: 200,
    holds: { permission: 'read', role_name: 'triage' },
  },

  { request: 'GET /git/ref/heads/main', status: 200, holds: { ref: 'refs/heads/main' } },
  { request: 'GET /git/ref/refs/heads/main', status: 404 },
  { request: 'GET /git/ref/heads/mai', status: 404 },
  { request: 'GET /git/matching-refs/heads', status: 200 },
  {
    request: 'POST /git/refs',
    body: ({ main }) => ({ ref: 'refs/rollouts/production/shop', sha: main }),
    status: 201,
  },
  {
    request: 'POST /git/refs',
    body: ({ main }) => ({ ref: 'refs/rollouts/production/shop', sha: main }),
    status: 422,
    holds: { message: 'Reference already exists' },
  },
  {
    request: 'POST /git/refs',
    body: ({ main }) => ({ ref: 'refs/rollouts/production', sha: main }),
    status: 422,
    holds: { message: 'Reference update failed' },
  },
  {
    request: 'POST /git/refs',
    body: () => ({ ref: 'refs/heads/x', sha: MISSING }),
    status: 422,
    holds: { message: 'Object does not exist' },
  },
  {
    request: 'PATCH /git/refs/rollouts/production/shop',
    body: ({ feature }) => ({ sha: feature }),
    status: 200,
  },
  {
    request: 'PATCH /git/refs/rollouts/production/shop',
    body: ({ main }) => ({ sha: main, force: false }),
    status: 422,
    holds: { message: 'Update is not a fast forward' },
  },
  {
    request: 'PATCH /git/refs/rollouts/production/shop',
    body: ({ main }) => ({ sha: main, force: true }),
    status: 200,
  },
  {
    request: 'PATCH /git/refs/refs/heads/main',
    body: ({ feature }) => ({ sha: feature }),
    status: 422,
    holds: { message: 'Reference does not exist' },
  },
  { request: 'DELETE /git/refs/rollouts/production/shop', status: 204 },
  { request: 'DELETE /git/refs/rollouts/production/shop', status: 422 },
  { request: 'POST /git/blobs', body: () => ({ content: 'hello\n' }), status: 201 },
  {
    request: 'GET /git/blobs/ce013625030ba8dba906f756967f9e9ca394464a',
    status: 200,
    holds: { content: 'aGVsbG8K\n', encoding: 'base64', size: 6 },
  },
  { request: `GET /git/blobs/${MISSING}`, status: 404 },
  {
    request: 'POST /git/trees',
    body: ({ main }) => ({
      base_tree: main,
      tree: [{ path: 'docs/use.md', mode: '100644', type: 'blob', content: 'Better\n' }],
    }),
    status: 201,
  },
  {
    request: 'POST /git/trees',
    body: () => ({ tree: [{ path: 'a', mode: '100644', type: 'blob', sha: MISSING }] }),
    status: 422,
  },
  { request: 'GET /git/trees/@main', status: 200, holds: { truncated: false } },
  { request: 'GET /git/trees/main?recursive=1', status: 200 },
  { request: `GET /git/trees/${MISSING}`, status: 404 },
  {
    request: 'POST /git/commits',
    body: ({ main }) => ({ message: 'x', tree: MISSING, parents: [main] }),
    status: 422,
  },
  { request: 'GET /git/commits/@main', status: 200, holds: { message: 'Begin' } },
  { request: `GET /git/commits/${MISSING}`, status: 404 },

  { request: 'GET /commits/main', status: 200 },
  { request: 'GET /commits/heads/feature', status: 200 },
  { request: 'GET /commits/nowhere', status: 422 },
  { request: 'GET /commits/@main/status', status: 200, holds: { state: 'success' } },
  { request: 'GET /commits/@feature/status', status: 200, holds: { state: 'pending' } },
  { request: 'GET /commits/main/check-runs', status: 200, holds: { total_count: 1 } },
  { request: 'GET /commits/main/check-runs?filter=all', status: 200, holds: { total_count: 2 } },
  {
    request: 'GET /commits/main/check-runs?check_name=lint',
    status: 200,
    holds: { total_count: 0 },
  },
  { request: 'GET /commits/@feature/pulls', status: 200 },
  { request: 'GET /pulls/7', status: 200, holds: { state: 'open', merged: false, commits: 1 } },
  { request: 'GET /pulls/1', status: 404 },
  { request: 'GET /pulls/7/reviews', status: 200 },

  { request: 'GET /issues', status: 200 },
  { request: 'GET /issues?sort=comments&direction=asc&state=all', status: 200 },
  { request: 'GET /issues/7', status: 200, holds: { number: 7 } },
  { request: 'GET /issues/99', status: 404 },
  { request: 'POST /issues/7/comments', body: () => ({ body: 'Phase 1' }), status: 201 },
  { request: 'POST /issues/99/comments', body: () => ({ body: 'Phase 1' }), status: 404 },
  { request: 'GET /issues/7/comments', status: 200 },
  { request: 'GET /issues/comments/@comment', status: 200, holds: { body: 'Phase 1' } },
  {
    request: 'PATCH /issues/comments/@comment',
    body: () => ({ body: 'Phase 2' }),
    status: 200,
    holds: { body: 'Phase 2' },
  },
  { request: 'PATCH /issues/comments/1', body: () => ({ body: 'Phase 2' }), status: 404 },
  {
    request: 'POST /issues/comments/@comment/reactions',
    body: () => ({ content: 'rocket' }),
    status: 201,
  },
  {
    request: 'POST /issues/comments/@comment/reactions',
    body: () => ({ content: 'rocket' }),
    status: 200,
  },

  {
    request: 'POST /check-runs',
    body: ({ main }) => ({ name: 'Rollout', head_sha: main, status: 'in_progress' }),
    status: 201,
    holds: { status: 'in_progress', conclusion: null, completed_at: null },
  },
  {
    request: 'POST /check-runs',
    body: () => ({ name: 'Rollout', head_sha: MISSING }),
    status: 422,
  },
  { request: 'GET /check-runs/@run', status: 200, holds: { name: 'Rollout' } },
  { request: 'GET /check-runs/1', status: 404 },
  {
    request: 'PATCH /check-runs/@run',
    body: () => ({ conclusion: 'success', output: { title: 'Done', summary: 'Promoted' } }),
    status: 200,
    holds: { status: 'completed', conclusion: 'success' },
  },

  {
    request: 'POST /deployments',
    body: ({ main }) => ({ ref: main, required_contexts: [], payload: { phase: 1 } }),
    status: 201,
    holds: { environment: 'production', production_environment: true, payload: { phase: 1 } },
  },
  { request: 'POST /deployments', body: ({ main }) => ({ ref: main }), status: 409 },
  {
    request: 'POST /deployments',
    body: ({ main }) => ({ ref: main, required_contexts: ['ci'] }),
    status: 201,
  },
  {
    request: 'POST /deployments',
    body: ({ main }) => ({ ref: main, required_contexts: ['ci', 'unheard-of'] }),
    status: 409,
  },
  { request: 'POST /deployments', body: () => ({ ref: 'nowhere' }), status: 422 },
  { request: 'GET /deployments?environment=production', status: 200 },
  { request: 'GET /deployments/@deployment', status: 200 },
  { request: 'GET /deployments/1', status: 404 },
  {
    request: 'POST /deployments/@deployment/statuses',
    body: () => ({ state: 'in_progress', description: 'd'.repeat(140) }),
    status: 201,
    holds: { state: 'in_progress' },
  },
  { request: 'POST /deployments/1/statuses', body: () => ({ state: 'success' }), status: 404 },
  { request: 'GET /deployments/@deployment/statuses', status: 200 },

  {
    request: 'GET /environments/production',
    status: 200,
    holds: { protection_rules: [], deployment_branch_policy: null },
  },
  {
    request: 'GET /environments/production-approval',
    status: 200,
    holds: {
      protection_rules: [
        { type: 'wait_timer', wait_timer: 5 },
        { type: 'required_reviewers', reviewers: [{ type: 'User' }, { type: 'Team' }] },
        { type: 'branch_policy' },
      ],
    },
  },
  { request: 'GET /environments/producton', status: 404 },
  { request: 'GET /environments?per_page=1', status: 200 },
  { request: 'GET /actions/runs/42', status: 200, holds: { run_attempt: 1 } },
  { request: 'GET /actions/runs/43', status: 404 },
  { request: 'GET /actions/runs/42/approvals', status: 200 },
  { request: 'GET /actions/runs/42/jobs', status: 200, holds: { total_count: 1 } },
  { request: 'POST /actions/runs/42/rerun-failed-jobs', status: 403 },
  { request: 'POST /actions/runs/43/rerun-failed-jobs', status: 404 },
  { request: 'POST /actions/runs/45/rerun-failed-jobs', status: 403 },
  { request: 'POST /actions/jobs/@job/rerun', status: 201 },
  { request: 'GET /actions/runs/44', status: 200, holds: { run_attempt: 3, status: 'queued' } },
  { request: 'POST /actions/jobs/@job/rerun', status: 403 },
  { request: 'POST /actions/jobs/1/rerun', status: 404 },

  { request: 'GET /code-scanning/analyses', status: 200 },
  { request: 'GET /code-scanning/alerts?state=open&ref=refs/heads/main', status: 200 },
  { request: 'GET /secret-scanning/alerts?state=open&hide_secret=true', status: 200 },
  { request: 'GET /dependabot/alerts?state=open&severity=high,critical', status: 200 },

  {
    request: 'GET //orgs/Acme/teams/on-call/memberships/Octocat',
    status: 200,
    holds: { state: 'active' },
  },
  { request: 'GET //orgs/acme/teams/on-call/memberships/hubot', status: 404 },
  { request: 'GET //orgs/acme/teams/nobody/memberships/octocat', status: 404 },
];

describe('every answer is one GitHub describes', () => {
  test.each(ROWS)('$request → $status', async (row) => {
    const before = stage.github.violations.length;
    const { status, body } = await ask(row);
    expect({ status, body: row.holds && body }).toMatchObject({ status, body: row.holds });
    expect(status).toBe(row.status);
    expect(stage.github.violations.slice(before)).toEqual([]);
  });

  test('the rows above reach every operation', () => {
    const reached = new Set(stage.github.requests.map(({ operation }) => operation));
    expect(Object.keys(OPERATIONS).filter((name) => !reached.has(name as never))).toEqual([]);
  });
});

describe('lists hold what they should', () => {
  test.each([
    ['/issues', [7, 1]],
    ['/issues?labels=blocker', [1]],
    ['/issues?labels=blocker,hotfix', []],
    ['/issues?state=all&direction=asc', [1, 2, 7]],
    ['/issues?state=closed', [2]],
    ['/issues?creator=nobody', []],
    ['/commits/feature/pulls', [7]],
    ['/commits/main/pulls', []],
  ])('%s → %j', async (path, numbers) => {
    const { body } = await stage.ask('GET', path);
    expect(body.map(({ number }) => number)).toEqual(numbers);
  });

  test.each([
    ['/code-scanning/alerts', [1, 2]],
    ['/code-scanning/alerts?state=open', [1]],
    ['/code-scanning/alerts?ref=feature', []],
    ['/secret-scanning/alerts?state=open&validity=active,unknown', [1]],
    ['/secret-scanning/alerts?validity=inactive', []],
    ['/secret-scanning/alerts', [1, 2]],
    ['/secret-scanning/alerts?secret_type=password,rsa_private_key', [3]],
    ['/dependabot/alerts?state=open', [1, 2]],
    ['/dependabot/alerts?state=open&severity=high,critical', [1]],
    ['/dependabot/alerts?scope=development', [2]],
  ])('%s → alerts %j', async (path, numbers) => {
    const { body } = await stage.ask('GET', path);
    expect(body.map(({ number }) => number)).toEqual(numbers);
  });

  test('a secret is shown unless it is asked to be hidden', async () => {
    const { body: shown } = await stage.ask('GET', '/secret-scanning/alerts');
    const { body: hidden } = await stage.ask('GET', '/secret-scanning/alerts?hide_secret=true');
    expect([shown[0], hidden[0]].map((alert) => 'secret' in (alert ?? {}))).toEqual([true, false]);
  });

  test('pull requests among issues are known by pull_request', async () => {
    const { body } = await stage.ask('GET', '/issues');
    expect(body.map((issue) => 'pull_request' in issue)).toEqual([true, false]);
  });

  test('a merged pull request is found by its merge commit and by its commits', async () => {
    const { github, main, feature } = await setStage();
    const seed = { owner: 'acme', name: 'shop' };
    github.repository('acme/shop').refs['refs/heads/main'] = feature;
    github.plant({
      repositories: [
        { ...seed, pulls: [{ number: 9, head: 'feature', mergedAs: feature, baseSha: main }] },
      ],
    });
    const url = `${github.url}/repos/acme/shop/commits/${feature}/pulls`;
    const response = await fetch(url, { headers: { authorization: 'Bearer token-all' } });
    const pulls = (await response.json()) as { number: number; merged_at: string | null }[];
    expect(pulls.map(({ number }) => number)).toEqual([9]);
    await github.close();
  });
});
