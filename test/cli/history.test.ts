import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSystemClock } from '../../src/adapters/clock/system.ts';
import { createGitLedger } from '../../src/adapters/ledger/git/ledger.ts';
import { ledgerRef } from '../../src/adapters/ledger/ref.ts';
import { showHistory } from '../../src/cli/commands/history.ts';
import { showStatus } from '../../src/cli/commands/status.ts';
import { readOptions } from '../../src/cli/options.ts';
import { EXIT } from '../../src/cli/terminal.ts';
import type { Event } from '../../src/core/rollout/event.ts';
import { runGit } from '../adapters/ledger/git/sandbox.ts';
import { startGitHub } from '../adapters/ledger/github/world.ts';
import { AT, rolloutStarted } from '../core/rollout/journal-sample.ts';

const RUNNING: readonly Event[] = [
  rolloutStarted(),
  { type: 'phase-started', at: AT + 1_000, phase: 0, weight: 5 },
  { type: 'weight-set', at: AT + 2_000, weight: 5, verified: true },
  {
    type: 'ordered',
    at: AT + 3_000,
    command: { kind: 'pause' },
    by: 'grace',
    reason: 'lunch\u001B[31m',
    via: 'cli',
  },
];
const ENDED: readonly Event[] = [
  rolloutStarted({ rollout: '4710.1', version: '1.4.1' }),
  { type: 'stopped', at: AT + 60_000, reason: { code: 'gate-shut', sentence: 'frozen' } },
];

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A ledger with a rollout that ended and one that runs, and another target's. */
async function keep(directory: string): Promise<void> {
  const write = async (name: string, appends: readonly (readonly Event[])[]) => {
    const target = { environment: 'production', name };
    const ledger = createGitLedger({ folder: directory, ...target, create: true });
    let expected: string | undefined;
    for (const events of appends) {
      const result = await ledger.append({ expected, events });
      if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
      expected = result.tip;
    }
  };
  await write('checkout', [ENDED, RUNNING.slice(0, 2), RUNNING.slice(2)]);
  await write('mail', [ENDED]);
}

async function run(words: readonly string[], environment = {}) {
  const options = readOptions(words);
  if (typeof options === 'string') throw new Error(options);
  const [printed, warned]: [string[], string[]] = [[], []];
  const exit = await (words[0] === 'status' ? showStatus : showHistory)(options, {
    environment,
    clock: createSystemClock(),
    print: (line) => void printed.push(line),
    warn: (line) => void warned.push(line),
    cancelled: new AbortController().signal,
    user: 'ada',
  });
  return { exit, printed, warned };
}

const machine = ({ printed }: { readonly printed: readonly string[] }): unknown =>
  JSON.parse(printed.join(''));

describe('of one target', () => {
  test('status says who holds it, what comes next, and what was ordered last', async () => {
    const directory = folder();
    await keep(directory);
    const words = ['status', 'production/checkout', '--ledger', `git:${directory}`];
    const { exit, printed } = await run(words);
    expect(exit).toBe(EXIT.good);
    const text = printed.join('\n');
    expect(text).toContain('1.4.2 in production: Paused at 5%');
    expect(text).toContain('held by run 4711, attempt 1');
    expect(text).toContain('grace ordered pause: lunch [31m');
    expect(machine(await run([...words, '--json']))).toMatchObject({
      schema: 1,
      target: 'production/checkout',
      rollout: { status: 'paused', version: '1.4.2' },
      weight: 5,
      holder: { id: '4711', attempt: 1 },
      lastOrder: { kind: 'pause', by: 'grace', via: 'cli', at: '2026-11-22T03:00:03.000Z' },
    });
  });

  test('history lists its rollouts, how they ended, why and how long they took', async () => {
    const directory = folder();
    await keep(directory);
    const words = ['history', 'production/checkout', '--ledger', `git:${directory}`];
    const { exit, printed } = await run(words);
    expect(exit).toBe(EXIT.good);
    expect(printed.map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['ROLLOUT', 'VERSION', 'BY', 'BEGAN (UTC)', 'TOOK', 'STATUS', 'WHY'],
      [
        '4711.1',
        '1.4.2',
        'ada',
        '2026-11-22 03:00',
        '3s',
        'paused',
        expect.stringMatching('lunch'),
      ],
      ['4710.1', '1.4.1', 'ada', '2026-11-22 03:00', '1m', 'stopped', 'frozen'],
    ]);
    expect((await run([...words, '--limit', '1'])).printed.at(-1)).toMatch(/earlier ones/);
    expect(machine(await run([...words, '--json']))).toMatchObject({
      schema: 1,
      isCut: false,
      rollouts: [{ rollout: { id: '4711.1' } }, { tookSeconds: 60, rollout: { id: '4710.1' } }],
    });
  });

  test('history tells one rollout event by event', async () => {
    const directory = folder();
    await keep(directory);
    const words = ['history', 'production/checkout', '4710.1', '--ledger', `git:${directory}`];
    expect((await run(words)).printed).toEqual([
      '2026-11-22T03:00:00.000Z  release 1.4.1 of checkout to production',
      '2026-11-22T03:01:00.000Z  stopped: frozen',
    ]);
    expect(machine(await run([...words, '--json']))).toMatchObject({
      rollout: '4710.1',
      events: [
        { n: 1, type: 'rollout-started' },
        { n: 2, at: '2026-11-22T03:01:00.000Z' },
      ],
    });
    const unknown = await run(words.with(2, '9.9'));
    expect(unknown).toMatchObject({
      exit: EXIT.bad,
      warned: ['sluice: production/checkout has no rollout "9.9"'],
    });
  });

  test('--verify says that all is well, or what is not', async () => {
    const directory = folder();
    await keep(directory);
    const words = ['history', 'production/checkout', '--verify', '--ledger', `git:${directory}`];
    expect(await run(words)).toMatchObject({
      exit: EXIT.good,
      printed: [
        '3 commits, 2 rollouts, 6 events: every commit appends to the one before it',
        expect.stringMatching(/^tip [0-9a-f]{40}$/),
      ],
    });
    const ref = ledgerRef('production', 'checkout');
    const back = runGit(directory, ['rev-parse', `${ref}~2`]).trim();
    const tree = runGit(directory, ['rev-parse', `${ref}~1^{tree}`]).trim();
    const forged = runGit(directory, ['commit-tree', tree, '-p', back, '-m', 'tidy up']).trim();
    runGit(directory, ['update-ref', ref, forged]);
    const told = await run(words);
    expect(told.exit).toBe(EXIT.bad);
    expect(told.printed[0]).toMatch(/irregularities, latest first$/);
    expect(told.printed.slice(1).join('\n')).toContain(forged.slice(0, 12));
    expect(machine(await run([...words, '--json']))).toMatchObject({
      schema: 1,
      irregularities: [{ commit: forged }, { commit: forged }],
    });
  });
});

