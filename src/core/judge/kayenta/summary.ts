/** What a metric's values in one arm look like after cleaning; all 0 when none are left. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); 0 for a single value. */
  readonly deviation: number;
}

/** @example summarise([1, 1, 1, 10, 10, 10]) has mean 5.5 and deviation 4.9295 */
export function summarise(values: readonly number[]): Summary {
  const count = values.length;
  if (count === 0) return { count, min: 0, max: 0, mean: 0, deviation: 0 };
  const mean = meanOf(values);
  return {
    count,
    min: values.reduce((least, value) => Math.min(least, value)),
    max: values.reduce((most, value) => Math.max(most, value)),
    mean,
    deviation: count === 1 ? 0 : Math.sqrt(sumSquares(values, mean) / (count - 1)),
  };
}

/** The mean, corrected by the mean of what the first pass was off by; NaN without values. */
export function meanOf(values: readonly number[]): number {
  const first = sum(values) / values.length;
  return first + sum(values.map((value) => value - first)) / values.length;
}

function sumSquares(values: readonly number[], mean: number): number {
  const residuals = values.map((value) => value - mean);
  const excess = sum(residuals);
  return sum(residuals.map((residual) => residual * residual)) - (excess * excess) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
