import type {
  Distribution,
  PairedDistributions,
} from '../../src/core/judge/statistics/evidence.ts';
import { createTroubles, type Noise } from './noise.ts';
import type { Random } from './random.ts';
import { type Change, MINUTE, MINUTES, podCounts, type Volume } from './traffic.ts';

/** Latencies are log-normal with a median of 200 ms and a 95th percentile of 632 ms. */
const MEDIAN = 0.2;
const DEVIATION = 0.7;
const EDGES = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5, Number.POSITIVE_INFINITY];

/** Two hours of a service's latencies; noise and change stretch them. */
export function simulateLatencies(
  random: Random,
  volume: Volume,
  noise: Noise,
  change: Change,
  baselinePods: number,
): PairedDistributions[] {
  const pods = podCounts(volume, baselinePods);
  const troubles = createTroubles(random, noise, pods.canary + pods.baseline);
  const perMinute = volume.requestsPerSecond * 60;
  const canaryLoad = (perMinute * volume.share) / pods.canary;
  const baselineLoad = (perMinute * (1 - volume.share)) / pods.baseline;

  function simulateArm(first: number, count: number, load: number, stretch: number) {
    const byPod: Record<string, Distribution> = {};
    const sum = EDGES.map((le) => ({ le, count: 0 }));
    for (let i = 0; i < count; i++) {
      const buckets = drawBuckets(
        random,
        random.poisson(load),
        stretch * troubles.factor(first + i),
      );
      buckets.forEach((bucket, edge) => {
        (sum[edge] as { count: number }).count += bucket.count;
      });
      byPod[`pod-${i}`] = { buckets };
    }
    return { buckets: sum, pods: byPod };
  }

  return Array.from({ length: MINUTES }, (_, minute) => {
    troubles.advance(minute);
    return {
      from: minute * MINUTE,
      to: (minute + 1) * MINUTE,
      canary: simulateArm(0, pods.canary, canaryLoad, minute >= change.onset ? change.factor : 1),
      baseline: simulateArm(pods.canary, pods.baseline, baselineLoad, 1),
    };
  });
}

/** Requests fall into the buckets one after the other, each taking its share of those left. */
function drawBuckets(random: Random, requests: number, stretch: number) {
  let left = requests;
  let below = 0;
  let count = 0;
  return EDGES.map((le) => {
    const upTo = normalBelow(Math.log(le / (MEDIAN * stretch)) / DEVIATION);
    const here = random.binomial(left, below < 1 ? (upTo - below) / (1 - below) : 1);
    left -= here;
    below = upTo;
    count += here;
    return { le, count };
  });
}

/** The normal distribution function, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalBelow(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 1;
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  return z > 0 ? 1 - tail : tail;
}

/** The quantile of a histogram as Prometheus' histogram_quantile tells it: linear within the bucket. */
export function quantileOf({ buckets }: Distribution, quantile: number): number {
  const rank = quantile * (buckets.at(-1)?.count ?? 0);
  let low = { le: 0, count: 0 };
  for (const bucket of buckets) {
    if (bucket.count >= rank && bucket.count > low.count) {
      if (bucket.le === Number.POSITIVE_INFINITY) return low.le;
      return low.le + ((bucket.le - low.le) * (rank - low.count)) / (bucket.count - low.count);
    }
    low = bucket;
  }
  return low.le;
}