describe('of all targets', () => {
  test('status --all has a line for each', async () => {
    const directory = folder();
    await keep(directory);
    const { exit, printed } = await run(['status', '--all', '--ledger', `git:${directory}`]);
    expect(exit).toBe(EXIT.good);
    expect(printed.map((line) => line.split(' ')[0])).toEqual([
      'TARGET',
      'production/checkout',
      'production/mail',
    ]);
    const words = ['status', '--all', '--json', '--ledger', `git:${directory}`];
    expect(machine(await run(words))).toMatchObject({
      schema: 1,
      targets: [{ target: 'production/checkout' }, { target: 'production/mail' }],
    });
  });

  test('one ledger that is broken is named, and the others are shown', async () => {
    const directory = folder();
    await keep(directory);
    const tree = runGit(directory, ['mktree']).trim();
    const empty = runGit(directory, ['commit-tree', tree, '-m', 'empty']).trim();
    runGit(directory, ['update-ref', ledgerRef('production', 'mail'), empty]);
    const { exit, printed, warned } = await run([
      'status',
      '--all',
      '--ledger',
      `git:${directory}`,
    ]);
    expect(exit).toBe(EXIT.bad);
    expect(printed).toHaveLength(2);
    expect(warned.join('')).toContain('refs/rollouts/production/mail at');
  });
});

describe('from elsewhere', () => {
  test('--fetch brings the ledgers of a remote, and refuses one that was rewritten', async () => {
    const [directory, copy] = [folder(), folder()];
    await keep(directory);
    runGit(copy, ['init', '--bare', '--quiet']);
    const words = ['status', '--all', '--ledger', `git:${copy}`, '--fetch', directory];
    expect((await run(words)).printed).toHaveLength(3);
    const ref = ledgerRef('production', 'checkout');
    runGit(directory, ['update-ref', ref, runGit(directory, ['rev-parse', `${ref}~1`]).trim()]);
    expect(await run(words)).toMatchObject({
      exit: EXIT.bad,
      warned: [
        expect.stringMatching(/checkout of .* does not continue the one here: it was rewritten/),
      ],
    });
    expect(await run([...words.slice(0, 4), '--fetch=--upload-pack=evil'])).toMatchObject({
      exit: EXIT.bad,
      warned: ['sluice: "--upload-pack=evil" is no remote'],
    });
  });

  test('from GitHub', async () => {
    const { github, open } = await startGitHub();
    await open().append({ expected: undefined, events: RUNNING });
    const environment = {
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_TOKEN: 'reader',
    };
    const at = ['--ledger', 'github:octo/shop'];
    expect((await run(['status', '--all', ...at], environment)).printed).toHaveLength(2);
    const { printed } = await run(
      ['history', 'production/checkout', '--verify', ...at],
      environment,
    );
    expect(printed[0]).toMatch(/^1 commits, 1 rollouts, 4 events: every commit appends/);
    const refused = await run(['status', '--all', '--ledger', 'github:octo/shop']);
    expect(refused.warned).toEqual([
      'sluice: a ledger on GitHub is read with a token: set GITHUB_TOKEN or GH_TOKEN',
    ]);
  });

  test.each([
    ['--ledger', 'svn:here', /is no place for a ledger/],
    ['--ledger', 'github', /which repository\? write github:OWNER\/REPO/],
    ['--fetch', 'x', /is for a ledger in git:FOLDER/],
  ])('%s %s', async (option, value, said) => {
    const place = option === '--fetch' ? ['--ledger', 'github:octo/shop'] : [];
    const environment = option === '--fetch' ? { GH_TOKEN: 'reader' } : {};
    const { exit, warned } = await run(['status', '--all', option, value, ...place], environment);
    expect(exit).toBe(EXIT.misused);
    expect(warned.join('')).toMatch(said);
  });

  test('a word that is no target', async () => {
    const { exit, warned } = await run(['status', 'checkout', '--ledger', `git:${folder()}`]);
    expect(exit).toBe(EXIT.misused);
    expect(warned.join('')).toMatch(/checkout is no target: write ENVIRONMENT\/NAME, or a plan/);
  });

  test('a plan that is not there', async () => {
    const words = ['status', 'no-such-plan.yml', '--ledger', `git:${folder()}`];
    expect(await run(words)).toMatchObject({ exit: EXIT.bad, printed: [] });
  });
});
