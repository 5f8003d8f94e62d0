import type { Sample } from '../measurement.ts';
import type { Metric } from '../plan/plan.ts';
import type { TestOf } from './case.ts';
import { lnBinomialMass } from './statistics/binomial.ts';
import { totalOf } from './statistics/distribution.ts';

/** One request that fails again and again at its client's hands is no catastrophe yet. */
const FEWEST_EVENTS = 5;
/** A version that keeps the limit looks like this in one of ten thousand such looks. */
const LN_CHANCE = Math.log(1e-4);

/** Observations that are on the wrong side of a limit, out of all, and how many are allowed to be. */
interface Trials {
  readonly harmful: number;
  readonly total: number;
  readonly allowed: number;
}

/**
 * Whether fewer observations than the metric's minimum prove all the same that a limit is broken: at least five
 * on the wrong side, and so many that a version which keeps the limit would have as many with a chance of at
 * most 1e-4. A release that fails every request is taken back at night too.
 *
 * `upper` says that the limit bounds the metric from above. Readings and counts need no proof: their minimum is 0.
 *
 * @example 5 failures of 5 requests prove that the error rate is not below 1%; 1 of 1 does not
 */
export function provesBroken(
  { shape }: Metric,
  sample: Sample,
  { value }: TestOf<'limit'>,
  upper: boolean,
): boolean {
  const trials = countTrials(shape, sample, value, upper);
  if (trials === undefined || trials.harmful < FEWEST_EVENTS) return false;
  const { harmful, total, allowed } = trials;
  return harmful > total * allowed && lnTail(trials) <= LN_CHANCE;
}

function countTrials(
  shape: Metric['shape'],
  sample: Sample,
  limit: number,
  upper: boolean,
): Trials | undefined {
  if (sample.kind === 'proportion') {
    const total = Math.floor(sample.total);
    const events = Math.min(sample.events, total);
    const harmful = Math.floor(upper ? events : total - events);
    return { harmful, total, allowed: upper ? limit : 1 - limit };
  }
  if (sample.kind !== 'histogram' || shape.kind !== 'latency' || !upper) return undefined;
  const total = Math.floor(totalOf(sample));
  // Those above the next edge are certainly above the limit.
  const within = sample.buckets.find(({ le }) => le >= limit)?.count ?? total;
  return { harmful: Math.floor(total - within), total, allowed: 1 - shape.quantile };
}

/** ln of the chance of so many or more, bounded by a geometric series: the terms fall at least that fast. */
function lnTail({ harmful, total, allowed }: Trials): number {
  if (!(allowed > 0)) return Number.NEGATIVE_INFINITY;
  const odds = allowed / (1 - allowed);
  const falling = ((total - harmful) / (harmful + 1)) * odds;
  return falling < 1
    ? lnBinomialMass(harmful, total, odds) - Math.log1p(-falling)
    : Number.POSITIVE_INFINITY;
}
