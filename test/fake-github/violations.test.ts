import { afterEach, beforeEach, expect, test } from 'vitest';
import { setStage, type Stage } from './client.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(() => stage.github.close());

const sha = '$main';
const check = { name: 'Rollout', head_sha: sha };
const annotation = {
  path: 'a',
  start_line: 1,
  end_line: 1,
  annotation_level: 'notice',
  message: 'm',
};

test.each<[why: string, request: string, body: unknown, status: number, problem: string]>([
  ['an unknown route', 'GET /releases', undefined, 404, 'no such operation'],
  ['an unknown method', 'PUT /git/refs', {}, 404, 'no such operation'],
  ['a body that is not JSON', 'POST /git/blobs', '{', 422, 'is not JSON'],
  ['a body where none belongs', 'DELETE /git/refs/heads/main', {}, 422, 'takes none'],
  ['no body where one belongs', 'POST /git/blobs', undefined, 422, "property 'content'"],
  ['an unknown property', 'POST /git/blobs', { content: 'x', sha }, 422, '(sha)'],
  [
    'an unknown nested property',
    'POST /check-runs',
    { ...check, output: { title: 't', summary: 's', color: 'red' } },
    422,
    '(color)',
  ],
  ['a wrong type', 'POST /git/refs', { ref: 'refs/heads/x', sha: 7 }, 422, 'must be string'],
  ['an unknown query', 'GET /issues?label=blocker', undefined, 422, '(label)'],
  ['a bad query', 'GET /issues?state=opened', undefined, 422, 'allowed values'],
  ['a page too large', 'GET /issues?per_page=101', undefined, 422, 'from 1 to 100'],
  ['a path of the wrong type', 'GET /issues/seven', undefined, 422, 'must be integer'],
  ['a filter not kept here', 'GET /issues?milestone=1', undefined, 501, 'cannot filter'],
  ['a ref outside refs/', 'POST /git/refs', { ref: 'rollouts/a/b', sha }, 422, 'two slashes'],
  ['a ref with one slash', 'POST /git/refs', { ref: 'refs/rollouts', sha }, 422, 'two slashes'],
  ['a ref git refuses', 'POST /git/refs', { ref: 'refs/heads/a..b', sha }, 422, 'two slashes'],
  ['a short object id', 'POST /git/refs', { ref: 'refs/a/b', sha: 'abc' }, 422, 'no object id'],
  ['an unknown encoding', 'POST /git/blobs', { content: 'x', encoding: 'hex' }, 422, 'encoding'],
  ['an empty tree', 'POST /git/trees', { tree: [] }, 422, 'needs entries'],
  ['a tree entry without a mode', 'POST /git/trees', { tree: [{ path: 'a', sha }] }, 422, 'mode'],
  [
    'a tree entry that leaves the tree',
    'POST /git/trees',
    { tree: [{ path: '../a', mode: '100644', content: 'x' }] },
    422,
    'proper path',
  ],
  [
    'a tree entry of another type',
    'POST /git/trees',
    { tree: [{ path: 'a', mode: '100644', type: 'tree', content: 'x' }] },
    422,
    'tree of mode 100644',
  ],
  ['an unknown check status', 'POST /check-runs', { ...check, status: 'done' }, 422, 'allowed'],
  [
    'a completion without conclusion',
    'POST /check-runs',
    { ...check, status: 'completed' },
    422,
    'conclusion is required',
  ],
  [
    'a conclusion before the end',
    'POST /check-runs',
    { ...check, status: 'queued', conclusion: 'success' },
    422,
    'but the status is queued',
  ],
  [
    'a summary too long',
    'POST /check-runs',
    { ...check, output: { title: 't', summary: 's'.repeat(65_536) } },
    422,
    '65535',
  ],
  [
    '51 annotations',
    'POST /check-runs',
    {
      ...check,
      output: {
        title: 't',
        summary: 's',
        annotations: Array.from({ length: 51 }, () => annotation),
      },
    },
    422,
    '50',
  ],
  ['a bad link', 'POST /check-runs', { ...check, details_url: 'runs/1' }, 422, 'http'],
  ['an empty comment', 'POST /issues/7/comments', { body: ' ' }, 422, "can't be blank"],
  ['a comment too long', 'POST /issues/7/comments', { body: 'x'.repeat(65_537) }, 422, '65536'],
  ['a bad payload', 'POST /deployments', { ref: 'main', payload: 7 }, 422, 'payload'],
  ['an unknown state', 'POST /deployments/@d/statuses', { state: 'rolled_back' }, 422, 'allowed'],
  [
    'a description too long',
    'POST /deployments/@d/statuses',
    { state: 'success', description: 'd'.repeat(141) },
    422,
    '140',
  ],
  [
    'a bad log link',
    'POST /deployments/@d/statuses',
    { state: 'error', log_url: 'x' },
    422,
    'http',
  ],
])('%s', async (_why, request, body, status, problem) => {
  const deployment = await stage.ask('POST', '/deployments', {
    ref: 'main',
    required_contexts: [],
  });
  const [method = '', path = ''] = request.split(' ');
  const text =
    typeof body === 'string' ? body : JSON.stringify(body)?.replaceAll('$main', stage.main);
  const answer = await stage.ask(
    method,
    path.replace('@d', `${deployment.body.id as number}`),
    text,
  );
  expect(answer.status).toBe(status);
  const problems = stage.github.violations.map((violation) => violation.problem).join('\n');
  expect(problems).toContain(problem);
});

test('a client must name itself', async () => {
  const { status } = await stage.ask('GET', '', undefined, { accept: 'text/html' });
  expect(status).toBe(403);
  expect(stage.github.violations).toHaveLength(1);
});
