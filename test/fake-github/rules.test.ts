import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setStage, type Stage } from './client.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  expect(stage.github.violations).toEqual([]);
  await stage.github.close();
});

describe('check runs', () => {
  test('annotations add up over updates', async () => {
    const annotations = [
      { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' },
    ];
    const output = { title: 't', summary: 's', annotations };
    const run = await stage.ask('POST', '/check-runs', { name: 'R', head_sha: stage.main, output });
    const updated = await stage.ask('PATCH', `/check-runs/${run.body.id as number}`, { output });
    expect(updated.body.output).toMatchObject({ annotations_count: 2 });
  });

  test('a completed run taken up again has no conclusion', async () => {
    const run = await stage.ask('POST', '/check-runs', {
      name: 'R',
      head_sha: stage.main,
      conclusion: 'failure',
    });
    const again = await stage.ask('PATCH', `/check-runs/${run.body.id as number}`, {
      status: 'in_progress',
    });
    expect(again.body).toMatchObject({ conclusion: null, completed_at: null });
  });

  test('runs of one commit and app share a suite', async () => {
    const runs = await Promise.all(
      ['R', 'S'].map((name) => stage.ask('POST', '/check-runs', { name, head_sha: stage.feature })),
    );
    expect(new Set(runs.map(({ body }) => JSON.stringify(body.check_suite))).size).toBe(1);
  });

  test("a person makes none, and nobody changes another app's", async () => {
    const person = { authorization: 'Bearer token-person' };
    const body = { name: 'R', head_sha: stage.main };
    expect((await stage.ask('POST', '/check-runs', body, person)).status).toBe(403);
    const run = await stage.ask('POST', '/check-runs', body);
    const path = `/check-runs/${run.body.id as number}`;
    expect((await stage.ask('PATCH', path, { status: 'queued' }, person)).status).toBe(403);
  });
});

describe('comments', () => {
  test('only their author edits them', async () => {
    const comment = await stage.ask('POST', '/issues/7/comments', { body: 'Mine' });
    const path = `/issues/comments/${comment.body.id as number}`;
    const person = { authorization: 'Bearer token-person' };
    expect((await stage.ask('PATCH', path, { body: 'Yours' }, person)).status).toBe(403);
    expect((await stage.ask('PATCH', path, { body: 'Mine again' })).status).toBe(200);
    expect(stage.github.repository('acme/shop').comments).toMatchObject([
      { body: 'Mine again', edits: 1 },
    ]);
  });
});

describe('deployments', () => {
  test('a branch behind the default branch is merged instead, unless told not to', async () => {
    stage.github.plant({
      repositories: [{ owner: 'acme', name: 'shop', commits: [{ files: { a: '1' } }] }],
    });
    const body = { ref: 'feature', required_contexts: [] };
    const merged = await stage.ask('POST', '/deployments', body);
    expect(merged.status).toBe(202);
    expect(merged.body.message).toContain('Auto-merged main into feature');
    expect((await stage.ask('POST', '/deployments', body)).status).toBe(201);
    const bySha = { ref: stage.feature, required_contexts: [] };
    expect((await stage.ask('POST', '/deployments', bySha)).status).toBe(201);
  });

  test('by default every check of the commit must be green', async () => {
    expect((await stage.ask('POST', '/deployments', { ref: 'feature' })).status).toBe(201);
    await stage.ask('POST', '/check-runs', { name: 'Rollout', head_sha: stage.feature });
    const refused = await stage.ask('POST', '/deployments', { ref: 'feature' });
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain('Rollout');
  });

  test.each([
    ['staging', true, 'inactive'],
    ['staging', false, 'success'],
    ['production', true, 'success'],
  ])(
    'success in %s with auto_inactive %s leaves the one before %s',
    async (environment, auto, state) => {
      const deploy = async () => {
        const body = { ref: 'main', environment, required_contexts: [] };
        const { body: made } = await stage.ask('POST', '/deployments', body);
        const path = `/deployments/${made.id as number}/statuses`;
        await stage.ask('POST', path, { state: 'success', auto_inactive: auto });
      };
      await deploy();
      await deploy();
      const [before] = stage.github.repository('acme/shop').deployments;
      expect(before?.statuses.at(-1)?.state).toBe(state);
    },
  );

  test('statuses are listed newest first', async () => {
    const made = await stage.ask('POST', '/deployments', { ref: 'main', required_contexts: [] });
    const path = `/deployments/${made.body.id as number}/statuses`;
    for (const state of ['queued', 'in_progress', 'failure'])
      await stage.ask('POST', path, { state });
    const { body } = await stage.ask('GET', path);
    expect(body.map(({ state }) => state)).toEqual(['failure', 'in_progress', 'queued']);
  });
});
