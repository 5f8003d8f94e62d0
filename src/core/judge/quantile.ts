import type { Bucket } from '../measurement.ts';

/** A quantile read off a histogram. */
export interface Quantile {
  readonly value: number;
  /** The quantile lies beyond the last finite bucket: the true value is `value` or more. */
  readonly atLeast: boolean;
}

/**
 * The q-quantile (0 < q < 1) of a classic histogram, by linear interpolation inside its bucket, as
 * Prometheus' `histogram_quantile` does; except that beyond the last finite bucket it says so.
 * Undefined for an empty histogram.
 *
 * @example 90 of 100 at most 0.1 s, all at most 0.5 s: the 0.95-quantile is 0.1 + 0.4 * (95 - 90) / 10 = 0.3 s
 */
export function quantileOf(buckets: readonly Bucket[], q: number): Quantile | undefined {
  const total = buckets.at(-1)?.count ?? 0;
  if (total <= 0) return undefined;
  const rank = q * total;
  let below: Bucket = { le: 0, count: 0 };
  for (const bucket of buckets) {
    if (bucket.count >= rank && bucket.count > 0) {
      if (!Number.isFinite(bucket.le)) return { value: below.le, atLeast: true };
      const inside = bucket.count - below.count;
      const part = inside > 0 ? (rank - below.count) / inside : 1;
      const start = bucket.le <= 0 ? bucket.le : below.le;
      return { value: start + (bucket.le - start) * part, atLeast: false };
    }
    below = bucket;
  }
  return { value: below.le, atLeast: true };
}
