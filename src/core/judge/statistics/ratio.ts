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

/** Information at which the interval is tightest: about where a doubling is found. */
const TUNED_INFORMATION = 3;
const MISS = 0.05;
/** Ratios beyond these are told as 0 and Infinity. */
const EXTREME = 1e6;

/**
 * The 95% interval for psi that holds at every look at once: every psi at which the canary's events are no
 * further from what psi makes likely than sqrt((I + r) ln((I + r) / (r a^2))), in units of the dispersion; I is
 * the information at that psi, r = 3, a = 5%. Robbins' normal mixture (Howard, Ramdas, McAuliffe and Sekhon
 * 2021, eq. 14) on the conditional score, which stays sensible when an arm has few events or none.
 *
 * With I = 25 at the estimate it reaches about a factor of 1.85 to either side; a single look would give 1.48.
 */
export function confidenceInterval(
  model: ConditionalModel,
  observations: Observations,
  fit: RatioFit,
  dispersion: number,
): RatioEstimate {
  const { canary, baseline, events, canaryEvents } = observations.columns();

  /** Above 0 where psi is too small for the events (side 1), or too large for them (side -1). */
  function excess(psi: number, side: 1 | -1): number {
    let residual = 0;
    let variance = 0;
    for (let i = 0; i < observations.count(); i++) {
      const trials = canary[i] as number;
      const others = baseline[i] as number;
      const both = events[i] as number;
      const mode = model.mode(trials, others, both, psi);
      residual += (canaryEvents[i] as number) - mode;
      variance += model.variance(trials, others, both, mode);
    }
    const known = variance / dispersion + TUNED_INFORMATION;
    const reach = Math.sqrt(known * Math.log(known / (TUNED_INFORMATION * MISS * MISS)));
    return (side * model.sense * residual) / dispersion - reach;
  }

  return {
    estimate: fit.estimate,
    low: findEnd(fit.psi, -1, (psi) => excess(psi, 1)),
    high: findEnd(fit.psi, 1, (psi) => excess(psi, -1)),
  };
}

/** Where `excess` changes its sign on the way from psi up (1) or down (-1), to a thousandth; 0 or Infinity if nowhere. */
function findEnd(psi: number, way: 1 | -1, excess: (psi: number) => number): number {
  let near = 0;
  let far = 0.25;
  while (excess(psi * Math.exp(way * far)) < 0) {
    near = far;
    far *= 2;
    if (far > Math.log(EXTREME)) return way > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  while (far - near > 0.001 * (1 + far)) {
    const middle = (near + far) / 2;
    if (excess(psi * Math.exp(way * middle)) < 0) near = middle;
    else far = middle;
  }
  return psi * Math.exp(way * far);
}
