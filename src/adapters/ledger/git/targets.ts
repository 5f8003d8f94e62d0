import type { Duration } from '../../../core/quantity/instant.ts';
import { readLedgerRef } from '../ledger-name.ts';
import type { LedgerName } from '../ledger-name.ts';
import { LEDGERS } from '../ref.ts';
import { ok } from '../store.ts';
import type { Result } from '../store.ts';
import { createGit } from './git.ts';

const TIMEOUT: Duration = 20_000;

/** Every target that has a ledger in a local repository, in the order of names. */
export async function listGitTargets(folder: string): Promise<Result<readonly LedgerName[]>> {
  const git = createGit(folder, TIMEOUT);
  const listed = await git.runForLine(['for-each-ref', '--format=%(refname)', LEDGERS]);
  if (listed.outcome === 'failed') return listed;
  return ok(listed.value.split('\n').flatMap((ref) => readLedgerRef(ref) ?? []));
}
