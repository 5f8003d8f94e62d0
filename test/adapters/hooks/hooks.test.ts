import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHooks } from '../../../src/adapters/hooks/hooks.ts';
import type { HookFacts } from '../../../src/adapters/hooks/hooks.ts';

const facts: HookFacts = {
  version: 'v2.0.0',
  environment: 'production',
  name: 'checkout',
  canary: 'shop-$COLOUR',
  stable: 'shop-blue',
  rollout: 'r-1',
};
const environment = { PATH: process.env['PATH'] ?? '', COLOUR: 'green', LEFT_OUT: '' };

function openHooks(change: Partial<HookFacts> = {}) {
  const printed: string[] = [];
  const print = (line: string) => void printed.push(line);
  const hooks = createHooks({ facts: { ...facts, ...change }, environment, print });
  return { printed, hooks };
}

function run(command: string, { timeout = 10_000, change = {} } = {}) {
  const { hooks, printed } = openHooks(change);
  return hooks
    .run('deploy', { run: command, timeout })
    .then((result) => ({ result, printed: [...printed] }));
}

describe('hooks', () => {
  it('are told about the rollout by their environment', async () => {
    const { result, printed } = await run('env | grep ^SLUICE_ | sort');
    expect(result).toEqual({ outcome: 'ok' });
    expect(printed).toEqual([
      'SLUICE_CANARY=shop-green',
      'SLUICE_ENVIRONMENT=production',
      'SLUICE_HOOK=deploy',
      'SLUICE_NAME=checkout',
      'SLUICE_ROLLOUT=r-1',
      'SLUICE_STABLE=shop-blue',
      'SLUICE_VERSION=v2.0.0',
    ]);
  });

  it('get values verbatim, whatever they hold', async () => {
    const version = 'v2"; echo owned; $(echo owned) `echo owned`';
    const { printed } = await run('printf "%s\\n" "$SLUICE_VERSION"', { change: { version } });
    expect(printed).toEqual([version]);
  });

  it('are heard out, errors too', async () => {
    const { printed } = await run('echo one; echo; echo two; echo three >&2; printf four');
    expect(printed.filter((line) => line !== 'three')).toEqual(['one', '', 'two', 'four']);
    expect(printed).toContain('three');
  });

  it('are heard while they run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-hook-'));
    const printed: string[] = [];
    const hooks = createHooks({
      facts,
      environment: { ...environment, FOLDER: folder },
      // The hook goes on only once its first line was heard.
      print: (line) => {
        printed.push(line);
        if (line === 'waiting') writeFileSync(join(folder, 'heard'), '');
      },
    });
    const command = 'echo waiting; until test -e "$FOLDER/heard"; do sleep 0.02; done; echo done';
    expect(await hooks.run('deploy', { run: command, timeout: 10_000 })).toEqual({ outcome: 'ok' });
    expect(printed).toEqual(['waiting', 'done']);
    await rm(folder, { recursive: true });
  });

  it.each([
    ['exit 3', 'exit', /`deploy` hook exited with 3 and said nothing/],
    ['echo no room >&2; exit 1', 'exit', /exited with 1: no room/],
    ['no-such-program', 'not-found', /not there.*no-such-program/],
  ])('that fail say why: %s', async (command, reason, words) => {
    const { result } = await run(command);
    expect(result).toMatchObject({ outcome: 'failed', reason });
    expect(result).toHaveProperty('detail', expect.stringMatching(words));
  });

  it('end when their time is up, and what they said is kept', async () => {
    const { result, printed } = await run('echo waiting for pods; sleep 60', { timeout: 2_000 });
    expect(result).toMatchObject({ outcome: 'failed', reason: 'timeout' });
    expect(result).toHaveProperty('detail', expect.stringMatching(/2s.*waiting for pods/));
    expect(printed).toEqual(['waiting for pods']);
  });

  it('are not run while a variable of the target is missing', async () => {
    const { result, printed } = await run('echo ran', { change: { stable: '$LEFT_OUT' } });
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(result).toHaveProperty('detail', expect.stringContaining('$LEFT_OUT'));
    expect(printed).toEqual([]);
  });
});
