import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SHOP_SEED } from './client.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fake-github-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Running {
  readonly url: string;
  readonly process: ChildProcess;
}

async function start(...options: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [url] = (await once(lines, 'line')) as [string];
  return { url, process: child };
}

async function stop({ process: child }: Running): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
}

async function ask(url: string, method: string, path: string, body?: unknown) {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: 'Bearer token-all' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('as a process it is seeded, scripted, read and restarted through its control routes', async () => {
  const seed = join(folder, 'seed.json');
  const state = join(folder, 'state.json');
  writeFileSync(seed, JSON.stringify(SHOP_SEED));
  const first = await start('--seed', seed, '--state', state);
  const path = '/repos/acme/shop/issues/7/comments';
  await ask(first.url, 'POST', '/_control/faults', { match: { path: '/comments$' }, answer: 500 });
  expect((await ask(first.url, 'POST', path, { body: 'Hello' })).status).toBe(500);
  expect((await ask(first.url, 'POST', path, { body: 'Hello' })).status).toBe(201);
  expect((await ask(first.url, 'GET', '/nowhere')).status).toBe(404);
  expect((await ask(first.url, 'GET', '/_control/requests')).body).toHaveLength(3);
  expect((await ask(first.url, 'GET', '/_control/violations')).body).toHaveLength(1);
  await ask(first.url, 'DELETE', '/_control/journal');
  expect((await ask(first.url, 'GET', '/_control/violations')).body).toEqual([]);
  await stop(first);

  const second = await start('--state', state);
  const comments = await ask(second.url, 'GET', path);
  expect(comments.body).toMatchObject([{ body: 'Hello' }]);
  await ask(second.url, 'POST', '/_control/interruptions', {
    match: { method: 'POST', path: '/comments$' },
    seed: {
      repositories: [{ owner: 'acme', name: 'shop', issues: [{ number: 7, state: 'closed' }] }],
    },
  });
  expect((await ask(second.url, 'POST', path, { body: 'Hello' })).status).toBe(201);
  const { body } = await ask(second.url, 'GET', '/_control/state');
  expect(body.repositories).toMatchObject([
    { issues: expect.arrayContaining([expect.objectContaining({ number: 7, state: 'closed' })]) },
  ]);
  await stop(second);
});
