import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSystemClock } from '../../src/adapters/clock/system.ts';
import { createGitLedger } from '../../src/adapters/ledger/git/ledger.ts';
import { reportRollout } from '../../src/cli/commands/report.ts';
import { readOptions } from '../../src/cli/options.ts';
import { EXIT } from '../../src/cli/terminal.ts';
import { runGit } from '../adapters/ledger/git/sandbox.ts';
import { at, rollout } from '../core/delivery/history.ts';

/** Two rollouts: `a` promoted under one plan, `b` taken back under another. */
async function keep(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-report-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const target = { environment: 'production', name: 'checkout' };
  const ledger = createGitLedger({ folder: directory, ...target, create: true });
  const rollouts = [
    rollout({
      version: 'a',
      steps: [
        [at(1, '10:00'), 100],
        [at(1, '11:00'), 'promoted'],
      ],
    }),
    rollout({
      version: 'b',
      steps: [
        [at(2, '10:00'), 5],
        [at(2, '10:09'), 'back:condition-met'],
        [at(2, '10:10'), 'back'],
      ],
    }),
  ];
  let expected: string | undefined;
  for (const events of rollouts) {
    const result = await ledger.append({ expected, events, plan: 'version: 1\n' });
    if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
    expected = result.tip;
  }
  return directory;
}

async function run(directory: string, ...words: readonly string[]) {
  const target = ['production/checkout', '--ledger', `git:${directory}`];
  const options = readOptions(['report', ...target, ...words]);
  if (typeof options === 'string') throw new Error(options);
  const [printed, warned]: [string[], string[]] = [[], []];
  const exit = await reportRollout(options, {
    environment: {},
    clock: createSystemClock(),
    print: (line) => void printed.push(line),
    warn: (line) => void warned.push(line),
    cancelled: new AbortController().signal,
    user: 'ada',
  });
  return { exit, printed, warned };
}

test('tells the latest rollout as Markdown', async () => {
  const { exit, printed } = await run(await keep());
  expect(exit).toBe(EXIT.good);
  expect(printed[0]).toMatch(/^## .*`b` in `production`: Rolled back/);
});

test('tells an earlier one as JSON, and draws its page', async () => {
  const directory = await keep();
  const [html, markdown] = [join(directory, 'out/a.html'), join(directory, 'out/a.md')];
  const words = [`a@${at(1, '10:00')}`, '--json', '--html', html, '--markdown', markdown];
  const { exit, printed } = await run(directory, ...words);
  expect(exit).toBe(EXIT.good);
  expect(JSON.parse(printed.join('\n'))).toMatchObject({
    schema: 1,
    isWhole: true,
    rollout: { version: 'a', status: 'promoted' },
    release: { version: 'a', sha: 'a'.repeat(40), ref: 'refs/tags/v1.4.2', run: { actor: 'ada' } },
    tookSeconds: 3_660,
    // Begun at 09:59:59, and no event says that it passed.
    tries: [{ phase: 0, name: 'Canary', weight: 100, from: '2026-11-01T09:59:59.000Z' }],
    timeline: [
      { type: 'rollout-started', headline: 'release a of checkout to production' },
      { type: 'phase-started' },
      { type: 'weight-set', at: '2026-11-01T10:00:00.000Z' },
      { type: 'promoted', headline: 'promoted a' },
    ],
  });
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>[^]*a in production: Promoted/);
  expect(readFileSync(markdown, 'utf8')).toMatch(/`a` in `production`: Promoted/);
});

test('says that there is no such rollout, and writes nothing', async () => {
  const directory = await keep();
  const html = join(directory, 'x.html');
  expect(await run(directory, '9.9', '--html', html)).toMatchObject({
    exit: EXIT.bad,
    printed: [],
    warned: ['sluice: production/checkout has no rollout "9.9"'],
  });
  runGit(directory, ['update-ref', '-d', 'refs/rollouts/production/checkout']);
  expect(await run(directory)).toMatchObject({
    exit: EXIT.bad,
    warned: ['sluice: production/checkout has no rollout'],
  });
  expect(existsSync(html)).toBe(false);
});
