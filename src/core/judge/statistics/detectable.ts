/** What an average interval will tell, were the harm `psi` on the model's scale. */
export interface Prospect {
  /** About ln psi, if events are independent (a sum of conditional variances). */
  readonly information: (psi: number) => number;
  /** Harmful events a rollback can point at. */
  readonly events: (psi: number) => number;
  /** Variance over that of independent events, after so many intervals. */
  readonly dispersion: (intervals: number) => number;
}

export interface Power {
  readonly margin: number;
  readonly alpha: number;
  readonly intervals: number;
}

/** Quantile of the normal distribution for a power of 80%. */
const POWER_80 = 0.8416;
/** What the average over two starts and seven alternatives costs at most. */
const MIXTURE = Math.log(14);
const LARGEST = 1e4;

/** Events in the canary, and intervals with any, below which no rollback is based on statistics. */
export const FEWEST_EVENTS = 5;
export const FEWEST_INTERVALS = 3;

/**
 * The smallest psi above the margin that is shown with about 80% probability within so many intervals;
 * Infinity when even 10,000 is not. The log evidence of the best alternative is taken for normal, with mean
 * I d^2 / 2 and variance I d^2 for information I and d = ln(psi / margin).
 */
export function minimumDetectable(prospect: Prospect, power: Power): number {
  if (!shows(prospect, power, LARGEST)) return Number.POSITIVE_INFINITY;
  let low = Math.log(power.margin);
  let high = Math.log(LARGEST);
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (shows(prospect, power, Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}

function shows(prospect: Prospect, { margin, alpha, intervals }: Power, psi: number): boolean {
  const events = intervals * prospect.events(psi);
  if (intervals <= FEWEST_INTERVALS || events - POWER_80 * Math.sqrt(events) < FEWEST_EVENTS) {
    return false;
  }
  const information = prospect.information(psi) / prospect.dispersion(intervals);
  const distance = Math.log(psi / margin);
  const needed = Math.log(1 / alpha);
  const gain = intervals * Math.min((information * distance * distance) / 2, needed / 3);
  const deviation = distance * Math.sqrt(intervals * information);
  return gain - POWER_80 * deviation >= needed + MIXTURE;
}

/**
 * The fewest intervals within which `psi` is shown with about 80% probability, Infinity when `most` are not
 * enough: what a bake must last.
 */
export function intervalsToDetect(
  prospect: Prospect,
  { margin, alpha, psi, most }: { margin: number; alpha: number; psi: number; most: number },
): number {
  if (!shows(prospect, { margin, alpha, intervals: most }, psi)) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shows(prospect, { margin, alpha, intervals: middle }, psi)) high = middle;
    else low = middle;
  }
  return high;
}
