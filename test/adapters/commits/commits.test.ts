import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGitCommits } from '../../../src/adapters/commits/git.ts';
import { createGitHubCommits } from '../../../src/adapters/commits/github.ts';
import { runGit } from '../ledger/git/sandbox.ts';
import { PLACE, startGitHub } from '../ledger/github/world.ts';

const NOBODY = 'a'.repeat(40);

function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-commits-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  runGit(folder, ['init', '--bare', '--quiet']);
  return folder;
}

/** A commit whose message tries to pass for a heading; `committed` is as git writes it. */
function commit(folder: string, committed: string): string {
  const text = [
    `tree ${runGit(folder, ['mktree']).trim()}`,
    'author Ada <ada@example.test> 978307200 +0000',
    `committer Ada > Grace <ada@example.test> ${committed}`,
    '',
    'a change',
    '',
    'committer x <x> 1 +0000',
    '',
  ];
  return runGit(folder, ['hash-object', '-t', 'commit', '-w', '--stdin'], text.join('\n')).trim();
}

const THREE = Date.parse('2026-11-22T03:00:00Z') / 1_000;

describe('in local repositories', () => {
  test('the committer says when; what is not there is missing', async () => {
    const folder = repository();
    const [one, other] = [commit(folder, `${THREE} +0100`), commit(folder, `${THREE + 60} -0330`)];
    expect(await createGitCommits([folder]).timesOf([other, NOBODY, one])).toEqual({
      outcome: 'read',
      times: new Map([
        [other, (THREE + 60) * 1_000],
        [one, THREE * 1_000],
      ]),
    });
  });

  test('the next is asked for what the one before does not hold', async () => {
    const [first, second] = [repository(), repository()];
    const sha = commit(second, `${THREE} +0000`);
    const found = await createGitCommits(['/nowhere', first, second]).timesOf([sha]);
    expect(found).toMatchObject({ times: new Map([[sha, THREE * 1_000]]) });
  });

  test.each(['HEAD', `${NOBODY}\nHEAD`, '', '--batch-all-objects', NOBODY.slice(1)])(
    '%j is no name of a commit',
    async (sha) => {
      const folder = repository();
      runGit(folder, ['update-ref', 'HEAD', commit(folder, `${THREE} +0000`)]);
      expect(await createGitCommits([folder]).timesOf([sha])).toMatchObject({ times: new Map() });
    },
  );
});

describe('on GitHub', () => {
  test('a hundred cost one request', async () => {
    const { github, client, requestsOf } = await startGitHub();
    const sha = github.repository('octo/shop').refs['refs/heads/main'] ?? '';
    const commits = createGitHubCommits({ client: client('reader'), ...PLACE });
    const many = Array.from({ length: 150 }, (_, index) => String(index).padStart(40, '0'));
    const asked = await requestsOf(async () => {
      const found = await commits.timesOf([...many, 'HEAD', sha]);
      expect(found).toMatchObject({ outcome: 'read' });
      expect(found.outcome === 'read' && [...found.times.keys()]).toEqual([sha]);
    });
    expect(asked).toEqual(['ReadCommitTimes', 'ReadCommitTimes']);
    expect(await requestsOf(() => commits.timesOf([]))).toEqual([]);
  });

  test('a refusal is handed on', async () => {
    const { client } = await startGitHub();
    const commits = createGitHubCommits({ client: client('nobody'), ...PLACE });
    expect(await commits.timesOf([NOBODY])).toMatchObject({
      outcome: 'failed',
      detail: expect.stringMatching(/401/) as string,
    });
  });
});
