/** Values outside are outliers; values on a fence are not. */
export interface Fences {
  readonly low: number;
  readonly high: number;
}

/** Removes what lies outside the fences that Kayenta's judge uses. */
export function removeOutliers(values: readonly number[], factor: number): readonly number[] {
  const { low, high } = permissiveFences(values, factor);
  return values.filter((value) => !(value > high || value < low));
}

/**
 * The fences of Kayenta's judge: Tukey's, but never inside the 1st and 99th percentile, so that of few values
 * at most the least and the greatest are lost.
 */
function permissiveFences(values: readonly number[], factor: number): Fences {
  const { low, high } = tukeyFences(values, factor);
  return {
    low: Math.min(percentile(values, 1), low),
    high: Math.max(percentile(values, 99), high),
  };
}

/**
 * Tukey's fences: the quartiles, each moved outwards by `factor` times their distance; factor > 0.
 *
 * @example tukeyFences([1, 2, 3, 4, 5], 1.5) has low 2 - 1.5 * 2 = -1 and high 4 + 1.5 * 2 = 7
 */
export function tukeyFences(values: readonly number[], factor: number): Fences {
  const first = percentile(values, 25);
  const third = percentile(values, 75);
  const range = third - first;
  return { low: first - factor * range, high: third + factor * range };
}

/**
 * The value below which `percent` (0 to 100) of the values lie, interpolated between neighbours as R's default
 * (type 7, Hyndman and Fan 1996); NaN without values.
 *
 * @example percentile([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5], 5) === 0.175
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = 1 + (sorted.length - 1) * (percent / 100);
  const below = Math.floor(rank);
  const lower = sorted[below - 1] ?? Number.NaN;
  const upper = sorted[below];
  return upper === undefined ? lower : lower + (rank - below) * (upper - lower);
}
