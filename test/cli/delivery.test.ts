import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSystemClock } from '../../src/adapters/clock/system.ts';
import { createGitLedger } from '../../src/adapters/ledger/git/ledger.ts';
import { ledgerRef } from '../../src/adapters/ledger/ref.ts';
import { showDelivery } from '../../src/cli/commands/delivery.ts';
import { readOptions } from '../../src/cli/options.ts';
import { EXIT } from '../../src/cli/terminal.ts';
import { runGit } from '../adapters/ledger/git/sandbox.ts';
import { startGitHub } from '../adapters/ledger/github/world.ts';
import { at, rollout } from '../core/delivery/history.ts';

const NOW = '2026-11-22T12:00Z';
const PERIOD = ['--to', NOW, '--window', '14d'];

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-delivery-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A clone with a commit made on the 10th at 06:00, released and promoted; a release taken back; one long ago. */
async function keep(directory: string): Promise<void> {
  runGit(directory, ['init', '--bare', '--quiet']);
  const tree = runGit(directory, ['mktree']).trim();
  const text = `tree ${tree}\nauthor a <a> 1 +0000\ncommitter a <a> ${at(10, '06:00') / 1_000} +0000\n\nx\n`;
  const sha = runGit(directory, ['hash-object', '-t', 'commit', '-w', '--stdin'], text).trim();
  const ledger = createGitLedger({ folder: directory, environment: 'Production', name: 'shop' });
  const rollouts = [
    rollout({
      version: 'z',
      steps: [
        [at(1, '10:00'), 100],
        [at(1, '11:00'), 'promoted'],
      ],
    }),
    rollout({
      version: 'a',
      sha,
      steps: [
        [at(10, '10:00'), 100],
        [at(10, '11:00'), 'promoted'],
      ],
    }),
    rollout({
      version: 'b',
      steps: [
        [at(20, '10:00'), 5],
        [at(20, '10:09'), 'back:condition-met'],
        [at(20, '10:10'), 'back'],
      ],
    }),
  ];
  let expected: string | undefined;
  for (const events of rollouts) {
    const result = await ledger.append({ expected, events });
    if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
    expected = result.tip;
  }
}

async function run(words: readonly string[], environment = {}) {
  const options = readOptions(['delivery', ...words]);
  if (typeof options === 'string') throw new Error(options);
  const [printed, warned]: [string[], string[]] = [[], []];
  const exit = await showDelivery(options, {
    environment,
    clock: createSystemClock(),
    print: (line) => void printed.push(line),
    warn: (line) => void warned.push(line),
    cancelled: new AbortController().signal,
    user: 'ada',
  });
  return { exit, printed, warned };
}

