import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProxy, type Proxy } from '../../demo/world/proxy.ts';

const PROGRAM = fileURLToPath(new URL('../../demo/weight.mjs', import.meta.url));

let proxy: Proxy;
beforeAll(async () => {
  proxy = await startProxy({ stable: 'http://127.0.0.1:9', canary: 'http://127.0.0.1:9' });
});
afterAll(() => proxy.close());

interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(verb: string, environment: Readonly<Record<string, string>>): Promise<Ending> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...environment }, timeout: 10_000 };
    execFile(process.execPath, [PROGRAM, verb], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('weight.mjs', () => {
  test('sets a weight that it then reads', async () => {
    const admin = { DEMO_PROXY_ADMIN: proxy.adminUrl };
    expect(await run('set', { ...admin, SLUICE_WEIGHT: '25' })).toMatchObject({ code: 0 });
    expect(await run('get', admin)).toEqual({ code: 0, stdout: '25\n', stderr: '' });
  });

  test.each([
    { why: 'the proxy refuses', verb: 'set', weight: '250', message: /400.*0 to 100/ },
    { why: 'no weight is given', verb: 'set', weight: '', message: /400/ },
    { why: 'the verb is unknown', verb: 'raise', weight: '1', message: /usage/ },
  ])('fails when $why', async ({ verb, weight, message }) => {
    const ending = await run(verb, { DEMO_PROXY_ADMIN: proxy.adminUrl, SLUICE_WEIGHT: weight });
    expect(ending.code).toBe(1);
    expect(ending.stderr).toMatch(message);
  });

  test('fails when nobody answers', async () => {
    const ending = await run('get', { DEMO_PROXY_ADMIN: 'http://127.0.0.1:9' });
    expect(ending.code).toBe(1);
    expect(ending.stderr).toMatch(/^weight\.mjs: /);
  });
});
