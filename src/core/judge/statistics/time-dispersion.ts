import type { ConditionalModel } from './conditional.ts';
import type { Observations } from './observations.ts';
import { outlierLimit } from './outliers.ts';

/** What the dispersion is taken for before any data, weighing so many intervals. */
export interface Prior {
  readonly dispersion: number;
  readonly weight: number;
}

/** Without anything to go by: 1.5 times the variance of independent events, weighing 5 intervals. */
export const VAGUE_PRIOR: Prior = { dispersion: 1.5, weight: 5 };

const LONGEST_LAG = 10;

/** How much more events vary over time than independent ones, and from where on a residual is an outlier. */
export interface TimeDispersion {
  readonly dispersion: number;
  /** Square of the largest standardised residual that counts in full. */
  readonly limit: number;
}

/**
 * Measures how much more the canary's events vary from interval to interval than independent events would,
 * from the residuals at the ratio `psi` and their autocovariances (Bartlett's weights, lag up to a sixth of the
 * series), shrunk towards the prior: at least 1. Over the observations from index `first` on; outliers are
 * pulled in to the limit given, or found among these observations.
 *
 * max(1, (max(S0, SL) + 7.5 v) / ((n + 4) v)) with v the mean conditional variance and the vague prior.
 */
export type MeasureTimeDispersion = (
  first: number,
  psi: number,
  prior?: Prior,
  knownLimit?: number,
) => TimeDispersion;

/** A look measures the same series from many starts: the buffers outlive the measurement. */
export function createTimeDispersion(
  model: ConditionalModel,
  observations: Observations,
): MeasureTimeDispersion {
  let residuals = new Float64Array(0);
  let variances = new Float64Array(0);
  let squares = new Float64Array(0);

  function makeRoom(count: number): void {
    if (count <= residuals.length) return;
    residuals = new Float64Array(2 * count);
    variances = new Float64Array(2 * count);
    squares = new Float64Array(2 * count);
  }

  /** What the canary's events are off by, and the variance they have if they are independent. */
  function fitResiduals(first: number, count: number, psi: number): void {
    const { canary, baseline, events, canaryEvents } = observations.columns();
    for (let i = 0; i < count; i++) {
      const trials = canary[first + i] as number;
      const others = baseline[first + i] as number;
      const both = events[first + i] as number;
      const mode = model.mode(trials, others, both, psi);
      const residual = (canaryEvents[first + i] as number) - mode;
      const variance = model.variance(trials, others, both, mode);
      residuals[i] = residual;
      variances[i] = variance;
      squares[i] = variance > 0 ? (residual * residual) / variance : 0;
    }
  }

  /** Pulls in what is beyond the limit; the sum of the variances. */
  function pullIn(count: number, limit: number): number {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const own = variances[i] as number;
      const residual = residuals[i] as number;
      if (residual * residual > limit * own) {
        residuals[i] = Math.sign(residual) * Math.sqrt(limit * own);
      }
      sum += own;
    }
    return sum;
  }

  return (first, psi, prior = VAGUE_PRIOR, knownLimit) => {
    const count = observations.count() - first;
    makeRoom(count);
    fitResiduals(first, count, psi);
    const limit = knownLimit ?? outlierLimit(squares, count, prior);
    const mean = pullIn(count, limit) / count;
    if (!(mean > 0)) return { dispersion: prior.dispersion, limit };
    const sum = longRunSquares(residuals, count) + prior.dispersion * prior.weight * mean;
    return { dispersion: Math.max(1, sum / ((count - 1 + prior.weight) * mean)), limit };
  };
}

/**
 * The sum of squares, or with the autocovariances where they make it larger. The neighbours before a residual
 * are summed with weights L, L - 1, ... 1; both that sum and the plain one move along with it.
 */
function longRunSquares(residuals: Float64Array, count: number): number {
  const longest = Math.min(LONGEST_LAG, Math.floor(count / 6));
  let squares = 0;
  let products = 0;
  let plain = 0;
  let weighted = 0;
  for (let i = 0; i < count; i++) {
    const residual = residuals[i] as number;
    squares += residual * residual;
    products += residual * weighted;
    weighted += longest * residual - plain;
    plain += residual - (i >= longest ? (residuals[i - longest] as number) : 0);
  }
  return Math.max(squares, squares + (2 * products) / (longest + 1));
}
