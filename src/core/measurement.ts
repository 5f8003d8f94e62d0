import type { Interval } from './quantity/instant.ts';

/** The two sides of a comparison: the new version, and the stable one measured at the same time. */
export type Arm = 'canary' | 'baseline';

/** One bucket of a classic histogram: how many observations were at most `le` (seconds); the last is +Infinity. */
export interface Bucket {
  readonly le: number;
  /** Cumulative count over the interval, as Prometheus counts: never less than the bucket below. */
  readonly count: number;
}

/**
 * What happened in one arm during one interval. Counters are *increases over the interval*, never totals
 * since the process started, and may be fractional where a provider extrapolates.
 */
export type Sample =
  /** `events` of `total`: failures of requests, conversions of visits. 0 <= events <= total. */
  | { readonly kind: 'proportion'; readonly events: number; readonly total: number }
  /** Observations by bucket, `le` ascending, ending with +Infinity. */
  | { readonly kind: 'histogram'; readonly buckets: readonly Bucket[] }
  /** Something read off at the end of the interval: memory, queue length. */
  | { readonly kind: 'gauge'; readonly value: number }
  /** How often something happened in the interval. */
  | { readonly kind: 'count'; readonly count: number };

export type SampleKind = Sample['kind'];

/** Why there is no number although the provider answered. */
export type NoDataReason =
  | 'no-series' // nothing matched
  | 'not-a-number' // NaN or infinite
  | 'partial' // the provider itself says that data is missing (warnings, partial response)
  | 'first-look' // a counter needs two readings
  | 'counter-reset' // the process restarted and the loss cannot be told
  | 'too-late' // the interval has passed and the provider cannot look back
  | 'no-arm'; // the arm does not exist (no stable instance beside a canary at 100%)

/** Why the provider did not answer. */
export type ProviderErrorReason =
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'refused' // the provider understood and said no: a broken query, a failing program
  | 'malformed'; // an answer that is not what the protocol says

/** One arm's share of a measurement. */
export type ArmReading =
  | {
      readonly outcome: 'sample';
      readonly sample: Sample;
      /** The same by pod (host, instance), where the provider can tell them apart. */
      readonly pods?: Readonly<Record<string, Sample>>;
    }
  | { readonly outcome: 'no-data'; readonly reason: NoDataReason; readonly detail: string }
  | { readonly outcome: 'error'; readonly reason: ProviderErrorReason; readonly detail: string };

/** One metric over one interval, in both arms. */
export interface Measurement extends Interval {
  readonly metric: string;
  readonly canary: ArmReading;
  readonly baseline: ArmReading;
  /**
   * Of a count: what share of the traffic, in percent, the target was seen to give the canary throughout the
   * interval; null when it changed within. Absent where it was not seen: then it is what the phase says.
   */
  readonly weight?: number | null;
}

/** Whatever a source must remember from look to look (last counters, say): plain JSON, kept in the ledger. */
export type Cursor =
  null | string | number | boolean | readonly Cursor[] | { readonly [key: string]: Cursor };
