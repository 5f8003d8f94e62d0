import type { Metric, MetricShape } from '../plan/plan.ts';
import { type Bound, type Bounds, loosest, tightest } from './bounds.ts';

/** What is wrong with a canary. */
export type Ailment = 'errors' | 'latency' | 'silent-drop';

/** Where a metric stands in a healthy version, and where in one that suffers; one that does not show is left out. */
export interface Levels {
  readonly healthy: number;
  readonly ill: Readonly<Partial<Record<Ailment, number>>>;
}

/** How often errors happen in a canary that has them, if the plan does not tolerate more. */
const ERRORS = 0.08;
/** How much later a slow canary answers, in seconds, if the plan does not tolerate more. */
const DELAY = 2;
/** How many customers stay of a silent drop, if the plan does not tolerate more loss. */
const LEFT = 0.6;
/** A share of successes that is to be at least this tells of errors, not of customers' choices. */
const AVAILABILITY = 0.9;
/** How far beyond a bound harm is. */
const BEYOND = 3;

/**
 * Derives the levels of a metric from what the plan says of it: healthy well within all its bounds, ill beyond
 * all of them, so that a scenario tells about the plan and not about the numbers that were assumed here.
 *
 * Shares are shares; a latency is its quantile, and ill by how many seconds it is late; a gauge is its value; a
 * count is what the whole traffic brings in a second.
 */
export function levelsOf({ shape }: Metric, bounds: Bounds): Levels {
  switch (shape.kind) {
    case 'proportion':
      return shape.counts === 'failures' ? failureLevels(bounds) : successLevels(bounds);
    case 'latency':
      return latencyLevels(bounds);
    case 'gauge':
      return { healthy: gaugeLevel(bounds), ill: {} };
    case 'count':
      return countLevels(bounds);
  }
}

/** @example `error-rate < 1%`, `error-rate > 5%` as a condition: healthy 0.1%, ill 15% */
function failureLevels({ limits, ratios }: Bounds): Levels {
  const upper = tightest(limits, 'upper') ?? 0.01;
  // To be compared at all, failures must not be too rare.
  const healthy = inside(limits, upper / (ratios.length > 0 ? 3 : 10));
  const factor = loosest(ratios, 'upper', 1);
  const errors = Math.max(ERRORS, BEYOND * loosest(limits, 'upper', 0), BEYOND * factor * healthy);
  return { healthy, ill: { errors: Math.min(0.9, errors) } };
}

/** @example `conversion > 32%`: healthy 40%, ill 19.2%; `availability > 99%`: healthy 99.9%, ill 92% */
function successLevels({ limits, ratios }: Bounds): Levels {
  const lower = tightest(limits, 'lower');
  if (lower !== undefined && lower >= AVAILABILITY) {
    const healthy = inside(limits, 1 - (1 - lower) / 10);
    const failures = Math.max(ERRORS, BEYOND * (1 - loosest(limits, 'lower', 1)));
    return { healthy, ill: { errors: Math.max(0, 1 - failures) } };
  }
  const healthy = inside(limits, lower === undefined ? 0.3 : lower * 1.25);
  return { healthy, ill: { 'silent-drop': dropped(healthy, limits, ratios) } };
}

/** @example `latency-p95 < 2s`: healthy 0.67 s, ill 6 s later */
function latencyLevels({ limits, ratios }: Bounds): Levels {
  const healthy = inside(limits, (tightest(limits, 'upper') ?? 0.6) / 3);
  const factor = loosest(ratios, 'upper', 1);
  const latency = Math.max(DELAY, BEYOND * loosest(limits, 'upper', 0), BEYOND * factor * healthy);
  return { healthy, ill: { latency } };
}

/** @example `memory > 90%` as a condition: 45% */
function gaugeLevel({ limits }: Bounds): number {
  const [upper, lower] = [tightest(limits, 'upper'), tightest(limits, 'lower')];
  if (upper !== undefined) return inside(limits, upper / 2);
  return lower === undefined ? 1 : lower + Math.max(1, Math.abs(lower));
}

/** Counts that are only bounded above count what is bad; all others count what customers do. */
function countLevels({ limits, ratios }: Bounds): Levels {
  const whole = limits.map((bound) => ({ ...bound, value: (bound.value * 100) / bound.weight }));
  const [upper, lower] = [tightest(whole, 'upper'), tightest(whole, 'lower')];
  const healthy = inside(whole, lower === undefined ? Math.min(10, (upper ?? 20) / 2) : lower * 2);
  if (upper !== undefined && lower === undefined) {
    return { healthy, ill: { errors: BEYOND * loosest(whole, 'upper', upper) } };
  }
  return { healthy, ill: { 'silent-drop': dropped(healthy, whole, ratios) } };
}

function dropped(healthy: number, limits: readonly Bound[], ratios: readonly Bound[]): number {
  const limit = Math.min(healthy, loosest(limits, 'lower', healthy));
  return LEFT * Math.min(limit, loosest(ratios, 'lower', 1) * healthy);
}

/** The wanted value, or the middle where the plan leaves less room than that. */
function inside(limits: readonly Bound[], wanted: number): number {
  const [upper, lower] = [tightest(limits, 'upper'), tightest(limits, 'lower')];
  const isAbove = upper === undefined || wanted < upper;
  const isBelow = lower === undefined || wanted > lower;
  if (isAbove && isBelow) return wanted;
  if (upper !== undefined && lower !== undefined) return (upper + lower) / 2;
  return upper === undefined ? (lower ?? 0) * 1.25 : upper / 2;
}

/** Slope of the simulated latencies' log-logistic distribution: the 95th percentile is 2.1 times the median. */
export const STEEPNESS = 4;

/** The quantile of that distribution as a multiple of its median: `(q / (1 - q)) ** (1 / 4)`. */
export function quantileFactor({ quantile }: Extract<MetricShape, { kind: 'latency' }>): number {
  return (quantile / (1 - quantile)) ** (1 / STEEPNESS);
}
