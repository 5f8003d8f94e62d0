import type { Duration } from '../../../core/quantity/instant.ts';
import { LEDGERS } from '../ref.ts';
import { fail, ok } from '../store.ts';
import type { Result } from '../store.ts';
import { explain, repositoryAt } from './git.ts';
import { runGit } from './program.ts';

const TIMEOUT: Duration = 120_000;

/**
 * Fetches every ledger of a remote into the same refs here. Nothing is forced: a remote ledger that is no
 * continuation of the one fetched before is a failure that names it.
 */
export async function fetchLedgers(folder: string, remote: string): Promise<Result<void>> {
  if (!/^[\w./:@+~%][\w./:@+~%-]*$/.test(remote)) {
    return fail('refused', `${JSON.stringify(remote)} is no remote`);
  }
  const refspec = `${LEDGERS}*:${LEDGERS}*`;
  const words = ['fetch', '--no-tags', '--no-write-fetch-head', remote, refspec];
  const fetched = await runGit({ directory: repositoryAt(folder), words, timeout: TIMEOUT });
  if (fetched.outcome === 'ok') return ok(undefined);
  const [, rejected] = / ! \[rejected\] +(\S+)/.exec(fetched.said) ?? [];
  if (rejected !== undefined) {
    const why = 'it was rewritten there, or written to here';
    return fail('malformed', `${rejected} of ${remote} does not continue the one here: ${why}`);
  }
  const failure = explain(`git fetch in ${folder}`, folder, fetched);
  return { ...failure, detail: failure.detail.replaceAll(/\/\/[^/@\s]*@/g, '//***@') };
}
