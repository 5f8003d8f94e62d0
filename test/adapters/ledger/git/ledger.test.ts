import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createArchive } from '../../../../src/adapters/ledger/archive.ts';
import { createGitLedger, openGitStore } from '../../../../src/adapters/ledger/git/ledger.ts';
import type { GitLedgerOptions } from '../../../../src/adapters/ledger/git/ledger.ts';
import { ledgerRef } from '../../../../src/adapters/ledger/ref.ts';
import { AT, rolloutStarted } from '../../../core/rollout/journal-sample.ts';
import { describeLedger } from '../contract.ts';
import type { LedgerWorld } from '../contract.ts';
import { BEGINNING, expectEachOnce } from '../once.ts';
import type { Attempts } from '../writers.ts';
import { runGit, tamperWith, temporaryDirectory } from './sandbox.ts';

const TARGET = { environment: 'production', name: 'checkout' };
const REF = ledgerRef(TARGET.environment, TARGET.name);
const START = { expected: undefined, events: [rolloutStarted()], plan: 'version: 1\n' };

function open(folder: string, more: Partial<GitLedgerOptions> = {}) {
  return createGitLedger({ folder, ...TARGET, ...more });
}

function openWorld(directory: string): LedgerWorld {
  runGit(directory, ['init', '--bare', '--quiet']);
  return {
    open: (writer) => open(directory, writer === undefined ? {} : { writer }),
    tamper: async (files, message) => tamperWith(directory, REF, files, message),
    setBack: async (tip) => void runGit(directory, ['update-ref', REF, tip]),
    archive: () => createArchive(openGitStore({ folder: directory, ...TARGET })),
    log: async () =>
      runGit(directory, ['log', '--format=%B%x00', REF])
        .split('\0')
        .map((message) => message.trimStart())
        .slice(0, -1),
  };
}

describeLedger({ name: 'git', world: async () => openWorld(temporaryDirectory()) });

test('fifty writers in five processes: each append lands exactly once or conflicts', async () => {
  const directory = temporaryDirectory();
  const world = openWorld(directory);
  await world.open().append(BEGINNING);
  const run = promisify(execFile);
  const write = async (from: number): Promise<Attempts> => {
    const words = ['--import', 'tsx', 'test/adapters/ledger/git/writer.ts'];
    const { stdout } = await run('node', [...words, directory, `${from}`, '10', '2']);
    return JSON.parse(stdout) as Attempts;
  };
  const all = await Promise.all([0, 10, 20, 30, 40].map(write));
  const landed = all.flatMap((attempts) => attempts.landed);
  const conflicts = all.reduce((sum, attempts) => sum + attempts.conflicts, 0);
  await expectEachOnce(world, { landed, conflicts, doubtful: [] });
  expect(landed.length + conflicts).toBe(100);
  expect(landed.length).toBeGreaterThan(0);
}, 180_000);

function workTree(): string {
  const directory = temporaryDirectory();
  runGit(directory, ['init', '--quiet', '--initial-branch=main']);
  writeFileSync(join(directory, 'app.txt'), 'one\n');
  runGit(directory, ['add', 'app.txt']);
  runGit(directory, ['commit', '--quiet', '-m', 'begin']);
  return directory;
}

describe('in a work tree', () => {
  test('neither branch nor index nor files are touched', async () => {
    const directory = workTree();
    writeFileSync(join(directory, 'app.txt'), 'two\n');
    runGit(directory, ['add', 'app.txt']);
    writeFileSync(join(directory, 'app.txt'), 'three\n');
    const state = () => [
      runGit(directory, ['status', '--porcelain=v2', '--branch']),
      readFileSync(join(directory, '.git/index')).toString('hex'),
      runGit(directory, ['for-each-ref', 'refs/heads', 'refs/tags']),
    ];
    const before = state();
    expect((await open(directory).append(START)).outcome).toBe('appended');
    expect(state()).toEqual(before);
    expect(runGit(directory, ['cat-file', '-p', `${REF}:plan.yml`])).toBe('version: 1\n');
  });

  test('a person reads the story with git log', async () => {
    const directory = workTree();
    await open(directory).append(START);
    const format = '--format=%an <%ae> %cI %s | %(trailers:key=Run,separator=%x2C)';
    expect(runGit(directory, ['log', format, REF])).toBe(
      'sluice <sluice@sluice.invalid> 2026-11-22T03:00:00+00:00 ' +
        'release 1.4.2 of checkout to production | Run: 4711\n',
    );
  });

  test('inside a hook, it is still the named repository that is written to', async () => {
    const directory = workTree();
    const elsewhere = workTree();
    const before = { ...process.env };
    process.env['GIT_DIR'] = join(elsewhere, '.git');
    process.env['GIT_INDEX_FILE'] = join(elsewhere, '.git/index');
    try {
      await open(directory).append(START);
    } finally {
      process.env = before;
    }
    expect(runGit(directory, ['for-each-ref', 'refs/rollouts'])).not.toBe('');
    expect(runGit(elsewhere, ['for-each-ref', 'refs/rollouts'])).toBe('');
  });
});

