import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setStage, type Stage } from './client.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(() => stage.github.close());

async function repositoryId(): Promise<string> {
  return (await stage.ask('GET', '')).body.node_id as string;
}

describe('reads', () => {
  afterEach(() => expect(stage.github.violations).toEqual([]));

  test('a ledger in one request: tip, files, history', async () => {
    stage.github.plant({
      repositories: [
        {
          owner: 'acme',
          name: 'shop',
          commits: ['one', 'two'].map((message) => ({
            ref: 'refs/rollouts/production/shop',
            message,
            files: { 'events.jsonl': `${message}\n`, 'plan.yml': 'version: 1\n' },
          })),
        },
      ],
    });
    const { body } = await stage.query(
      `query ($name: String!, $events: String!) {
        repository(owner: "acme", name: "shop") {
          id
          events: object(expression: $events) { ... on Blob { text isTruncated } }
          ref(qualifiedName: $name) {
            name prefix
            target { ... on Commit {
              message committedDate
              tree { entries { name type mode object { ... on Blob { byteSize } } } }
              file(path: "plan.yml") { object { ... on Blob { text } } }
              parents(first: 1) { nodes { message } }
              history(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { message } }
              changes: history(first: 9, path: "plan.yml") { totalCount }
            } }
          }
        }
      }`,
      {
        name: 'refs/rollouts/production/shop',
        events: 'refs/rollouts/production/shop:events.jsonl',
      },
    );
    expect(body).toMatchObject({
      data: {
        repository: {
          events: { text: 'two\n', isTruncated: false },
          ref: {
            name: 'shop',
            prefix: 'refs/rollouts/production/',
            target: {
              message: 'two',
              tree: { entries: [{ name: 'events.jsonl', type: 'blob', mode: 33188 }, {}] },
              file: { object: { text: 'version: 1\n' } },
              parents: { nodes: [{ message: 'one' }] },
              history: { totalCount: 2, pageInfo: { hasNextPage: true }, nodes: [{}] },
              changes: { totalCount: 1 },
            },
          },
        },
      },
    });
    expect(body).not.toHaveProperty('errors');
  });

  test('what is not there is null', async () => {
    const { body } = await stage.query(`{ repository(owner: "acme", name: "shop") {
      ref(qualifiedName: "refs/rollouts/production/shop") { id }
      object(expression: "refs/rollouts/production/shop:events.jsonl") { id }
    } }`);
    expect(body).toEqual({ data: { repository: { ref: null, object: null } } });
  });

  test('who edited a description last', async () => {
    stage.github.plant({
      repositories: [
        { owner: 'acme', name: 'shop', issues: [{ number: 50, body: '- [x] a', editedBy: 'ada' }] },
      ],
    });
    const { body } = await stage.query(`{ repository(owner: "acme", name: "shop") {
      edited: issueOrPullRequest(number: 50) { ... on Issue { body editor { login } lastEditedAt } }
      pull: issueOrPullRequest(number: 7) { __typename ... on PullRequest { editor { login } } }
    } }`);
    expect(body).toMatchObject({
      data: {
        repository: {
          edited: {
            body: '- [x] a',
            editor: { login: 'ada' },
            lastEditedAt: expect.stringContaining('T'),
          },
          pull: { __typename: 'PullRequest', editor: null },
        },
      },
    });
  });

  test('an unknown repository is null with an error', async () => {
    const { body } = await stage.query('{ repository(owner: "acme", name: "none") { id } }');
    expect(body).toMatchObject({
      data: { repository: null },
      errors: [{ type: 'NOT_FOUND', path: ['repository'] }],
    });
  });

  test('a page is followed by its cursor', async () => {
    const ask = async (after: string | null) => {
      const { body } = await stage.query(
        `query ($after: String) { repository(owner: "acme", name: "shop") {
          refs(refPrefix: "refs/heads/", first: 1, after: $after) {
            nodes { name } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
      return (body.data as { repository: { refs: Page } }).repository.refs;
    };
    interface Page {
      readonly nodes: readonly { readonly name: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    }
    const first = await ask(null);
    const second = await ask(first.pageInfo.endCursor);
    expect([first.nodes, second.nodes]).toEqual([[{ name: 'feature' }], [{ name: 'main' }]]);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
  });

  test('ids are the same in REST and GraphQL', async () => {
    const comment = await stage.ask('POST', '/issues/7/comments', { body: 'Hello' });
    const pull = await stage.ask('GET', '/pulls/7');
    const run = await stage.ask('POST', '/check-runs', { name: 'R', head_sha: stage.main });
    for (const { body } of [comment, pull, run]) {
      const answer = await stage.query('query ($id: ID!) { node(id: $id) { id __typename } }', {
        id: body.node_id,
      });
      expect(answer.body).toMatchObject({ data: { node: { id: body.node_id } } });
    }
  });

  test('how much may still be asked', async () => {
    const { body } = await stage.query('{ rateLimit { limit remaining cost resetAt } }');
    expect(body).toMatchObject({ data: { rateLimit: { limit: 1000, remaining: 999, cost: 1 } } });
  });
});

describe('mutations', () => {
  test('report a phase in one request', async () => {
    const pull = (await stage.ask('GET', '/pulls/7')).body.node_id;
    const { body } = await stage.query(
      `mutation ($check: CreateCheckRunInput!, $comment: AddCommentInput!, $refs: UpdateRefsInput!) {
        updateRefs(input: $refs) { clientMutationId }
        createCheckRun(input: $check) { checkRun { databaseId status conclusion } }
        addComment(input: $comment) { commentEdge { node { body author { login } } } }
      }`,
      {
        check: {
          repositoryId: await repositoryId(),
          headSha: stage.main,
          name: 'Rollout',
          conclusion: 'SUCCESS',
          output: { title: 'Canary', summary: '5%' },
        },
        comment: { subjectId: pull, body: 'Phase 1' },
        refs: {
          repositoryId: await repositoryId(),
          refUpdates: [
            { name: 'refs/rollouts/p/s', beforeOid: stage.feature, afterOid: stage.main },
          ],
        },
      },
    );
    // The first failed: its data is null, and the others were carried out all the same.
    expect(body).toMatchObject({
      data: {
        updateRefs: null,
        createCheckRun: { checkRun: { status: 'COMPLETED', conclusion: 'SUCCESS' } },
        addComment: {
          commentEdge: { node: { body: 'Phase 1', author: { login: 'github-actions' } } },
        },
      },
      errors: [{ type: 'STALE_DATA', path: ['updateRefs'], locations: [{ line: 2 }] }],
    });
    const { checkRuns, comments } = stage.github.repository('acme/shop');
    expect([checkRuns.at(-1)?.summary, comments.at(-1)?.body]).toEqual(['5%', 'Phase 1']);
    expect(stage.github.violations).toEqual([]);
  });

  test('deploy, and tell how it went', async () => {
    const ref = (await stage.ask('GET', '/git/ref/heads/main')).body.node_id;
    const created = await stage.query(
      `mutation ($input: CreateDeploymentInput!) {
        createDeployment(input: $input) { deployment { id state payload environment } } }`,
      { input: { repositoryId: await repositoryId(), refId: ref, requiredContexts: [] } },
    );
    const { deployment } = (
      created.body.data as { createDeployment: { deployment: { id: string } } }
    ).createDeployment;
    expect(deployment).toMatchObject({
      state: 'PENDING',
      payload: '{}',
      environment: 'production',
    });
    const told = await stage.query(
      `mutation ($input: CreateDeploymentStatusInput!) {
        createDeploymentStatus(input: $input) {
          deploymentStatus { state deployment { latestStatus { state } } } } }`,
      { input: { deploymentId: deployment.id, state: 'SUCCESS', description: 'Promoted' } },
    );
    expect(told.body).toMatchObject({
      data: { createDeploymentStatus: { deploymentStatus: { state: 'SUCCESS' } } },
    });
    expect(stage.github.repository('acme/shop').deployments.at(-1)?.statuses).toHaveLength(1);
    expect(stage.github.violations).toEqual([]);
  });

  test('edit a comment and a check run', async () => {
    const comment = await stage.ask('POST', '/issues/7/comments', { body: 'One' });
    const run = await stage.ask('POST', '/check-runs', { name: 'R', head_sha: stage.main });
    const { body } = await stage.query(
      `mutation ($comment: UpdateIssueCommentInput!, $check: UpdateCheckRunInput!) {
        updateIssueComment(input: $comment) { issueComment { body databaseId } }
        updateCheckRun(input: $check) { checkRun { status title } } }`,
      {
        comment: { id: comment.body.node_id, body: 'Two' },
        check: {
          repositoryId: await repositoryId(),
          checkRunId: run.body.node_id,
          status: 'IN_PROGRESS',
          output: { title: 'Phase 2', summary: '' },
        },
      },
    );
    expect(body).toMatchObject({
      data: {
        updateIssueComment: { issueComment: { body: 'Two', databaseId: comment.body.id } },
        updateCheckRun: { checkRun: { status: 'IN_PROGRESS', title: 'Phase 2' } },
      },
    });
  });
});

test.each<[why: string, query: string, problem: string]>([
  ['not GraphQL', 'query {', 'Syntax Error'],
  ['an unknown field', '{ repository(owner: "acme", name: "shop") { rollouts } }', 'Cannot query'],
  ['an unknown argument', '{ repository(owner: "acme", repo: "shop") { id } }', 'argument'],
  [
    'a field not resolved here',
    '{ repository(owner: "acme", name: "shop") { forkCount } }',
    'does not resolve Repository.forkCount',
  ],
  [
    'a list without a size',
    '{ repository(owner: "acme", name: "shop") { refs(refPrefix: "refs/") { totalCount } } }',
    '`first` or `last`',
  ],
  [
    'a list too large',
    '{ repository(owner: "acme", name: "shop") { refs(refPrefix: "refs/", first: 101) { totalCount } } }',
    '100 records',
  ],
  [
    'a malformed object id',
    '{ repository(owner: "acme", name: "shop") { object(oid: "abc") { id } } }',
    'GitObjectID',
  ],
  [
    'an unknown input',
    'mutation { addComment(input: { subjectId: "x", body: "y", color: "red" }) { clientMutationId } }',
    'color',
  ],
])('%s is a violation', async (_why, query, problem) => {
  const { status, body } = await stage.query(query);
  expect(status).toBe(200);
  expect(JSON.stringify(body.errors)).toContain(problem);
  expect(stage.github.violations.map((violation) => violation.problem).join()).toContain(problem);
});

test('variables that do not fit are a violation', async () => {
  const { body } = await stage.query('query ($id: ID!) { node(id: $id) { id } }', {});
  expect(body).not.toHaveProperty('data');
  expect(stage.github.violations).toHaveLength(1);
});

test('without the permission a field is null with an error', async () => {
  const { body } = await stage.ask(
    'POST',
    '//graphql',
    {
      query: `{ repository(owner: "acme", name: "shop") { id pullRequest(number: 7) { title } } }`,
    },
    { authorization: 'Bearer token-reader' },
  );
  expect(body).toMatchObject({
    data: { repository: { pullRequest: null } },
    errors: [{ type: 'FORBIDDEN', path: ['repository', 'pullRequest'] }],
  });
});

test('clients cannot rely on the error type of a lost race', async () => {
  const other = await setStage({ staleRefType: 'UNPROCESSABLE' });
  const { github, main, feature } = other;
  const { body: found } = await other.query('{ repository(owner: "acme", name: "shop") { id } }');
  const { id } = (found.data as { repository: { id: string } }).repository;
  const { body } = await other.query(
    'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }',
    {
      input: {
        repositoryId: id,
        refUpdates: [{ name: 'refs/heads/main', beforeOid: feature, afterOid: main }],
      },
    },
  );
  expect(body).toMatchObject({ errors: [{ type: 'UNPROCESSABLE' }] });
  await github.close();
});
