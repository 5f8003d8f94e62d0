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

/** What is in the tree of a ledger's commit; undefined where there is no such file. */
export interface Files {
  readonly recent: string | undefined;
  readonly earlier: string | undefined;
  readonly plan: string | undefined;
}

/** How the files are called, for anybody to read with plain git; in the order of git's trees. */
export const FILE_NAMES = {
  earlier: 'earlier.jsonl',
  recent: 'events.jsonl',
  plan: 'plan.yml',
} as const satisfies Record<keyof Files, string>;

export const FILE_KEYS = Object.keys(FILE_NAMES) as readonly (keyof Files)[];

/** A commit as a log shows it. */
export interface LoggedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly message: string;
}

export interface StoredCommit extends LoggedCommit {
  readonly files: Files;
}

export interface NewCommit {
  /** Its files need not be sent again. */
  readonly parent: StoredCommit | undefined;
  readonly files: Files;
  readonly message: string;
  readonly date: Instant;
}

/** Commits and one ref, wherever they are kept: all that a ledger needs of a place. */
export interface CommitStore {
  /** The ref's full name. */
  readonly ref: string;
  /** The id of what the ref points at, without reading it; undefined when there is no such ref. */
  findTip(): Promise<Result<string | undefined>>;
  /** The commit the ref points at; undefined when there is no such ref. */
  readTip(): Promise<Result<StoredCommit | undefined>>;
  /** Any commits, in order; undefined where there is none of that id. At most 50 at a time. */
  readCommits(ids: readonly string[]): Promise<Result<readonly (StoredCommit | undefined)[]>>;
  /** A commit and up to 99 before it, each the first parent of the one before; none when there is no such commit. */
  readLog(from: string): Promise<Result<readonly LoggedCommit[]>>;
  /** Stores a commit by itself; the same content has the same id, so that doing it twice is doing it once. */
  writeCommit(commit: NewCommit): Promise<Result<string>>;
  /** Points the ref at `to` if it still points at `from` (undefined: if it does not exist), in one atomic step. */
  swap(to: string, from: string | undefined): Promise<Result<void>>;
  /** The same store for a writer in a hurry: whatever has not answered at `deadline` has failed. For places that may be slow. */
  by?(deadline: Instant): CommitStore;
}

export const LOG_PAGE = 100;
export const READ_PAGE = 50;

/** Who the commits are by: the ledger itself, since people and runs are in its events. */
export const AUTHOR = { name: 'sluice', email: 'sluice@sluice.invalid' } as const;
