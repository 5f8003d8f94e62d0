import type { Duration } from '../../../core/quantity/instant.ts';
import type { Ledger } from '../../../ports/ledger.ts';
import { createLedger } from '../ledger.ts';
import type { Writer } from '../ledger.ts';
import { ledgerRef } from '../ref.ts';
import type { CommitStore } from '../store.ts';
import { createGitStore } from './store.ts';

export interface GitLedgerOptions {
  /** The root of a work tree, or a bare repository. */
  readonly folder: string;
  readonly environment: string;
  readonly name: string;
  readonly writer?: Writer;
  /** Make a bare repository where there is none; without this, that is a failure. */
  readonly create?: boolean;
  /** For each run of git: 20 s unless told. */
  readonly timeout?: Duration;
}

const TIMEOUT: Duration = 20_000;

/** A ledger in a git repository on this machine, for the command line and for other CI systems. */
export function createGitLedger(options: GitLedgerOptions): Ledger {
  return createLedger(openGitStore(options), options.writer);
}

export function openGitStore(options: Omit<GitLedgerOptions, 'writer'>): CommitStore {
  const { folder, environment, name, create = false, timeout = TIMEOUT } = options;
  return createGitStore({ folder, ref: ledgerRef(environment, name), create, timeout });
}
