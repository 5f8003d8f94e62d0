import type { Instant } from '../core/quantity/instant.ts';

export type CommitTimesResult =
  /** When each was committed, by its full name; those that are not there are missing. */
  | { readonly outcome: 'read'; readonly times: ReadonlyMap<string, Instant> }
  | { readonly outcome: 'failed'; readonly detail: string };

/** Where commits of the code can be looked up. Nothing is thrown. */
export interface Commits {
  /** Asked only for what is reported, never while a rollout goes on. */
  timesOf(shas: readonly string[]): Promise<CommitTimesResult>;
}
