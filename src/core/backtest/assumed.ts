import type { UsualMetric, UsualTraffic } from '../judge/foresight/traffic.ts';
import type { Metric, Plan } from '../plan/plan.ts';
import { boundsOf } from '../simulation/bounds.ts';
import { type Levels, levelsOf } from '../simulation/levels.ts';
import { createRandom } from '../simulation/random.ts';
import { drawSample } from '../simulation/sample.ts';

/** Enough for the shape of a distribution. */
const MANY = 1_000_000;

/**
 * Traffic as a person says it: so many requests per second, and each metric as a healthy service shows it that
 * keeps the plan's limits (as in a simulation). Readings are left out: traffic says nothing of them.
 */
export function assumeTraffic(plan: Plan, perSecond: number): UsualTraffic {
  return new Map(
    plan.metrics.flatMap((metric) => {
      const usual = assume(metric, levelsOf(metric, boundsOf(plan, metric)), perSecond);
      return usual === undefined ? [] : [[metric.name, usual] as const];
    }),
  );
}

function assume(metric: Metric, levels: Levels, perSecond: number): UsualMetric | undefined {
  switch (metric.shape.kind) {
    case 'proportion':
      return { kind: 'proportion', perSecond, rate: levels.healthy };
    case 'latency': {
      const load = { requests: MANY, share: 1, span: 1_000, ailment: undefined };
      const sample = drawSample(metric, levels, load, createRandom(1));
      return sample.kind === 'histogram'
        ? { kind: 'latency', perSecond, buckets: sample.buckets }
        : undefined;
    }
    case 'count':
      return { kind: 'count', perSecond: levels.healthy };
    case 'gauge':
      return undefined;
  }
}
