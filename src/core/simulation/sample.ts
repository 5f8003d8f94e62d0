import type { Bucket, Sample } from '../measurement.ts';
import type { Metric, MetricShape } from '../plan/plan.ts';
import type { Duration } from '../quantity/instant.ts';
import { type Ailment, type Levels, quantileFactor, STEEPNESS } from './levels.ts';
import { type Random, drawBinomial, drawCount, drawNormal } from './random.ts';

/** Share of a slow canary's answers that are late. */
const LATE = 2 / 3;
/** How far a gauge strays from its level, as a share. */
const GAUGE_NOISE = 0.01;
/** Ratio of one bucket's edge to the next. */
const EDGE_STEP = 1.5;

/** What one arm of the simulated service gets in one interval, and what it suffers from. */
export interface Load {
  readonly requests: number;
  /** The arm's share of all traffic, 0 to 1. */
  readonly share: number;
  readonly span: Duration;
  readonly ailment: Ailment | undefined;
}

/** What a metric shows of an arm under this load. */
export function drawSample(
  { shape }: Metric,
  { healthy, ill }: Levels,
  { requests, share, span, ailment }: Load,
  random: Random,
): Sample {
  const harm = ailment === undefined ? undefined : ill[ailment];
  const level = harm ?? healthy;
  switch (shape.kind) {
    case 'proportion':
      return { kind: 'proportion', events: drawBinomial(random, requests, level), total: requests };
    case 'latency': {
      const median = healthy / quantileFactor(shape);
      return {
        kind: 'histogram',
        buckets: drawBuckets(shape, median, harm ?? 0, requests, random),
      };
    }
    case 'gauge':
      return { kind: 'gauge', value: level * Math.exp(GAUGE_NOISE * drawNormal(random)) };
    case 'count':
      return { kind: 'count', count: drawCount(random, (level * share * span) / 1000) };
  }
}

/** Requests by how long they took, cumulative: bucket after bucket, each of what is left. */
function drawBuckets(
  shape: Extract<MetricShape, { kind: 'latency' }>,
  median: number,
  delay: number,
  requests: number,
  random: Random,
): readonly Bucket[] {
  const late = delay > 0 ? LATE : 0;
  const below = (time: number): number =>
    (1 - late) * shareBelow(time, median) + late * shareBelow(time - delay, median);
  let count = 0;
  let passed = 0;
  return edgesFor(shape, median, delay).map((le) => {
    const share = le === Number.POSITIVE_INFINITY ? 1 : below(le);
    const chance = passed < 1 ? (share - passed) / (1 - passed) : 1;
    count += drawBinomial(random, requests - count, chance);
    passed = share;
    return { le, count };
  });
}

/** The log-logistic distribution: `1 / (1 + (median / time) ** 4)`. */
function shareBelow(time: number, median: number): number {
  return time > 0 ? 1 / (1 + (median / time) ** STEEPNESS) : 0;
}

/** Bucket edges fine enough to interpolate, far enough for the latest answer worth telling apart. */
function edgesFor(
  shape: Extract<MetricShape, { kind: 'latency' }>,
  median: number,
  delay: number,
): readonly number[] {
  const last = median * quantileFactor(shape) * 10 + delay * 2;
  const count = Math.ceil(Math.log((last / median) * 4) / Math.log(EDGE_STEP));
  const finite = Array.from({ length: count + 1 }, (_, index) => (median / 4) * EDGE_STEP ** index);
  return [...finite, Number.POSITIVE_INFINITY];
}
