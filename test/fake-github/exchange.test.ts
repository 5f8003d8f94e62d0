import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setStage, SHOP_SEED, type Stage } from './client.ts';

let stage: Stage;
let now = Date.UTC(2026, 10, 22);

beforeEach(async () => {
  now = Date.UTC(2026, 10, 22);
  stage = await setStage({ now: () => now, rateLimit: 5 });
});

afterEach(() => stage.github.close());

describe('access', () => {
  test.each([
    ['no token', undefined, 'GET', '', 401],
    ['an unknown token', 'Bearer token-stolen', 'GET', '', 401],
    ['the older form', 'token token-all', 'GET', '', 200],
    ['reading what may be read', 'Bearer token-reader', 'GET', '/git/ref/heads/main', 200],
    ['writing where only reading may be', 'Bearer token-reader', 'POST', '/git/blobs', 403],
    ['a permission that is missing', 'Bearer token-reader', 'GET', '/issues', 403],
  ])('%s', async (_why, authorization, method, path, status) => {
    const body = method === 'POST' ? { content: 'x' } : undefined;
    const answer = await stage.ask(method, path, body, { authorization: authorization ?? '' });
    expect(answer.status).toBe(status);
    expect(stage.github.violations).toEqual([]);
  });

  test('the journal names the caller and never the token', async () => {
    await stage.ask('GET', '');
    expect(stage.github.requests).toMatchObject([
      { operation: 'GET /repos/{owner}/{repo}', status: 200, login: 'github-actions[bot]' },
    ]);
    expect(JSON.stringify(stage.github.requests)).not.toContain('token-all');
  });

  test('a client must name itself', async () => {
    const status = await new Promise((resolve) => {
      httpRequest(`${stage.github.url}/rate_limit`, (response) => {
        resolve(response.resume().statusCode);
      }).end();
    });
    expect(status).toBe(403);
    expect(stage.github.violations).toHaveLength(1);
  });
});

test('the rate limit is counted, spent and renewed within the hour', async () => {
  for (const remaining of ['4', '3', '2', '1', '0']) {
    const { headers } = await stage.ask('GET', '');
    expect(headers.get('x-ratelimit-remaining')).toBe(remaining);
  }
  const spent = await stage.ask('GET', '');
  expect(spent.status).toBe(403);
  expect(spent.body.message).toContain('rate limit exceeded');
  expect(spent.headers.get('x-ratelimit-reset')).toBe(String(now / 1000 + 3600));
  expect((await stage.ask('GET', '//rate_limit')).status).toBe(200);
  expect((await stage.query('{ viewer { login } }')).status).toBe(200);
  now += 3_600_000;
  expect((await stage.ask('GET', '')).status).toBe(200);
});

test('what a client already has is not sent again', async () => {
  const first = await stage.ask('GET', '/git/ref/heads/main');
  const known = { 'if-none-match': first.headers.get('etag') ?? '' };
  const second = await stage.ask('GET', '/git/ref/heads/main', undefined, known);
  expect([second.status, second.body]).toEqual([304, undefined]);
  stage.github.repository('acme/shop').refs['refs/heads/main'] = stage.feature;
  const third = await stage.ask('GET', '/git/ref/heads/main', undefined, known);
  expect(third.status).toBe(200);
});

test('a long list is given page by page', async () => {
  stage.github.plant({
    repositories: [
      {
        owner: 'acme',
        name: 'shop',
        issues: Array.from({ length: 60 }, () => ({ labels: ['x'] })),
      },
    ],
  });
  const first = await stage.ask('GET', '/issues?labels=x');
  expect(first.body).toHaveLength(30);
  expect(first.headers.get('link')).toBe(
    `<${stage.github.url}/repos/acme/shop/issues?labels=x&page=2>; rel="next", ` +
      `<${stage.github.url}/repos/acme/shop/issues?labels=x&page=2>; rel="last"`,
  );
  const last = await stage.ask('GET', '/issues?labels=x&per_page=50&page=2');
  expect(last.body).toHaveLength(10);
  expect(last.headers.get('link')).toContain('rel="prev"');
  expect((await stage.ask('GET', '/issues?labels=x&per_page=100')).headers.get('link')).toBeNull();
});

function countComments(): number {
  return stage.github.repository('acme/shop').comments.length;
}

describe('faults', () => {
  const comment = { body: 'Hello' };
  const path = '/issues/7/comments';

  test('a status, as often as scripted, after as many as are let pass', async () => {
    stage.github.fail({
      match: { method: 'POST', path: '/comments$' },
      after: 1,
      times: 2,
      answer: 503,
      headers: { 'retry-after': '7' },
    });
    const answers = [];
    for (let index = 0; index < 4; index += 1) answers.push(await stage.ask('POST', path, comment));
    expect(answers.map(({ status }) => status)).toEqual([201, 503, 503, 201]);
    expect(answers[1]?.headers.get('retry-after')).toBe('7');
    expect(countComments()).toBe(2);
    expect((await stage.ask('GET', path)).status).toBe(200);
  });

  test.each([false, true])('a reset, with the request carried out: %s', async (carriedOut) => {
    stage.github.fail({ match: { path: '/comments$' }, answer: 'reset', carriedOut });
    await expect(stage.ask('POST', path, comment)).rejects.toThrow('fetch failed');
    expect(countComments()).toBe(carriedOut ? 1 : 0);
    expect(stage.github.requests.at(-1)?.status).toBe('reset');
  });

  test('an answer that breaks off', async () => {
    stage.github.fail({ match: { path: '/comments$' }, answer: 'truncate' });
    await expect(stage.ask('POST', path, comment)).rejects.toThrow('terminated');
    expect(countComments()).toBe(1);
  });

  test('an answer that never comes', async () => {
    stage.github.fail({ match: { path: '/comments$' }, answer: 'timeout' });
    const aborted = fetch(`${stage.github.url}/repos/acme/shop${path}`, {
      signal: AbortSignal.timeout(50),
    });
    await expect(aborted).rejects.toThrow('aborted');
    expect(countComments()).toBe(0);
  });

  test('chosen by the body, as GraphQL needs', async () => {
    stage.github.fail({ match: { body: 'updateRefs' }, answer: 502 });
    expect((await stage.query('{ viewer { login } }')).status).toBe(200);
    expect((await stage.query('mutation { updateRefs }')).status).toBe(502);
  });
});

test('a seed that refers to nothing is refused', () => {
  expect(() =>
    stage.github.plant({
      repositories: [{ owner: 'acme', name: 'shop', checkRuns: [{ at: 'nowhere', name: 'x' }] }],
    }),
  ).toThrow('no revision nowhere');
  expect(SHOP_SEED.repositories).toHaveLength(1);
});
