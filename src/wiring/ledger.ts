import type { GitHubClient } from '../adapters/github/client.ts';
import { createGitLedger } from '../adapters/ledger/git/ledger.ts';
import { createGitHubLedger } from '../adapters/ledger/github/ledger.ts';
import type { Run } from '../core/rollout/event.ts';
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
  const { location, environment, name, run, github } = address;
  if (location === 'github') {
    if (github === undefined) return 'a ledger on GitHub needs a token and a GitHub runner';
    const { client, owner, repo } = github;
    return createGitHubLedger({ client, owner, repo, environment, name, writer: run });
  }
  const folder = /^git:(.+)$/.exec(location)?.[1];
  if (folder !== undefined) {
    return createGitLedger({ folder, environment, name, writer: run, create: true });
  }
  return `${JSON.stringify(location)} is no place for a ledger: write github, or git:<folder>`;
}
