import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createVirtualClock } from '../../../src/adapters/clock/virtual.ts';
import { expecting } from '../../../src/adapters/github/answer.ts';
import { createGitHubClient } from '../../../src/adapters/github/client.ts';
import type { GitHubClient } from '../../../src/adapters/github/client.ts';
import type { Fault } from '../../fake-github/script.ts';
import { PLACE, START, startWorld } from './world.ts';

const read = (client: GitHubClient) => client.rest('GET /repos/{owner}/{repo}', PLACE);
const comment = (client: GitHubClient) =>
  client.rest('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...PLACE,
    issue_number: 1,
    body: 'hello',
  });
/** Not long for an answer that never comes; any other is waited for, however busy the machine is. */
const waitFor = ({ answer }: Pick<Fault, 'answer'>) =>
  answer === 'timeout' ? { timeout: 60 } : {};
const REPOSITORY =
  'query ReadIt($name: String!) { repository(owner: "octo", name: $name) { name } }';

describe('an answer', () => {
  test('to a REST request', async () => {
    const { connect, github } = await startWorld();
    const client = connect();
    expect(await read(client)).toMatchObject({ outcome: 'answered', data: { name: 'shop' } });
    expect(client.requests).toBe(1);
    expect(github.violations).toEqual([]);
  });

  test('to a GraphQL query', async () => {
    const { connect } = await startWorld();
    expect(await connect().graphql(REPOSITORY, { name: 'shop' })).toEqual({
      outcome: 'answered',
      data: { repository: { name: 'shop' } },
    });
  });

  test('without a body', async () => {
    const { connect, github } = await startWorld();
    github.fail({ match: {}, answer: 204 });
    expect(await read(connect())).toMatchObject({ outcome: 'answered' });
  });

  test('the request bears the token, names the program, and goes below the base address', async () => {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      const { authorization, 'user-agent': agent } = request.headers;
      seen.push([request.method, request.url, authorization, agent]);
      response.setHeader('content-type', 'application/json').end('{"data":{}}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const client = createGitHubClient({
      token: 'abc',
      apiUrl: `http://127.0.0.1:${port}/api/v3/`,
      graphqlUrl: `http://127.0.0.1:${port}/api/graphql`,
      clock: createVirtualClock(0),
    });
    await client.rest('GET /repos/{owner}/{repo}', { owner: 'a b', repo: '../c' });
    await client.graphql('query X { viewer { login } }', {});
    const agent = expect.stringMatching(/^sluice\b/);
    expect(seen).toEqual([
      ['GET', '/api/v3/repos/a%20b/..%2Fc', 'token abc', agent],
      ['POST', '/api/graphql', 'token abc', agent],
    ]);
  });
});

describe('trouble that passes is sat out', () => {
  const limited = { message: 'You have exceeded a secondary rate limit.' };
  const stuck = {
    data: null,
    errors: [{ message: 'Something went wrong while executing your query. Try again.' }],
  };
  const spent = { data: null, errors: [{ type: 'RATE_LIMITED', message: 'limit' }] };
  test.each([
    ['502 twice', { answer: 502, times: 2 }, 3, 3_000],
    ['a broken connection', { answer: 'reset' }, 2, 1_000],
    ['half an answer', { answer: 'truncate' }, 2, 1_000],
    ['a page in place of an answer', { answer: 200, body: '<html>' }, 2, 1_000],
    ['429 with a time', { answer: 429, headers: { 'retry-after': '7' } }, 2, 7_000],
    ['503 with a time', { answer: 503, headers: { 'retry-after': '5' } }, 2, 5_000],
    [
      'a secondary limit',
      { answer: 403, headers: { 'retry-after': '30' }, body: limited },
      2,
      30_000,
    ],
    [
      'the hourly limit, nearly over',
      {
        answer: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(START / 1000 + 9) },
      },
      2,
      10_000,
    ],
    ['a query that took too long inside', { answer: 200, body: stuck }, 2, 1_000],
    [
      'a limit told in GraphQL',
      { answer: 200, body: spent, headers: { 'retry-after': '3' } },
      2,
      3_000,
    ],
  ] as const)('%s', async (_, fault, requests, waited) => {
    const { connect, github, clock } = await startWorld();
    const client = connect();
    github.fail({ match: {}, ...fault });
    const answer = await client.graphql(REPOSITORY, { name: 'shop' });
    expect(answer).toMatchObject({ outcome: 'answered', data: { repository: { name: 'shop' } } });
    expect([client.requests, clock.now() - START]).toEqual([requests, waited]);
  });
});

