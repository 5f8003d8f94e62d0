import type { ConditionalModel } from './conditional.ts';
import type { PodSums } from './pods.ts';
import { studentQuantile } from './student.ts';
import { type Prior, VAGUE_PRIOR } from './time-dispersion.ts';

/** With ten pods or more what they do over time weighs 40 intervals, against the vague prior's 5. */
export const ENOUGH_PODS = 10;
const PODS_WEIGHT = 40;

/** What the baseline's pods let expect of the canary's variation over time. */
export function expectNoise(baseline: PodSums): Prior {
  if (baseline.count < ENOUGH_PODS) return VAGUE_PRIOR;
  const weight = VAGUE_PRIOR.weight + PODS_WEIGHT;
  const vague = VAGUE_PRIOR.dispersion * VAGUE_PRIOR.weight;
  return { dispersion: (vague + PODS_WEIGHT * Math.max(1, baseline.noise)) / weight, weight };
}

/** Before any data pods are taken to differ by 10% (standard deviation of the log odds), weighing 3 pods. */
const PRIOR_POD_DEVIATION = 0.1;
const PRIOR_PODS = 3;
const NORMAL_99 = 2.3263478740408408;

/**
 * How much more the canary's events vary than independent events because of what pods do: noise over time, and
 * tau2 * (expected canary events per pod) for pods that differ from each other as long as they live, which no
 * length of observation averages out. tau2, the variance between pods (of the log odds), is measured on the
 * baseline's pods, shrunk towards the prior, and inflated for being measured on few of them. 1 when the
 * baseline's pods show no event, and where it has but one: then pods are as good as unknown.
 *
 * With P equal pods of mu events each, X2 Pearson's of their totals: tau2 measured =
 * max(0, X2 / (P - 1) - noise) / (mu (1 - p)); unequal ones weigh by size (DerSimonian and Laird 1986).
 */
export function podDispersion(model: ConditionalModel, baseline: PodSums, canary: PodSums): number {
  const sizes = momentsOf(baseline);
  const inCanary = momentsOf(canary);
  const rate = sizes.events / sizes.sum;
  const spread = rate * model.spread(rate);
  // A single pod says as little about how pods differ as none.
  if (!(spread > 0 && inCanary.sum > 0) || sizes.pods < 2) return 1;
  const freedom = sizes.pods - 1;
  const noise = Math.max(1, baseline.noise);
  const excess = Math.max(0, pearson(baseline, rate, spread) - noise * freedom);
  const effective = (sizes.sum - sizes.squares / sizes.sum) * spread;
  const measured = excess > 0 ? excess / effective : 0;
  const shrunk =
    (PRIOR_PODS * PRIOR_POD_DEVIATION ** 2 + freedom * measured) / (freedom + PRIOR_PODS);
  const variance = shrunk * (quantile99(freedom + PRIOR_PODS) / NORMAL_99) ** 2;
  const canaryPod = inCanary.squares / inCanary.sum;
  const larger = Math.max(1, canaryPod / (sizes.squares / sizes.sum));
  return 1 + (noise - 1) * larger + variance * spread * canaryPod;
}

/** Sum over pods of (events - expected)^2 / variance of independent events. */
function pearson({ count, events, sizes }: PodSums, rate: number, spread: number): number {
  let sum = 0;
  for (let pod = 0; pod < count; pod++) {
    const size = sizes[pod] as number;
    const residual = (events[pod] as number) - size * rate;
    if (size > 0) sum += (residual * residual) / (size * spread);
  }
  return sum;
}

/** How many pods had traffic, the events of all, and their sizes' sum and sum of squares. */
function momentsOf({ count, events, sizes }: PodSums) {
  const moments = { pods: 0, events: 0, sum: 0, squares: 0 };
  for (let pod = 0; pod < count; pod++) {
    const size = sizes[pod] as number;
    if (size > 0) moments.pods++;
    moments.events += events[pod] as number;
    moments.sum += size;
    moments.squares += size * size;
  }
  return moments;
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
