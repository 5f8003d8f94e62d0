import type { Event } from '../event.ts';

/** The fingerprint of a text: SHA-256 of its UTF-8, in hex. It comes from outside, since the core computes none. */
export type Digest = (text: string) => string;

/** What the very first line of a ledger stands behind. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** Where a journal ends. */
export interface JournalEnd {
  /** How many events the rollout has; the number of its last line. */
  readonly count: number;
  /** The fingerprint of the last line, which the next line names. */
  readonly seal: string;
}

/** A journal as it is kept: lines of JSON in two texts. */
export interface JournalTexts {
  /** The latest events, every one of them. */
  readonly recent: string;
  /** What still matters of the events before those; undefined as long as `recent` holds all. */
  readonly earlier: string | undefined;
}

/** Texts of a journal, with what they say. */
export interface Journal extends JournalTexts {
  /** What is kept of the earlier events, then the recent ones: one for each of their lines. */
  readonly events: readonly Event[];
  readonly end: JournalEnd;
}

export interface JournalProblem {
  readonly text: keyof JournalTexts;
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong there, in one line. */
  readonly problem: string;
}

/** The lines of a text that ends with a line end; what stands behind the last one is `cut`. */
export function splitLines(text: string): {
  readonly lines: readonly string[];
  readonly cut: string;
} {
  const lines = text.split('\n');
  const cut = lines.pop() ?? '';
  return { lines, cut };
}
