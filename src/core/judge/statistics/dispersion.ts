import type { ConditionalModel } from './conditional.ts';
import type { Observations } from './observations.ts';
import { outlierLimit } from './outliers.ts';
import type { PodSums } from './pods.ts';
import { studentQuantile } from './student.ts';

/** Before any data the variance is taken for 1.5 times that of independent events, weighing 5 intervals. */
const PRIOR_DISPERSION = 1.5;
const PRIOR_INTERVALS = 5;
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
 * max(1, (max(S0, SL) + 7.5 v) / ((n + 4) v)) with v the mean conditional variance.
 */
export function timeDispersion(
  model: ConditionalModel,
  observations: Observations,
  first: number,
  psi: number,
  knownLimit?: number,
): TimeDispersion {
  const { residuals, variances } = fitResiduals(model, observations, first, psi);
  const limit = knownLimit ?? limitOutliers(residuals, variances);
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
  if (!(mean > 0)) return { dispersion: PRIOR_DISPERSION, limit };
  const sum = longRunSquares(residuals) + PRIOR_DISPERSION * PRIOR_INTERVALS * mean;
  return { dispersion: Math.max(1, sum / ((count - 1 + PRIOR_INTERVALS) * mean)), limit };
}

function limitOutliers(residuals: Float64Array, variances: Float64Array): number {
  const squares = new Float64Array(residuals.length);
  for (let i = 0; i < squares.length; i++) {
    const variance = variances[i] as number;
    if (variance > 0) squares[i] = (residuals[i] as number) ** 2 / variance;
  }
  return outlierLimit(squares, { variance: PRIOR_DISPERSION, weight: PRIOR_INTERVALS });
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
  const squares = laggedProducts(residuals, 0);
  let sum = squares;
  for (let lag = 1; lag <= longest; lag++) {
    sum += 2 * (1 - lag / (longest + 1)) * laggedProducts(residuals, lag);
  }
  return Math.max(squares, sum);
}

function laggedProducts(residuals: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < residuals.length; i++) {
    sum += (residuals[i] as number) * (residuals[i - lag] as number);
  }
  return sum;
}

/** Before any data pods are taken to differ by 10% (standard deviation of the log odds), weighing 3 pods. */
const PRIOR_POD_DEVIATION = 0.1;
const PRIOR_PODS = 3;
const NORMAL_99 = 2.3263478740408408;

/**
 * How much more the canary's events vary than independent events because pods differ from each other for as
 * long as they live, which no length of observation averages out: 1 + tau2 * (expected canary events per pod).
 * tau2, the variance between pods (of the log odds), is measured on the baseline's pods, shrunk towards the
 * prior, and inflated for being measured on few of them. 1 when the baseline's pods show no event.
 *
 * With P equal pods of mu events each this is Pearson's X2: tau2 measured = max(0, X2 / (P - 1) - 1) / (mu (1 - p));
 * unequal ones weigh by size (DerSimonian and Laird 1986).
 */
export function podDispersion(model: ConditionalModel, baseline: PodSums, canary: PodSums): number {
  const sizes = momentsOf(baseline.sizes);
  const rate = momentsOf(baseline.events).sum / sizes.sum;
  const spread = model.spread(rate);
  if (!(rate > 0 && spread > 0)) return 1;
  const freedom = sizes.pods - 1;
  const excess = Math.max(0, pearson(baseline, rate, spread) - freedom);
  const effective = (sizes.sum - sizes.squares / sizes.sum) * rate * spread;
  // One pod cannot differ from itself, whatever rounding leaves of the excess.
  const measured = freedom > 0 && excess > 0 ? excess / effective : 0;
  const shrunk =
    (PRIOR_PODS * PRIOR_POD_DEVIATION ** 2 + freedom * measured) / (freedom + PRIOR_PODS);
  const variance = shrunk * (quantile99(freedom + PRIOR_PODS) / NORMAL_99) ** 2;
  const inCanary = momentsOf(canary.sizes);
  return inCanary.sum > 0 ? 1 + (variance * rate * spread * inCanary.squares) / inCanary.sum : 1;
}

/** Sum over pods of (events - expected)^2 / variance of independent events. */
function pearson({ events, sizes }: PodSums, rate: number, spread: number): number {
  let sum = 0;
  for (let pod = 0; pod < sizes.length; pod++) {
    const expected = (sizes[pod] as number) * rate;
    const residual = (events[pod] as number) - expected;
    if (expected > 0) sum += (residual * residual) / (expected * spread);
  }
  return sum;
}

function momentsOf(values: Float64Array): { pods: number; sum: number; squares: number } {
  let pods = 0;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    if (value > 0) pods++;
    sum += value;
    squares += value * value;
  }
  return { pods, sum, squares };
}

const knownQuantiles = new Map<number, number>();

/** Student's 99% quantile; remembered, since a look asks for the same few again and again. */
function quantile99(freedom: number): number {
  const known = knownQuantiles.get(freedom);
  if (known !== undefined) return known;
  const quantile = studentQuantile(0.99, freedom);
  knownQuantiles.set(freedom, quantile);
  return quantile;
}
