import { z } from 'zod';
import { type LedgerName, readLedgerRef } from '../ledger/ledger-name.ts';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';

const refs = z.array(z.object({ ref: z.string() }));

/** Every target that has a ledger in the repository, in the order of names; takes `contents: read`. */
export async function listTargets(
  client: GitHubClient,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Promise<Answer<readonly LedgerName[]>> {
  const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}';
  const answer = await client.rest(route, { owner, repo, ref: 'rollouts/' });
  const found = expecting(answer, refs, 'the ledgers of the repository');
  return found.outcome === 'failed'
    ? found
    : { outcome: 'answered', data: found.data.flatMap(({ ref }) => readLedgerRef(ref) ?? []) };
}
