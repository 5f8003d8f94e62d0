import type { PairedCounts } from '../../src/core/judge/statistics/evidence.ts';
import { createTroubles, type Noise } from './noise.ts';
import type { Random } from './random.ts';

/** What runs through the service: how much, to which arm, and how much of it fails when all is well. */
export interface Volume {
  readonly name: string;
  /** Canary's share of the requests. */
  readonly share: number;
  readonly requestsPerSecond: number;
  readonly errorRate: number;
}

/** What the new version does: multiplies its error rate from some minute on, or fails now and then by itself. */
export interface Change {
  readonly factor: number;
  readonly onset: number;
  /** Error rate that the baseline has nothing of. */
  readonly own?: number;
}

export const NO_CHANGE: Change = { factor: 1, onset: 0 };
export const MINUTE = 60_000;
export const MINUTES = 120;
export const PHASE = { from: 0, to: MINUTES * MINUTE };

const HIGHEST_RATE = 0.95;

/** Pods by arm: each serves the same traffic. */
export function podCounts(
  volume: Volume,
  baselinePods: number,
): { canary: number; baseline: number } {
  const fair = (baselinePods * volume.share) / (1 - volume.share);
  return { canary: Math.max(1, Math.round(fair)), baseline: baselinePods };
}

/** Two hours of a service, minute by minute, by arm and by pod. */
export function simulateTraffic(
  random: Random,
  volume: Volume,
  noise: Noise,
  change: Change,
  baselinePods: number,
): PairedCounts[] {
  const pods = podCounts(volume, baselinePods);
  const troubles = createTroubles(random, noise, pods.canary + pods.baseline);
  const perMinute = volume.requestsPerSecond * 60;
  const canaryLoad = (perMinute * volume.share) / pods.canary;
  const baselineLoad = (perMinute * (1 - volume.share)) / pods.baseline;

  const names = { canary: namePods(pods.canary), baseline: namePods(pods.baseline) };

  function simulateArm(first: number, count: number, load: number, rate: number) {
    const events = new Float64Array(count);
    const sizes = new Float64Array(count);
    const sum = { events: 0, total: 0 };
    for (let i = 0; i < count; i++) {
      const total = random.poisson(load);
      const failing = Math.min(HIGHEST_RATE, rate * troubles.factor(first + i));
      const failed = drawEvents(random, total, failing, noise.clusterSize);
      events[i] = failed;
      sizes[i] = total;
      sum.events += failed;
      sum.total += total;
    }
    const ofArm = first === 0 ? names.canary : names.baseline;
    return { ...sum, podColumns: { names: ofArm, events, sizes } };
  }

  return Array.from({ length: MINUTES }, (_, minute) => {
    troubles.advance(minute);
    const changed = volume.errorRate * change.factor + (change.own ?? 0);
    const rate = minute >= change.onset ? changed : volume.errorRate;
    return {
      from: minute * MINUTE,
      to: (minute + 1) * MINUTE,
      canary: simulateArm(0, pods.canary, canaryLoad, rate),
      baseline: simulateArm(pods.canary, pods.baseline, baselineLoad, volume.errorRate),
    };
  });
}

function namePods(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `pod-${i}`);
}

/** Events one by one, or in clusters of a geometric size (variance 2 size - 1 times that of single ones). */
function drawEvents(random: Random, total: number, rate: number, clusterSize: number): number {
  if (clusterSize <= 1) return random.binomial(total, rate);
  let events = 0;
  for (let left = random.poisson((total * rate) / clusterSize); left > 0; left--) {
    events += random.geometric(clusterSize);
  }
  return Math.min(events, total);
}