describe('delivery', () => {
  test('is a table, with the time of commits that are in the clone', async () => {
    const directory = folder();
    await keep(directory);
    const { exit, printed, warned } = await run(['--ledger', `git:${directory}`, ...PERIOD]);
    expect({ exit, warned }).toEqual({ exit: EXIT.good, warned: [] });
    expect(printed.map((line) => line.trim().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ['TARGET', 'DEPLOYMENTS', 'LEAD TIME', 'CHANGE FAILURES', 'TIME TO RESTORE'],
        // Committed 06:00, all traffic 10:00. One of two failed, raised 10:00, back 10:10.
        ['production', '1, 0.5 a week', '4h / 4h (1)', '50%, 1 of 2', '10m / 10m (1)'],
        ['before', '1, 0.5 a week', '–', '0%, 0 of 1', '–'],
        ['production: 1 failed by a criterion or a rollback condition'],
      ]),
    );
  });

  test('is JSON, and a badge for a page', async () => {
    const directory = folder();
    await keep(directory);
    const files = [join(directory, 'out/badge.svg'), join(directory, 'out/badge.json')] as const;
    const period = ['--since', '2026-11-08T12:00Z', '--to', NOW];
    const wanted = ['--environment', 'PRODUCTION', '--badge', files[0], '--endpoint', files[1]];
    const words = ['--ledger', `git:${directory}`, '--json', ...period, ...wanted];
    const { exit, printed } = await run(words);
    expect(exit).toBe(EXIT.good);
    expect(JSON.parse(printed.join(''))).toMatchObject({
      schema: 1,
      at: '2026-11-22T12:00:00.000Z',
      windowSeconds: 14 * 86_400,
      rows: [
        {
          environment: 'production',
          current: {
            deployments: 1,
            perWeek: 0.5,
            leadTime: { samples: 1, medianSeconds: 14_400, unknown: 0 },
            changeFailure: { failed: 1, ended: 2, rate: 0.5, causes: { numbers: 1 } },
            restore: { samples: 1, medianSeconds: 600, p90Seconds: 600, open: 0 },
          },
          before: { deployments: 1, leadTime: { samples: 0, unknown: 1 } },
        },
      ],
    });
    const message = '0.5 a week · lead time 4h · 50% failed · restored in 10m';
    const label = 'delivery to production';
    expect(JSON.parse(readFileSync(files[1], 'utf8'))).toEqual({
      schemaVersion: 1,
      label,
      message,
      color: 'blue',
    });
    expect(readFileSync(files[0], 'utf8')).toContain(`<title>${label}: ${message}</title>`);
  });

  test('says where there is nothing', async () => {
    const directory = folder();
    runGit(directory, ['init', '--bare', '--quiet']);
    const words = ['--ledger', `git:${directory}`];
    expect(await run(words)).toMatchObject({
      exit: EXIT.good,
      printed: ['there is no ledger: nothing was ever released'],
    });
    expect(await run([...words, '--badge', join(directory, 'x.svg')])).toMatchObject({
      exit: EXIT.bad,
      warned: ['sluice: no badge: there is no ledger in that environment'],
    });
  });

  test('a ledger that is broken is named, the others are counted, and no badge is drawn', async () => {
    const directory = folder();
    await keep(directory);
    const tree = runGit(directory, ['mktree']).trim();
    const empty = runGit(directory, ['commit-tree', tree, '-m', 'empty']).trim();
    runGit(directory, ['update-ref', ledgerRef('production', 'mail'), empty]);
    const badge = join(directory, 'badge.svg');
    const words = ['--ledger', `git:${directory}`, ...PERIOD, '--badge', badge];
    const { exit, printed, warned } = await run(words);
    expect(exit).toBe(EXIT.bad);
    expect(printed.join('\n')).toContain('1, 0.5 a week');
    expect(warned.join('')).toMatch(
      /^sluice: production\/mail: refs\/rollouts\/production\/mail at/,
    );
    expect(existsSync(badge)).toBe(false);
  });

  test('on GitHub commits are asked for in one request', async () => {
    const { github, open, requestsOf } = await startGitHub();
    const sha = github.repository('octo/shop').refs['refs/heads/main'] ?? '';
    const events = rollout({
      version: 'a',
      sha,
      steps: [
        [Date.now() - 1_000, 100],
        [Date.now(), 'promoted'],
      ],
    });
    await open().append({ expected: undefined, events });
    const environment = {
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_TOKEN: 'reader',
    };
    const asked = await requestsOf(async () => {
      const { exit, printed } = await run(['--ledger', 'github:octo/shop', '--json'], environment);
      expect(exit).toBe(EXIT.good);
      const { rows } = JSON.parse(printed.join('')) as { rows: unknown };
      expect(rows).toMatchObject([{ current: { deployments: 1 } }]);
    });
    expect(asked).toEqual([
      expect.stringMatching(/^GET .*matching-refs/),
      expect.stringMatching(/^GET .*matching-refs/),
      'ReadLedgerLog',
      'ReadLedgerCommits',
      'ReadCommitTimes',
    ]);
  });

  test.each([
    [['--window', '1x'], '1x is no window: write one such as 7d or 12h'],
    [['--window', '0s'], '0s is no window: write one such as 7d or 12h'],
    [['--since', 'monday'], /^monday is no time: write a time such as/],
    [['--to', 'later'], /^later is no time/],
    [['--since', '1d', '--window', '7d'], 'give the window or its beginning, not both'],
    [['--since', 'now'], 'nothing lies between now and now'],
  ])('refuses %j', async (words, said) => {
    const { exit, warned } = await run([...words, '--ledger', 'git:nowhere']);
    expect(exit).toBe(EXIT.misused);
    const [told = ''] = warned;
    expect(told.replace('sluice: ', '')).toEqual(
      typeof said === 'string' ? said : expect.stringMatching(said),
    );
  });

  test('takes no plan', () => {
    expect(readOptions(['delivery', 'rollout.yml'])).toMatch(/rollout.yml is too much$/);
  });
});
