import type { Instant } from '../../core/quantity/instant.ts';
import type { ReadResult } from '../../ports/ledger.ts';

export type Failed = Extract<ReadResult, { readonly outcome: 'failed' }>;
export type Result<T> = { readonly outcome: 'ok'; readonly value: T } | Failed;

export function ok<T>(value: T): Result<T> {
  return { outcome: 'ok', value };
}

export function fail(reason: Failed['reason'], detail: string): Failed {
  return { outcome: 'failed', reason, detail };
}

/** The files of a ledger's commit, for anybody to read with plain git. */
export const JOURNAL_FILE = 'events.jsonl';
export const PLAN_FILE = 'plan.yml';

/** What is in the tree of a commit; undefined where there is no such file. */
export interface Files {
  readonly journal: string | undefined;
  readonly plan: string | undefined;
}

export interface StoredCommit extends Files {
  readonly id: string;
}

export interface NewCommit extends Files {
  readonly journal: string;
  readonly parent: string | undefined;
  readonly message: string;
  readonly date: Instant;
}

/** Where a ref stands, seen from one commit. */
export interface Trace {
  readonly tip: string | undefined;
  /** Whether the commit is the tip or lies in its past. */
  readonly holds: boolean;
}

/** Commits and one ref, wherever they are kept: all that a ledger needs of a place. */
export interface CommitStore {
  /** The ref's full name. */
  readonly ref: string;
  /** The id of what the ref points at, without reading it; undefined when there is no such ref. */
  findTip(): Promise<Result<string | undefined>>;
  /** The commit the ref points at; undefined when there is no such ref. */
  readTip(): Promise<Result<StoredCommit | undefined>>;
  /** Any commit; undefined when there is none of that id. */
  readCommit(id: string): Promise<Result<StoredCommit | undefined>>;
  /** Stores a commit by itself; the same content has the same id, so that doing it twice is doing it once. */
  writeCommit(commit: NewCommit): Promise<Result<string>>;
  /** Points the ref at `to` if it still points at `from` (undefined: if it does not exist), in one atomic step. */
  swap(to: string, from: string | undefined): Promise<Result<void>>;
  trace(commit: string): Promise<Result<Trace>>;
  /** The same store for a writer in a hurry: whatever has not answered at `deadline` has failed. For places that may be slow. */
  by?(deadline: Instant): CommitStore;
}

/** Who the commits are by: the ledger itself, since people and runs are in its events. */
export const AUTHOR = { name: 'sluice', email: 'sluice@sluice.invalid' } as const;
