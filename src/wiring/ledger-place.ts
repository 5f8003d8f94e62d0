import { createGitCommits } from '../adapters/commits/git.ts';
import { createGitHubCommits } from '../adapters/commits/github.ts';
import type { GitHubClient } from '../adapters/github/client.ts';
import { listTargets } from '../adapters/github/targets.ts';
import { createArchive } from '../adapters/ledger/archive.ts';
import { fetchLedgers } from '../adapters/ledger/git/fetch.ts';
import { openGitStore } from '../adapters/ledger/git/ledger.ts';
import { listGitTargets } from '../adapters/ledger/git/targets.ts';
import { createGitHubStore } from '../adapters/ledger/github/store.ts';
import { createLedger } from '../adapters/ledger/ledger.ts';
import type { LedgerName } from '../adapters/ledger/ledger-name.ts';
import { ledgerRef } from '../adapters/ledger/ref.ts';
import { rememberTip } from '../adapters/ledger/remembering.ts';
import type { CommitStore } from '../adapters/ledger/store.ts';
import type { Run } from '../core/rollout/event.ts';
import type { Archive } from '../ports/archive.ts';
import type { Commits } from '../ports/commits.ts';
import type { Ledger } from '../ports/ledger.ts';

/** A target's ledger, and its past. */
export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly archive: Archive;
}

/** A place that keeps ledgers. */
export interface LedgerPlace {
  /** Every target that has one; a string says why they cannot be told. */
  targets(): Promise<readonly LedgerName[] | string>;
  /** Whoever writes names the run that does; for a writer, a folder that is no repository becomes one. */
  open(target: LedgerName, writer?: Run): OpenedLedger;
  /** Brings what a remote has here; a string says why it could not be. Undefined where there is nothing to bring. */
  readonly fetch: ((remote: string) => Promise<string | undefined>) | undefined;
  /** Where the code is looked up that was released. */
  readonly commits: Commits;
}

/** A repository on GitHub, and who speaks to it. */
export interface GitHubAccess {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
}

/** Opens `git:<folder>` or, where there is access to a repository, `github`; a string says why that is no place. */
export function openPlace(
  location: string,
  github: GitHubAccess | undefined,
): LedgerPlace | string {
  if (location === 'github') {
    return github === undefined
      ? 'a ledger on GitHub needs a token and a GitHub runner'
      : openRepository(github);
  }
  const folder = /^git:(.+)$/.exec(location)?.[1];
  return folder === undefined
    ? `${JSON.stringify(location)} is no place for a ledger: write github, or git:<folder>`
    : openFolder(folder);
}

export function openFolder(folder: string): LedgerPlace {
  return {
    open: ({ environment, name }, writer) =>
      open(openGitStore({ folder, environment, name, create: writer !== undefined }), writer),
    async targets() {
      const listed = await listGitTargets(folder);
      return listed.outcome === 'ok' ? listed.value : listed.detail;
    },
    async fetch(remote) {
      const fetched = await fetchLedgers(folder, remote);
      return fetched.outcome === 'ok' ? undefined : fetched.detail;
    },
    // A ledger of its own holds no code: that is where one is.
    commits: createGitCommits([...new Set([folder, '.'])]),
  };
}

export function openRepository(access: GitHubAccess): LedgerPlace {
  return {
    open: ({ environment, name }, writer) =>
      open(createGitHubStore({ ...access, ref: ledgerRef(environment, name) }), writer),
    async targets() {
      const listed = await listTargets(access.client, access);
      return listed.outcome === 'answered' ? listed.data : listed.detail;
    },
    fetch: undefined,
    commits: createGitHubCommits(access),
  };
}

function open(store: CommitStore, writer: Run | undefined): OpenedLedger {
  const remembering = rememberTip(store);
  return { ledger: createLedger(remembering, writer), archive: createArchive(remembering) };
}
