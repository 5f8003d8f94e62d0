import { normalQuantile } from './normal.ts';
import { standardise } from './rank-sum.ts';
import { findRoot } from './root.ts';

/** By how much the first of two samples lies above the second, in the metric's unit. */
export interface Shift {
  /** Ends of the interval that holds the shift with the asked confidence. */
  readonly low: number;
  readonly high: number;
  /** Hodges and Lehmann's estimate: about the median of all differences between the samples. */
  readonly estimate: number;
}

/**
 * The shift between two ascending samples, by inverting Mann and Whitney's test in its normal approximation, as
 * R's wilcox.test(conf.int = TRUE, exact = FALSE) does, here with the correction for continuity in the estimate
 * too; confidence between 0 and 1. Each end lies within 1e-4 of a difference between two values, or is the least or
 * greatest difference there is. Undefined when the values are tied at a shift that had to be tried.
 *
 * @example estimateShift([10, 20, 30, 40], [1, 2, 3, 4], 0.95) is 6 to 39, estimate 22.5
 */
export function estimateShift(
  x: readonly number[],
  y: readonly number[],
  confidence: number,
): Shift | undefined {
  const quantile = -normalQuantile((1 - confidence) / 2);
  const low = solve(x, y, quantile, true);
  const high = solve(x, y, -quantile, true);
  const estimate = solve(x, y, 0, false);
  return low === undefined || high === undefined || estimate === undefined
    ? undefined
    : { low, high, estimate };
}

/**
 * The shift at which the test's statistic falls below a quantile. Where it never does between the extreme
 * differences, the nearer of them; the estimate is looked for without that care.
 */
function solve(
  x: readonly number[],
  y: readonly number[],
  quantile: number,
  clamped: boolean,
): number | undefined {
  const excess = (shift: number) => standardise(x, y, shift) - quantile;
  const at = (shift: number) => ({ at: shift, value: excess(shift) });
  const [least, most] = [at(first(x) - last(y)), at(last(x) - first(y))];
  if (Number.isNaN(least.value + most.value)) return undefined;
  if (clamped && least.value <= 0) return least.at;
  if (clamped && most.value >= 0) return most.at;
  return findRoot(excess, least, most);
}

const first = (sorted: readonly number[]) => sorted[0] ?? Number.NaN;
const last = (sorted: readonly number[]) => sorted.at(-1) ?? Number.NaN;
