import type { Duration } from '../quantity/instant.ts';

/** How long something took, over several cases; the two numbers are absent where there was none. */
export interface Spread {
  readonly samples: number;
  readonly median?: Duration;
  /** Nine in ten took no longer; of few samples it says little. */
  readonly p90?: Duration;
}

export function spreadOf(durations: readonly Duration[]): Spread {
  if (durations.length === 0) return { samples: 0 };
  return {
    samples: durations.length,
    median: quantile(durations, 0.5),
    p90: quantile(durations, 0.9),
  };
}

/**
 * The q-quantile (0 to 1) of at least one value, between the two it falls between by linear interpolation, as SQL's
 * PERCENTILE_CONT does: position q * (n - 1) in the sorted values, counted from 0.
 *
 * @example quantile([1, 2, 3, 10], 0.9): position 0.9 * 3 = 2.7, so 3 + 0.7 * (10 - 3) = 7.9
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const position = q * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (position - Math.floor(position)) * (above - below);
}
