import type { Arm, ArmReading, NoDataReason, Sample } from '../measurement.ts';
import type { Random } from '../simulation/random.ts';
import { gatherPods } from './gather.ts';
import { thin } from './thin.ts';

export type Arms = Readonly<Record<Arm, ArmReading>>;

export interface Cut {
  /** Of the traffic that the canary is to have, 0 to 1. */
  readonly share: number;
  readonly random: Random;
  /** Puts pods in an order: those first in it play the canary. */
  readonly rank: (pod: string) => number;
}

/**
 * Cuts one version's own traffic in two, a "canary" and a "baseline" that are equally good.
 *
 * Where pods are told apart some of them play the canary, as few as have the share, so that the differences
 * between hosts stay in; if that is more than the share, their counts are thinned to it. Otherwise all counts
 * are thinned, which removes those differences. What has no data has none in either arm.
 */
export function splitReading(reading: ArmReading, cut: Cut): Arms {
  if (reading.outcome !== 'sample') return { canary: reading, baseline: reading };
  if (cut.share >= 1) return { canary: reading, baseline: NO_ARM };
  const pods = Object.entries(reading.pods ?? {});
  return pods.length > 1 ? splitPods(pods, cut) : splitWhole(reading.sample, cut);
}

function splitWhole(sample: Sample, { share, random }: Cut): Arms {
  const { taken, left } = thin(sample, share, random);
  return {
    canary: { outcome: 'sample', sample: taken },
    baseline: { outcome: 'sample', sample: left },
  };
}

function splitPods(
  pods: readonly (readonly [string, Sample])[],
  { share, random, rank }: Cut,
): Arms {
  const ranked = pods
    .map((pod) => ({ pod, place: rank(pod[0]) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ pod }) => pod);
  const count = canaryPods(pods.length, share);
  const kept = Math.min(1, (share * pods.length) / count);
  const canary = ranked
    .slice(0, count)
    .map(([name, sample]) => [name, thin(sample, kept, random).taken] as const);
  return { canary: gatherPods(canary), baseline: gatherPods(ranked.slice(count)) };
}

/**
 * How many of `pods` it takes to have the share; one at least, and not all.
 *
 * @example canaryPods(20, 0.05) === 1, canaryPods(3, 0.05) === 1, canaryPods(10, 0.25) === 3
 */
export function canaryPods(pods: number, share: number): number {
  // A share such as 0.3 is not exact: a hair more is not another pod.
  return Math.max(1, Math.min(pods - 1, Math.ceil(pods * share - 1e-9)));
}

const NO_ARM: ArmReading = {
  outcome: 'no-data',
  reason: 'no-arm' satisfies NoDataReason,
  detail: 'at 100% no stable traffic is left',
};
