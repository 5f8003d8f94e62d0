import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Duration } from '../../../core/quantity/instant.ts';
import { fail, ok } from '../store.ts';
import type { Failed, Result } from '../store.ts';
import { runGit } from './program.ts';
import type { GitFailure, GitFeed } from './program.ts';

/** Git on one repository, its failures in the ledger's words. */
export interface Git {
  run(words: readonly string[], feed?: GitFeed): Promise<Result<Buffer>>;
  /** What it prints, without the line end. */
  runForLine(words: readonly string[], feed?: GitFeed): Promise<Result<string>>;
}

/** `folder` is the root of a work tree or a bare repository; nothing above it is ever taken for one. */
export function createGit(folder: string, timeout: Duration): Git {
  async function run(words: readonly string[], feed: GitFeed = {}): Promise<Result<Buffer>> {
    const result = await runGit({ directory: repositoryAt(folder), words, timeout, ...feed });
    const asked = `git ${words[0]} in ${folder}`;
    if (result.outcome === 'failed') return explain(asked, folder, result);
    // Git passes over a damaged ref with a warning, as if nothing had ever been written.
    return result.warnings.includes('broken ref')
      ? fail('malformed', `${asked}: ${firstLine(result.warnings)}`)
      : ok(result.output);
  }

  return {
    run,
    async runForLine(words, feed) {
      const result = await run(words, feed);
      return result.outcome === 'ok' ? ok(result.value.toString('utf8').trim()) : result;
    },
  };
}

/** Where git keeps what it knows. */
export function repositoryAt(folder: string): string {
  const inside = join(folder, '.git');
  return existsSync(inside) ? inside : folder;
}

export function explain(asked: string, folder: string, { said, cause }: GitFailure): Failed {
  if (cause === 'not-installed') {
    return fail('unreachable', 'the program git is not on the PATH: install git');
  }
  const detail = `${asked}: ${firstLine(said)}`;
  if (cause === 'timeout') return fail('unreachable', `${detail} (took too long)`);
  if (said.includes('not a git repository')) {
    return fail('refused', `there is no git repository at ${folder}: name one, or have it created`);
  }
  if (/permission denied|dubious ownership/i.test(said)) return fail('unauthorized', detail);
  const isDamaged = /corrupt|bad object|missing object|unable to read/i.test(said);
  return fail(isDamaged ? 'malformed' : 'refused', detail);
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
