import type { Metric, Plan } from '../plan/plan.ts';
import { type Bound, type Bounds, boundsOf } from './bounds.ts';
import { type Levels, levelsOf } from './levels.ts';

/** Requests in a second, at the least. */
const LEAST = 200;
/** And at the most: what would need more is asked of noise, whatever the traffic. */
const MOST = 1_000_000;
/** Distance of a healthy value from a bound, in standard errors: thousands of looks then stay within. */
const SIGMAS = 6;
/** Events between a healthy count and its bound: where they are few, the normal tail promises too much. */
const EVENTS = 12;

/**
 * The least traffic, in requests per second and rounded up to 1, 2 or 5 times a power of ten, at which a
 * healthy release keeps the plan's limits at every look. With less, the plan would take chance for harm.
 *
 * @example `error-rate < 0.1%` over a minute at 5%: 12 / (0.1% - 0.01%) requests in 3 s of traffic, 5,000/s
 */
export function trafficFor(plan: Plan): number {
  const needs = plan.metrics.flatMap((metric) => {
    const bounds = boundsOf(plan, metric);
    const levels = levelsOf(metric, bounds);
    return [...needsOf(metric, levels, bounds), ...samplesNeeded(plan, metric)];
  });
  return Math.min(MOST, roundUp(Math.max(LEAST, ...needs)));
}

function needsOf(metric: Metric, { healthy }: Levels, bounds: Bounds): readonly number[] {
  const perSecond = (observations: number, { weight }: Bound): number =>
    observations / ((metric.looks.window / 1000) * (weight / 100));
  switch (metric.shape.kind) {
    case 'proportion':
      return [
        ...bounds.limits.map((bound) => perSecond(forShare(healthy, bound.value), bound)),
        ...bounds.ratios.map((bound) => perSecond(forRatio((1 - healthy) / healthy, bound), bound)),
      ];
    case 'latency': {
      const { quantile } = metric.shape;
      const variance = 1 / (16 * quantile * (1 - quantile));
      return bounds.ratios.map((bound) => perSecond(forRatio(variance, bound), bound));
    }
    case 'gauge':
    case 'count':
      return [];
  }
}

/** Observations from which a share of `healthy` does not stray to `bound`. */
function forShare(healthy: number, bound: number): number {
  const distance = Math.abs(bound - healthy);
  return Math.max((SIGMAS ** 2 * healthy * (1 - healthy)) / distance ** 2, EVENTS / distance);
}

/** Observations from which the ratio of two arms does not stray; `variance` is that of one's logarithm, times them. */
function forRatio(variance: number, { value, weight }: Bound): number {
  const arms = 1 + weight / (100 - weight);
  return (SIGMAS ** 2 * variance * arms) / Math.log(value) ** 2;
}

/** Enough for the minimum of samples in every window of every phase that asks for the metric. */
function samplesNeeded(plan: Plan, { name, looks, shape }: Metric): readonly number[] {
  if (shape.kind === 'gauge' || shape.kind === 'count') return [];
  const asking = plan.phases.filter(({ criteria }) =>
    [...criteria, ...plan.rollback].some(({ metric }) => metric === name),
  );
  return asking.map(
    ({ weight }) => (1.5 * looks.minimumSamples) / ((looks.window / 1000) * (weight / 100)),
  );
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power;
}
