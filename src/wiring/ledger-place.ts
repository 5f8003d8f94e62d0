import { createArchive } from '../adapters/ledger/archive.ts';
import { createSystemClock } from '../adapters/clock/system.ts';
import { createGitHubClient } from '../adapters/github/client.ts';
import { listTargets } from '../adapters/github/targets.ts';
import { fetchLedgers } from '../adapters/ledger/git/fetch.ts';
import { openGitStore } from '../adapters/ledger/git/ledger.ts';
import { listGitTargets } from '../adapters/ledger/git/targets.ts';
import { createGitHubStore } from '../adapters/ledger/github/store.ts';
import { createLedger } from '../adapters/ledger/ledger.ts';
import type { LedgerName } from '../adapters/ledger/ledger-name.ts';
import { ledgerRef } from '../adapters/ledger/ref.ts';
import type { CommitStore } from '../adapters/ledger/store.ts';
import type { Environment } from '../adapters/process/environment.ts';
import type { Archive } from '../ports/archive.ts';
import type { Ledger } from '../ports/ledger.ts';

/** A place that keeps ledgers, for those who only read. */
export interface LedgerPlace {
  /** Every target that has one; a string says why they cannot be told. */
  targets(): Promise<readonly LedgerName[] | string>;
  open(target: LedgerName): { readonly ledger: Ledger; readonly archive: Archive };
  /** Brings what a remote has here; a string says why it could not be. Undefined where there is nothing to bring. */
  readonly fetch: ((remote: string) => Promise<string | undefined>) | undefined;
}

/**
 * Opens `git:<folder>`, `github` (the repository that `GITHUB_REPOSITORY` names) or `github:<owner>/<repo>`,
 * the latter with the token in `GITHUB_TOKEN` or `GH_TOKEN`; a string says what is missing.
 */
export function openPlace(location: string, environment: Environment): LedgerPlace | string {
  const [, kind, rest] = /^(git|github)(?::(.+))?$/.exec(location) ?? [];
  if (kind === 'git' && rest !== undefined) return openFolder(rest);
  if (kind === 'github') return openRepository(rest, environment);
  return `${JSON.stringify(location)} is no place for a ledger: write git:FOLDER, github or github:OWNER/REPO`;
}

function openFolder(folder: string): LedgerPlace {
  return {
    open: (target) => openStore(openGitStore({ folder, ...target })),
    async targets() {
      const listed = await listGitTargets(folder);
      return listed.outcome === 'ok' ? listed.value : listed.detail;
    },
    async fetch(remote) {
      const fetched = await fetchLedgers(folder, remote);
      return fetched.outcome === 'ok' ? undefined : fetched.detail;
    },
  };
}

function openRepository(named: string | undefined, environment: Environment): LedgerPlace | string {
  const read = (name: string) => environment[name] ?? '';
  const [owner, repo, ...more] = (named ?? read('GITHUB_REPOSITORY')).split('/');
  if (!owner || !repo || more.length > 0) return 'which repository? write github:OWNER/REPO';
  const token = read('GITHUB_TOKEN') || read('GH_TOKEN');
  if (token === '') return 'a ledger on GitHub is read with a token: set GITHUB_TOKEN or GH_TOKEN';
  const apiUrl = read('GITHUB_API_URL') || 'https://api.github.com';
  const graphqlUrl = read('GITHUB_GRAPHQL_URL') || `${apiUrl}/graphql`;
  const client = createGitHubClient({ token, apiUrl, graphqlUrl, clock: createSystemClock() });
  const place = { owner, repo };
  return {
    open: ({ environment: into, name }) =>
      openStore(createGitHubStore({ client, ...place, ref: ledgerRef(into, name) })),
    async targets() {
      const listed = await listTargets(client, place);
      return listed.outcome === 'answered' ? listed.data : listed.detail;
    },
    fetch: undefined,
  };
}

function openStore(store: CommitStore) {
  return { ledger: createLedger(store), archive: createArchive(store) };
}