describe('no repository', () => {
  test('is a failure that says what to do', async () => {
    const directory = temporaryDirectory();
    const detail = `there is no git repository at ${directory}: name one, or have it created`;
    const failure = { outcome: 'failed', reason: 'refused', detail };
    expect(await open(directory).read()).toEqual(failure);
    expect(await open(directory).append(START)).toEqual(failure);
  });

  test('is made, bare, when that is asked for, also inside another', async () => {
    const outer = workTree();
    const directory = join(outer, '.sluice', 'ledger');
    mkdirSync(directory, { recursive: true });
    const ledger = open(directory, { create: true });
    expect(await ledger.read()).toMatchObject({ outcome: 'read', view: { tip: undefined } });
    expect((await ledger.append(START)).outcome).toBe('appended');
    expect(existsSync(join(directory, 'HEAD'))).toBe(true);
    expect(runGit(outer, ['for-each-ref', 'refs/rollouts'])).toBe('');
  });

  test('a directory that does not exist yet is made as well', async () => {
    const directory = join(temporaryDirectory(), 'a', 'b');
    const ledger = open(directory, { create: true });
    expect((await ledger.append(START)).outcome).toBe('appended');
  });
});

describe('damage is named and nothing is taken for nothing', () => {
  test.each([
    ['garbage in the ref', 'garbage\n', /broken ref/],
    ['an empty ref', '', /broken ref/],
    ['a ref to an object that is gone', `${'1'.repeat(40)}\n`, /missing object/],
  ])('%s', async (_, content, found) => {
    const directory = temporaryDirectory();
    const ledger = open(directory, { create: true });
    await ledger.append(START);
    writeFileSync(join(directory, REF), content);
    const failure = {
      outcome: 'failed',
      reason: 'malformed',
      detail: expect.stringMatching(found),
    };
    expect(await ledger.read()).toEqual(failure);
  });

  test('a ref that points at no commit', async () => {
    const directory = workTree();
    runGit(directory, ['update-ref', REF, 'HEAD:app.txt']);
    const detail = expect.stringMatching(/checkout points at [0-9a-f]{40}, which is no commit$/);
    const failure = { outcome: 'failed', reason: 'malformed', detail };
    expect(await open(directory).read()).toEqual(failure);
  });

  test('a commit without events.jsonl', async () => {
    const directory = workTree();
    runGit(directory, ['update-ref', REF, 'HEAD']);
    const detail = expect.stringMatching(
      /refs\/rollouts\/production\/checkout at [0-9a-f]{7} has no events\.jsonl/,
    );
    expect(await open(directory).read()).toEqual({
      outcome: 'failed',
      reason: 'malformed',
      detail,
    });
  });

  test('a lock that a dead process left behind', async () => {
    const directory = temporaryDirectory();
    const ledger = open(directory, { create: true });
    const first = await ledger.append(START);
    writeFileSync(join(directory, `${REF}.lock`), '');
    const expected = first.outcome === 'appended' ? first.tip : undefined;
    const result = await ledger.append({ expected, events: [{ type: 'promoted', at: AT }] });
    const detail = expect.stringMatching(/git update-ref in .*\.lock': File exists/);
    expect(result).toEqual({ outcome: 'failed', reason: 'refused', detail });
  });
});

test('an environment has one ledger, however its name is spelt', async () => {
  const folder = temporaryDirectory();
  await open(folder, { create: true, environment: 'Production' }).append(START);
  expect(await open(folder).read()).toMatchObject({ view: { events: START.events } });
  const late = { ...START, events: [rolloutStarted({ rollout: 'other' })] };
  expect(await open(folder, { environment: 'PRODUCTION' }).append(late)).toEqual({
    outcome: 'conflict',
  });
});

test('a moment before 1970 or with a fraction does not break a commit', async () => {
  const ledger = open(temporaryDirectory(), { create: true });
  expect(
    await ledger.append({ ...START, events: [rolloutStarted({ at: 1_500.5 })] }),
  ).toMatchObject({
    outcome: 'appended',
  });
});
