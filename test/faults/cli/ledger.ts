import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_REF, type LedgerCommit } from '../audit/history.ts';

type Git = (...words: readonly string[]) => string;

function openGit(folder: string): Git | undefined {
  const repository = join(folder, 'ledger');
  if (!existsSync(join(repository, 'HEAD'))) return undefined;
  const git: Git = (...words) =>
    execFileSync('git', ['--git-dir', repository, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  return git('for-each-ref', LEDGER_REF) === '' ? undefined : git;
}

/** The journal at the tip of a ledger in a local repository; undefined where nothing was written. */
export function readLocalJournal(folder: string): string | undefined {
  return openGit(folder)?.('show', `${LEDGER_REF}:events.jsonl`);
}

/** The commits of a ledger in a local repository, oldest first; plain git reads them. */
export function readLocalHistory(folder: string): readonly LedgerCommit[] {
  const git = openGit(folder);
  if (git === undefined) return [];
  const lines = git('log', '--reverse', '--format=%H %P', LEDGER_REF).trim().split('\n');
  return lines.map((line) => {
    const [id = '', ...parents] = line.split(' ');
    const file = (name: string) => git('show', `${id}:${name}`);
    return { id, parents, journal: file('events.jsonl'), plan: file('plan.yml') };
  });
}
