/**
 * How far a residual may lie out, in robust standard deviations, before it is pulled in to there. A pod that
 * fails eight times as often for a minute is noise of a kind that a variance exaggerates: the evidence of any
 * interval is capped, so what remains of such a minute is far less than its square.
 */
const FARTHEST = 3;

/** Square of the largest standardised residual that counts in full, given the robust variance of residuals. */
function limitAt(variance: number): number {
  return FARTHEST * FARTHEST * Math.max(1, variance);
}

/** Rounds of the fixed point below; each takes the remaining error down by an order of magnitude. */
const ROUNDS = 4;

/**
 * Square of the largest standardised residual that counts in full: nine times the variance of the residuals
 * that count so themselves (Huber's scale, found from below), never less than 9. Only the first `count` entries
 * are filled; `prior` stands in for residuals as long as there are few.
 */
export function outlierLimit(
  squares: Float64Array,
  count: number,
  prior: { readonly dispersion: number; readonly weight: number },
): number {
  let variance = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const limit = limitAt(variance);
    let sum = prior.dispersion * prior.weight;
    for (let i = 0; i < count; i++) {
      const square = squares[i] as number;
      sum += square < limit ? square : limit;
    }
    variance = sum / (count + prior.weight);
  }
  return limitAt(variance);
}

/** The same for residuals that come in batches, each judged by the batches before it. */
export interface RunningLimit {
  readonly limit: () => number;
  /** Squares that were cut off at the limit already. */
  readonly add: (sumOfSquares: number, count: number) => void;
}

const PRIOR_RESIDUALS = 20;

export function createRunningLimit(): RunningLimit {
  let sum = PRIOR_RESIDUALS;
  let count = PRIOR_RESIDUALS;
  return {
    limit: () => limitAt(sum / count),
    add(squares, more) {
      sum += squares;
      count += more;
    },
  };
}
