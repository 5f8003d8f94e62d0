import type { ConditionalModel } from './conditional.ts';
import type { RatioEstimate } from './evidence.ts';
import type { Observations } from './observations.ts';

/** The common ratio over several intervals (Mantel and Haenszel 1959), and how well it is known. */
export interface RatioFit {
  /** Infinity when only the canary had events, 0 when it had none, NaN without observations. */
  readonly estimate: number;
  /** The same with a trace of ratio 1 mixed in, so that it is finite and positive: to compute with. */
  readonly psi: number;
}

/** Half an event, split over the arms as their sizes: what keeps a ratio without baseline events finite. */
const TRACE = 0.5;

/** The ratio over the observations from index `first` on. */
export function fitRatio(observations: Observations, first: number): RatioFit {
  const { above, below, canary, baseline } = observations.sumsSince(first);
  const size = canary + baseline;
  const trace = (TRACE * canary * baseline) / (size * size);
  return { estimate: above / below, psi: size > 0 ? (above + trace) / (below + trace) : 1 };
}

/** What the observations tell about ln psi if events are independent: the sum of the conditional variances. */
export function informationAt(
  model: ConditionalModel,
  observations: Observations,
  psi: number,
): number {
  const { canary, baseline, events } = observations.columns();
  let sum = 0;
  for (let i = 0; i < observations.count(); i++) {
    const trials = canary[i] as number;
    const others = baseline[i] as number;
    const both = events[i] as number;
    sum += model.variance(trials, others, both, model.mode(trials, others, both, psi));
  }
  return sum;
}

/** Information at which the interval is tightest: about where a doubling is found. */
const TUNED_INFORMATION = 3;
const MISS = 0.05;

/**
 * The 95% interval for psi that holds at every look at once, on the model's scale.
 *
 * ln psi +- sqrt((I + r) ln((I + r) / (r a^2))) / I, with I = `known`, the information over the dispersion,
 * r = 3 and a = 5%: Robbins' normal mixture (Howard, Ramdas, McAuliffe and Sekhon 2021, eq. 14). I = 25 gives a factor
 * of 1.85, where a single look would have 1.48.
 */
export function confidenceInterval(fit: RatioFit, known: number): RatioEstimate {
  const total = known + TUNED_INFORMATION;
  const reach = Math.sqrt(total * Math.log(total / (TUNED_INFORMATION * MISS * MISS))) / known;
  return {
    estimate: fit.estimate,
    low: fit.estimate > 0 ? fit.psi * Math.exp(-reach) : 0,
    high: fit.estimate < Number.POSITIVE_INFINITY ? fit.psi * Math.exp(reach) : Infinity,
  };
}
