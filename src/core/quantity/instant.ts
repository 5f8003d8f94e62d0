/** A moment, in milliseconds since 1970-01-01T00:00:00Z. Always a value handed in, never read from a clock here. */
export type Instant = number;

/** A length of time in milliseconds, never negative. */
export type Duration = number;

/** A stretch of time: from (exclusive) to (inclusive), from < to. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** The instant as people and the ledger read it: `2026-11-22T03:00:00.000Z`. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}
