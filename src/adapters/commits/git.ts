import type { Duration, Instant } from '../../core/quantity/instant.ts';
import type { Commits } from '../../ports/commits.ts';
import { parseBatch } from '../ledger/git/batch.ts';
import { createGit } from '../ledger/git/git.ts';
import { isCommitName } from './name.ts';

const TIMEOUT: Duration = 20_000;

/**
 * Commits in local repositories, each the root of a work tree or bare. What the first does not hold, the next is
 * asked for; one that cannot be read holds nothing.
 */
export function createGitCommits(folders: readonly string[]): Commits {
  return {
    async timesOf(shas) {
      const times = new Map<string, Instant>();
      for (const folder of folders) {
        const missing = shas.filter((sha) => isCommitName(sha) && !times.has(sha));
        for (const [sha, time] of await readTimes(folder, missing)) times.set(sha, time);
      }
      return { outcome: 'read', times };
    },
  };
}

async function readTimes(
  folder: string,
  shas: readonly string[],
): Promise<readonly (readonly [string, Instant])[]> {
  if (shas.length === 0) return [];
  const names = shas.map((sha) => `${sha}^{commit}\n`).join('');
  const output = await createGit(folder, TIMEOUT).run(['cat-file', '--batch'], { input: names });
  if (output.outcome === 'failed') return [];
  const texts = parseBatch(output.value, shas.length) ?? [];
  return shas.flatMap((sha, index) => {
    const time = readTime(texts[index] ?? '');
    return time === undefined ? [] : [[sha, time] as const];
  });
}

/** The committer's time among the headings of a commit: `committer NAME <MAIL> 1763780400 +0100`. */
function readTime(commit: string): Instant | undefined {
  const headings = commit.split('\n\n', 1)[0] ?? '';
  const [, seconds] = /^committer .*> (\d+) [+-]\d{4}$/m.exec(headings) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
