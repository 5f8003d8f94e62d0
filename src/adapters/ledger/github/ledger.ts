import type { Ledger } from '../../../ports/ledger.ts';
import type { GitHubClient } from '../../github/client.ts';
import { createLedger } from '../ledger.ts';
import type { Writer } from '../ledger.ts';
import { ledgerRef } from '../ref.ts';
import { createGitHubStore } from './store.ts';

export interface GitHubLedgerOptions {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  readonly environment: string;
  readonly name: string;
  readonly writer?: Writer;
}

/** A ledger in a repository on GitHub; it takes the permission `contents: write` to append, `read` to read. */
export function createGitHubLedger(options: GitHubLedgerOptions): Ledger {
  const { client, owner, repo, environment, name, writer } = options;
  const ref = ledgerRef(environment, name);
  return createLedger(createGitHubStore({ client, owner, repo, ref }), writer);
}
