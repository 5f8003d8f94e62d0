import { FEWEST_EVENTS, FEWEST_INTERVALS } from './findings.ts';
import { HARMS } from './process.ts';
import { USUAL_INTERVALS } from './steadiness.ts';

/** What an average interval will tell, were the harm `psi` on the model's scale. */
export interface Prospect {
  /** About the log ratio at `at`, if events are independent and come as they would under psi. */
  readonly information: (psi: number, at: number) => number;
  /** Harmful events a rollback can point at. */
  readonly events: (psi: number) => number;
  /** Variance over that of independent events, after so many intervals. */
  readonly dispersion: (intervals: number) => number;
}

export interface Power {
  readonly margin: number;
  readonly alpha: number;
  readonly intervals: number;
  /** A decision takes more intervals than this number (see `steadiness.ts`); the usual one where pods are unknown. */
  readonly decisive?: number | undefined;
}

/** Quantile of the normal distribution for a power of 80%. */
const POWER_80 = 0.8416;
const LARGEST = 1e4;

/**
 * The smallest psi above the margin that is shown with about 80% probability within so many intervals;
 * Infinity when even 10,000 is not. What an interval adds to the log evidence of an alternative is taken
 * for normal, capped as the process caps it, and the best alternative counts.
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

function shows(prospect: Prospect, power: Power, psi: number): boolean {
  const { margin, alpha, intervals, decisive = USUAL_INTERVALS } = power;
  const events = intervals * prospect.events(psi);
  if (intervals <= FEWEST_INTERVALS || events - POWER_80 * Math.sqrt(events) < FEWEST_EVENTS) {
    return false;
  }
  const needed = Math.log(1 / alpha);
  const dispersion = prospect.dispersion(intervals);
  const divergence = diverge(prospect, psi, margin);
  const information = prospect.information(psi, psi);
  return HARMS.some(({ multiple, share }) => {
    const gain = {
      mean: (divergence - diverge(prospect, psi, margin * multiple)) / dispersion,
      variance: (Math.log(multiple) ** 2 * information) / dispersion,
    };
    const capped = capGain(gain, needed / decisive);
    const least = intervals * capped.mean - POWER_80 * Math.sqrt(intervals * capped.variance);
    // What the average over two starts and the mixture of alternatives costs at most.
    return least >= needed + Math.log(2 / share);
  });
}

/** Steps of Simpson's rule. */
const STEPS = 8;

/**
 * What an interval says on average against `other` when psi is true, if events are independent: the divergence,
 * that is the integral from ln other to ln psi of (t - ln other) * information at t.
 */
function diverge(prospect: Prospect, psi: number, other: number): number {
  const distance = Math.log(psi / other);
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const from = (distance * i) / STEPS;
    const weight = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * from * prospect.information(psi, other * Math.exp(from));
  }
  return (sum * distance) / (3 * STEPS);
}

interface Gain {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance of min(x, cap) for normal x. */
function capGain({ mean, variance }: Gain, cap: number): Gain {
  const deviation = Math.sqrt(variance);
  if (!(deviation > 0)) return { mean: Math.min(mean, cap), variance: 0 };
  const z = (mean - cap) / deviation;
  const over = normalBelow(z);
  const density = (deviation * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  const first = mean * (1 - over) - density + cap * over;
  const second = (mean * mean + variance) * (1 - over) - (mean + cap) * density + cap * cap * over;
  return { mean: first, variance: Math.max(0, second - first * first) };
}

/** The normal distribution function, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  return z > 0 ? 1 - tail : tail;
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
