import type { Event } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import type { ReadResult } from './ledger.ts';

export type ArchiveResult<T> =
  | { readonly outcome: 'read'; readonly value: T }
  | Extract<ReadResult, { readonly outcome: 'failed' }>;

/** A rollout as the last commit that tells of it has it, without measurements: many of them must fit. */
export interface ArchivedRollout {
  /** That commit. */
  readonly commit: string;
  readonly state: State;
  /** Its events, oldest first. */
  readonly events: readonly Event[];
}

/** A rollout's whole story. */
export interface ToldRollout {
  /** All of its events, oldest first. */
  readonly events: readonly Event[];
  /** The text of the plan it ran under; undefined where the ledger does not have it. */
  readonly plan: string | undefined;
}

export interface RolloutList {
  /** Latest first. */
  readonly rollouts: readonly ArchivedRollout[];
  /** Whether there are, or may be, earlier ones. */
  readonly isCut: boolean;
}

/** Something that no ledger writes. */
export interface Irregularity {
  readonly commit: string;
  readonly problem: string;
}

/** What came of holding every commit of a ledger against the one before it. */
export interface Inspection {
  readonly commits: number;
  readonly rollouts: number;
  /** All events ever written. */
  readonly events: number;
  /** The latest commit; whoever wrote it down can tell later that the ledger still stands on it. */
  readonly tip: string | undefined;
  /** Latest first; none where the ledger is as it was written. */
  readonly irregularities: readonly Irregularity[];
}

/** A ledger's whole past, for people: reading it costs the more the longer it is. */
export interface Archive {
  /** The rollouts, latest first, at most `limit`; and none before the first that is the last one wanted. */
  list(
    limit: number,
    isLastWanted?: (rollout: ArchivedRollout) => boolean,
  ): Promise<ArchiveResult<RolloutList>>;
  /**
   * Every event of a rollout, those without bearing included; undefined when it is not there. Whoever has read the
   * ledger's tip hands it in: that spares the search for the latest rollout.
   */
  tell(rollout: string, tip?: string): Promise<ArchiveResult<ToldRollout | undefined>>;
  /** Reads every commit: is it one of a ledger's, an append to the one before it, and no line rewritten? */
  inspect(): Promise<ArchiveResult<Inspection>>;
}
