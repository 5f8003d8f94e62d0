import type { GitHubClient } from '../adapters/github/client.ts';
import { createArchive } from '../adapters/ledger/archive.ts';
import { openGitStore } from '../adapters/ledger/git/ledger.ts';
import { createGitHubStore } from '../adapters/ledger/github/store.ts';
import { createLedger } from '../adapters/ledger/ledger.ts';
import { ledgerRef } from '../adapters/ledger/ref.ts';
import type { CommitStore } from '../adapters/ledger/store.ts';
import type { Run } from '../core/rollout/event.ts';
import type { Archive } from '../ports/archive.ts';
import type { Ledger } from '../ports/ledger.ts';

/** Which ledger, for which target, written by whom. */
export interface LedgerAddress {
  /** `github`, or `git:<folder>`. */
  readonly location: string;
  readonly environment: string;
  readonly name: string;
  readonly run: Run;
  readonly github?: {
    readonly client: GitHubClient;
    readonly owner: string;
    readonly repo: string;
  };
}

/** Opens the ledger; a string says why that place cannot hold one. */
export function openLedger(address: LedgerAddress): Ledger | string {
  const store = openStore(address);
  return typeof store === 'string' ? store : createLedger(store, address.run);
}

/** Opens its past, for people; a string says why that place cannot hold one. */
export function openArchive(address: LedgerAddress): Archive | string {
  const store = openStore(address);
  return typeof store === 'string' ? store : createArchive(store);
}

function openStore({ location, environment, name, github }: LedgerAddress): CommitStore | string {
  if (location === 'github') {
    if (github === undefined) return 'a ledger on GitHub needs a token and a GitHub runner';
    const { client, owner, repo } = github;
    return createGitHubStore({ client, owner, repo, ref: ledgerRef(environment, name) });
  }
  const folder = /^git:(.+)$/.exec(location)?.[1];
  if (folder !== undefined) {
    return openGitStore({ folder, environment, name, create: true });
  }
  return `${JSON.stringify(location)} is no place for a ledger: write github, or git:<folder>`;
}