describe('patience ends', () => {
  test.each([
    [
      '502 for ever',
      { answer: 502 },
      'unreachable',
      502,
      6,
      /answered 502 \(6 attempts in 31s\): look at/,
    ],
    ['no answer', { answer: 'timeout' }, 'unreachable', undefined, 6, /no answer in time \(6 att/],
    ['no whole answer', { answer: 'truncate' }, 'malformed', 200, 6, /cut off or no JSON \(6 att/],
    [
      'the hourly limit for longer',
      {
        answer: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(START / 1000 + 1_799),
        },
      },
      'unreachable',
      403,
      1,
      /answered 403, the rate limit is used up for 30m: look at githubstatus\.com/,
    ],
    [
      'a secondary limit without a time',
      { answer: 403, body: { message: 'You have exceeded a secondary rate limit.' } },
      'unreachable',
      403,
      1,
      /the rate limit is used up for 1m/,
    ],
  ] as const)('%s', async (_, fault, reason, status, requests, detail) => {
    const { connect, github, clock } = await startWorld();
    const client = connect(waitFor(fault));
    github.fail({ match: {}, times: 99, ...fault });
    const answer = await read(client);
    expect(answer).toEqual({
      outcome: 'failed',
      reason,
      status,
      detail: expect.stringMatching(detail),
    });
    expect(answer).toMatchObject({ detail: expect.stringMatching(/^GET \/repos\/octo\/shop: /) });
    expect(client.requests).toBe(requests);
    expect(clock.now() - START).toBeLessThan(60_000);
  });

  test('nobody listens', async () => {
    const { connect, github } = await startWorld();
    await github.close();
    const client = connect({ patience: 5_000 });
    expect(await read(client)).toEqual({
      outcome: 'failed',
      reason: 'unreachable',
      status: undefined,
      detail: expect.stringMatching(/ECONNREFUSED \(3 attempts in 3s\)/),
    });
  });
});

describe('what must not be done twice is repeated only when it was certainly not done', () => {
  test.each([
    ['502', { answer: 502 }, 1],
    ['500', { answer: 500 }, 1],
    ['a broken connection', { answer: 'reset' }, 1],
    ['no answer', { answer: 'timeout' }, 1],
    ['half an answer', { answer: 'truncate' }, 1],
    ['503', { answer: 503 }, 2],
    ['429', { answer: 429, headers: { 'retry-after': '1' } }, 2],
  ] as const)('%s', async (_, fault, requests) => {
    const { connect, github } = await startWorld();
    const client = connect(waitFor(fault));
    github.fail({ match: {}, ...fault });
    await comment(client);
    expect(client.requests).toBe(requests);
  });

  test('unless the caller says it may be', async () => {
    const { connect, github } = await startWorld();
    const client = connect();
    github.fail({ match: {}, answer: 502 });
    const tree = [{ path: 'a', mode: '100644' as const, type: 'blob' as const, content: 'a' }];
    const route = 'POST /repos/{owner}/{repo}/git/trees';
    const answer = await client.rest(route, { ...PLACE, tree }, { repeatable: true });
    expect([answer.outcome, client.requests]).toEqual(['answered', 2]);
  });

  test('a mutation counts as such, a query does not', async () => {
    const { connect, github } = await startWorld();
    const client = connect();
    github.fail({ match: { body: 'mutation' }, answer: 502 });
    const mutation =
      'mutation M { addReaction(input: {subjectId: "x", content: EYES}) { clientMutationId } }';
    expect((await client.graphql(mutation, {})).outcome).toBe('failed');
    expect(client.requests).toBe(1);
  });
});

describe('a refusal is told with its reason and a remedy, and not repeated', () => {
  test.each([
    [
      401,
      {},
      { message: 'Bad credentials' },
      'unauthorized',
      /: 401 Bad credentials: the token is not valid/,
    ],
    [
      403,
      {},
      { message: 'Resource not accessible by integration' },
      'unauthorized',
      /403 Resource not accessible by integration: add "issues: write" to the job's permissions$/,
    ],
    [
      403,
      { 'x-accepted-github-permissions': 'pull_requests=write; issues=write' },
      { message: 'Resource not accessible by integration' },
      'unauthorized',
      /: add "pull-requests: write" to the job's permissions$/,
    ],
    [
      404,
      {},
      { message: 'Not Found' },
      'not-found',
      /404 Not Found: it does not exist, or the job's permissions lack "issues: write"$/,
    ],
    [
      409,
      {},
      { message: 'Git Repository is empty.' },
      'conflict',
      /409 Git Repository is empty\.$/,
    ],
    [
      422,
      {},
      { message: 'Validation Failed', errors: [{ field: 'body', code: 'too_long' }] },
      'refused',
      /422 Validation Failed \[\{"field":"body","code":"too_long"\}\]$/,
    ],
    [418, {}, 'no object', 'refused', /418$/],
  ] as const)('%i %j', async (status, headers, body, reason, detail) => {
    const { connect, github, clock } = await startWorld();
    const client = connect();
    github.fail({ match: {}, answer: status, headers, body, times: 9 });
    expect(await comment(client)).toEqual({
      outcome: 'failed',
      reason,
      status,
      detail: expect.stringMatching(detail),
    });
    expect([client.requests, clock.now()]).toEqual([1, START]);
  });

  test('by GraphQL: not found', async () => {
    const { connect } = await startWorld();
    expect(
      await connect().graphql(REPOSITORY, { name: 'nothing' }, { needs: 'contents: read' }),
    ).toEqual({
      outcome: 'failed',
      reason: 'not-found',
      status: 200,
      detail:
        "POST /graphql (ReadIt): Could not resolve to a Repository with the name 'octo/nothing'.: " +
        'does the job have the permission "contents: read"?',
    });
  });

  test('by GraphQL: forbidden, though part of the answer came', async () => {
    const { connect } = await startWorld();
    const client = connect({ token: 'secret-nothing' });
    const query =
      'query Q { repository(owner: "octo", name: "shop") { name object(expression: "main") { oid } } }';
    expect(await client.graphql(query, {}, { needs: 'contents: read' })).toMatchObject({
      outcome: 'failed',
      reason: 'unauthorized',
      detail: expect.stringMatching(/Resource not accessible by integration: does the job have/),
    });
    expect(await client.graphql(query, {}, { partial: true })).toEqual({
      outcome: 'answered',
      data: { repository: { name: 'shop', object: null } },
    });
  });

  test('by GraphQL: any other error', async () => {
    const { connect } = await startWorld();
    expect(await connect().graphql('query Q { nonsense }', {})).toMatchObject({
      outcome: 'failed',
      reason: 'refused',
    });
  });
});

test('no failure shows the token, not even when the other side says it back', async () => {
  const { connect, github } = await startWorld();
  github.fail({ match: {}, answer: 403, body: { message: 'no access for secret-token' } });
  expect(JSON.stringify(await read(connect()))).not.toContain('secret-token');
});

test('an answer of another shape is malformed', () => {
  const answer = { outcome: 'answered', data: { id: 'seven' } } as const;
  expect(expecting(answer, z.object({ id: z.number() }), 'the thing')).toEqual({
    outcome: 'failed',
    reason: 'malformed',
    status: undefined,
    detail:
      'the thing: the answer is not what GitHub documents: id: Invalid input: expected number, received string',
  });
});
