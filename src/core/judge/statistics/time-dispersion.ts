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
 * How much more the canary's events vary from interval to interval than independent events would, from the
 * residuals at the ratio `psi` and their autocovariances (Bartlett's weights, lag up to a sixth of the series),
 * shrunk towards the prior: at least 1. Over the observations from index `first` on; outliers are pulled in to
 * the limit given, or found among these observations.
 *
 * max(1, (max(S0, SL) + 7.5 v) / ((n + 4) v)) with v the mean conditional variance and the vague prior.
 */
export function timeDispersion(
  model: ConditionalModel,
  observations: Observations,
  first: number,
  psi: number,
  prior: Prior = VAGUE_PRIOR,
  knownLimit?: number,
): TimeDispersion {
  const { residuals, variances } = fitResiduals(model, observations, first, psi);
  const limit = knownLimit ?? limitOutliers(residuals, variances, prior);
  const count = residuals.length;
  let variance = 0;
  for (let i = 0; i < count; i++) {
    const own = variances[i] as number;
    const residual = residuals[i] as number;
    if (residual * residual > limit * own) {
      residuals[i] = Math.sign(residual) * Math.sqrt(limit * own);
    }
    variance += own;
  }
  const mean = variance / count;
  if (!(mean > 0)) return { dispersion: prior.dispersion, limit };
  const sum = longRunSquares(residuals) + prior.dispersion * prior.weight * mean;
  return { dispersion: Math.max(1, sum / ((count - 1 + prior.weight) * mean)), limit };
}

function limitOutliers(residuals: Float64Array, variances: Float64Array, prior: Prior): number {
  const squares = new Float64Array(residuals.length);
  for (let i = 0; i < squares.length; i++) {
    const variance = variances[i] as number;
    if (variance > 0) squares[i] = (residuals[i] as number) ** 2 / variance;
  }
  return outlierLimit(squares, prior);
}

/** What the canary's events are off by, and the variance they have if they are independent. */
function fitResiduals(
  model: ConditionalModel,
  observations: Observations,
  first: number,
  psi: number,
) {
  const count = observations.count() - first;
  const { canary, baseline, events, canaryEvents } = observations.columns();
  const residuals = new Float64Array(count);
  const variances = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const trials = canary[first + i] as number;
    const others = baseline[first + i] as number;
    const both = events[first + i] as number;
    const mode = model.mode(trials, others, both, psi);
    residuals[i] = (canaryEvents[first + i] as number) - mode;
    variances[i] = model.variance(trials, others, both, mode);
  }
  return { residuals, variances };
}

/** The sum of squares, or with the autocovariances where they make it larger. */
function longRunSquares(residuals: Float64Array): number {
  const longest = Math.min(LONGEST_LAG, Math.floor(residuals.length / 6));
  let squares = 0;
  let products = 0;
  for (let i = 0; i < residuals.length; i++) {
    const residual = residuals[i] as number;
    const reach = Math.min(longest, i);
    let before = 0;
    for (let lag = 1; lag <= reach; lag++) {
      before += (longest + 1 - lag) * (residuals[i - lag] as number);
    }
    squares += residual * residual;
    products += residual * before;
  }
  return Math.max(squares, squares + (2 * products) / (longest + 1));
}
