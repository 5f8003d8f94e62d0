/** What a series of paired differences says about their mean. */
export interface PairedMean {
  readonly mean: number;
  /** Of one difference, at least 1%: readings that agree to the digit are not that certain. */
  readonly deviation: number;
  /** Correlation from one difference to the next, 0 to 0.95. */
  readonly memory: number;
  /** As many independent differences would say as much. */
  readonly effective: number;
  /** Degrees of freedom of the deviation. */
  readonly freedom: number;
}

const LEAST_DEVIATION = 0.01;
/** Below this a variance is what rounding leaves of none, and has no memory. */
const ROUNDING = 1e-20;
const MOST_MEMORY = 0.95;
/** Differences further out than four standard deviations of the bulk are pulled in to there. */
const WIDEST = 4 * 1.4826;

/** Mean, deviation and memory of at least two differences, outliers pulled in. */
export function fitMean(differences: readonly number[]): PairedMean {
  const values = winsorise(differences);
  const count = values.length;
  const mean = average(values);
  const squares = average(values.map((value) => (value - mean) ** 2));
  const products = average(
    values.slice(1).map((value, i) => (value - mean) * ((values[i] as number) - mean)),
  );
  const lagged = squares > ROUNDING ? (products * (count - 1)) / (count * squares) : 0;
  // The sample's correlation is too small by about (1 + 3 rho) / n (Kendall 1954).
  const memory = Math.min(MOST_MEMORY, Math.max(0, lagged + (1 + 3 * lagged) / count));
  return {
    mean,
    deviation: Math.max(LEAST_DEVIATION, Math.sqrt((squares * count) / (count - 1))),
    memory,
    ...degrees(count, memory),
  };
}

/** What `count` differences with this memory amount to. */
export function degrees(count: number, memory: number): Pick<PairedMean, 'effective' | 'freedom'> {
  const effective = (count * (1 - memory)) / (1 + memory);
  return { effective, freedom: Math.max(2, Math.min(count - 1, 2 * effective)) };
}

function winsorise(values: readonly number[]): readonly number[] {
  const middle = median(values);
  const reach = WIDEST * median(values.map((value) => Math.abs(value - middle)));
  if (reach === 0) return values;
  return values.map((value) => Math.min(Math.max(value, middle - reach), middle + reach));
}

/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * ln of the evidence of a t value against mean 0, valid at every look: the t likelihood with a normal prior on
 * mean / deviation, over that of 0 (Lindon and Malek's t test; the prior's variance is 1).
 *
 * -ln(1 + n)/2 + (nu + 1)/2 [ln(1 + t2/nu) - ln(1 + t2/(nu (1 + n)))]
 */
export function lnEvidence(
  squaredT: number,
  { effective, freedom }: Pick<PairedMean, 'effective' | 'freedom'>,
): number {
  return (
    -Math.log1p(effective) / 2 +
    ((freedom + 1) / 2) *
      (Math.log1p(squaredT / freedom) - Math.log1p(squaredT / (freedom * (1 + effective))))
  );
}

/** The t value from which on the evidence reaches ln(1 / alpha); Infinity when none does. */
export function decisiveT(
  alpha: number,
  degreesOf: Pick<PairedMean, 'effective' | 'freedom'>,
): number {
  const needed = Math.log(1 / alpha);
  let low = 0;
  let high = 1;
  while (lnEvidence(high * high, degreesOf) < needed) {
    if (high > 1e6) return Number.POSITIVE_INFINITY;
    low = high;
    high *= 2;
  }
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (lnEvidence(middle * middle, degreesOf) < needed) low = middle;
    else high = middle;
  }
  return high;
}
