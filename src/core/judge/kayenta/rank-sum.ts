/** How two samples lie to each other when the first is moved down by a shift. */
interface Comparison {
  /** Pairs in which the first sample's value is the greater, ties counting half: Mann and Whitney's U. */
  readonly wins: number;
  /** Sum of t^3 - t over all groups of t equal values. */
  readonly ties: number;
}

/**
 * Mann and Whitney's U of x - shift against y, in standard deviations from its mean if both came from one
 * distribution; x and y ascending, without NaN and not empty. With the correction for continuity (half a pair
 * towards 0) and the variance corrected for ties, nm/12 (n + m + 1 - ties / ((n + m)(n + m - 1))), as in R's
 * wilcox.test. NaN when all values are tied.
 *
 * @example standardise([10, 20, 30, 40], [1, 2, 3, 4], 0) === (16 - 8 - 0.5) / sqrt(12) === 2.16506
 */
export function standardise(x: readonly number[], y: readonly number[], shift: number): number {
  const { wins, ties } = compare(x, y, shift);
  const pairs = x.length * y.length;
  const size = x.length + y.length;
  const variance = (pairs / 12) * (size + 1 - ties / (size * (size - 1)));
  const excess = wins - pairs / 2;
  return variance === 0 ? Number.NaN : (excess - Math.sign(excess) * 0.5) / Math.sqrt(variance);
}

/**
 * Share of the pairs in which x has the greater value, ties counting half: the "common language" effect size
 * (Vargha and Delaney 2000). 0.5 when neither is greater. Same arguments as above.
 *
 * @example shareOfWins([1, 3], [2, 3]) === (0 + 0 + 1 + 0.5) / 4
 */
export function shareOfWins(x: readonly number[], y: readonly number[]): number {
  return compare(x, y, 0).wins / (x.length * y.length);
}

/** Walks through both samples at once, a group of equal values at a time. */
function compare(x: readonly number[], y: readonly number[], shift: number): Comparison {
  const moved = x.map((value) => move(value, shift));
  let [i, j, wins, ties] = [0, 0, 0, 0];
  while (i < moved.length || j < y.length) {
    const value = Math.min(moved[i] ?? Infinity, y[j] ?? Infinity);
    const [fromX, fromY] = [i, j];
    while (moved[i] === value) i++;
    while (y[j] === value) j++;
    const equal = i - fromX + (j - fromY);
    wins += (i - fromX) * (fromY + (j - fromY) / 2);
    ties += equal ** 3 - equal;
  }
  return { wins, ties };
}

/** Infinity less Infinity counts as the greatest there is, as in Kayenta's ranking. */
function move(value: number, shift: number): number {
  const moved = value - shift;
  return Number.isNaN(moved) ? Infinity : moved;
}
