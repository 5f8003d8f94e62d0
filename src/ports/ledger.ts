import type { Instant } from '../core/quantity/instant.ts';
import type { Event } from '../core/rollout/event.ts';

/** What the ledger holds for one target: the events of its latest rollout, and the plan it ran under. */
export interface LedgerView {
  /** Identifies exactly this content: the commit at the tip; undefined when nothing was ever written. */
  readonly tip: string | undefined;
  readonly events: readonly Event[];
  /** The text of the plan as it was when the rollout started. */
  readonly plan: string | undefined;
}

export type AppendResult =
  | { readonly outcome: 'appended'; readonly tip: string }
  /** It landed, and others have written behind it since: read again and decide again. */
  | { readonly outcome: 'overtaken' }
  /** Someone else wrote first: read again and decide again. */
  | { readonly outcome: 'conflict' }
  | {
      readonly outcome: 'failed';
      readonly reason: 'unreachable' | 'unauthorized' | 'refused' | 'malformed';
      readonly detail: string;
    };

export type ReadResult =
  | { readonly outcome: 'read'; readonly view: LedgerView }
  | {
      readonly outcome: 'failed';
      readonly reason: 'unreachable' | 'unauthorized' | 'refused' | 'malformed';
      readonly detail: string;
    };

export interface Append {
  /** The tip the writer saw; the append happens only if it is still the tip. */
  readonly expected: string | undefined;
  /** At least one. If the first is `rollout-started`, the tip's journal begins anew (the past stays in the history). */
  readonly events: readonly Event[];
  /** Given with `rollout-started` only. */
  readonly plan?: string;
  /** When the writer has better things to do than to wait: from then on an append that has not landed has failed. */
  readonly deadline?: Instant;
}

/** An append-only journal for one target, one commit per append, written by compare-and-swap. */
export interface Ledger {
  read(): Promise<ReadResult>;
  append(entry: Append): Promise<AppendResult>;
  /**
   * Whether the ledger holds another tip than this one (undefined: nothing at all); undefined where that
   * cannot be told now. Cheap enough to ask at every interval: on GitHub, that nothing changed counts
   * against no rate limit. Whoever hears `true` reads.
   */
  changedSince(tip: string | undefined): Promise<boolean | undefined>;
}
