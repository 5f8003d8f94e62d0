import type { UsualMetric } from '../judge/foresight/traffic.ts';
import { observationsIn, sumSamples } from '../judge/sum.ts';
import type { ArmReading, Sample } from '../measurement.ts';
import type { Duration } from '../quantity/instant.ts';
import { createRandom } from '../simulation/random.ts';
import { splitReading } from './split.ts';

/** What an hour of a metric is like, and what a quiet one is. */
export interface UsualHours {
  readonly usual: UsualMetric;
  /** With the traffic that nine of ten hours exceed. */
  readonly quiet: UsualMetric;
  /** Hours with data, and those without. */
  readonly known: number;
  readonly missing: number;
}

const QUIET = 0.1;

/**
 * What the stable version usually shows, from its readings over consecutive stretches of `step`; undefined where
 * none of them holds anything that can be counted.
 */
export function usualOf(readings: readonly ArmReading[], step: Duration): UsualHours | undefined {
  const samples = readings.flatMap((one) => (one.outcome === 'sample' ? [one.sample] : []));
  const sum = sumSamples(samples);
  if (sum === undefined || sum.kind === 'gauge') return undefined;
  const perSecond = samples
    .map((sample) => (observationsIn(sample) * 1000) / step)
    .toSorted((a, b) => a - b);
  const at = (share: number) => perSecond[Math.floor(share * (perSecond.length - 1))] ?? 0;
  if (at(0.5) === 0) return undefined;
  return {
    usual: describeSum(sum, at(0.5)),
    quiet: describeSum(sum, at(QUIET)),
    known: samples.length,
    missing: readings.length - samples.length,
  };
}

function describeSum(sum: Exclude<Sample, { kind: 'gauge' }>, perSecond: number): UsualMetric {
  switch (sum.kind) {
    case 'proportion':
      return { kind: 'proportion', perSecond, rate: sum.total > 0 ? sum.events / sum.total : 0 };
    case 'histogram':
      return { kind: 'latency', perSecond, buckets: sum.buckets };
    case 'count':
      return { kind: 'count', perSecond };
  }
}

/** Fewer paired readings do not tell how they move. */
const FEWEST = 10;

/**
 * How a reading usually differs between equally good versions: some pods against the others. Undefined where
 * pods are not told apart.
 *
 * @param share of the pods that play the canary
 */
export function usualReading(
  readings: readonly ArmReading[],
  share: number,
): UsualMetric | undefined {
  const cut = { share, random: createRandom(1), rank: (pod: string) => createRandom(pod.length)() };
  const differences = readings.flatMap((reading) => {
    if (reading.outcome !== 'sample' || Object.keys(reading.pods ?? {}).length < 2) return [];
    const { canary, baseline } = splitReading(reading, cut);
    const [one, other] = [valueOf(canary), valueOf(baseline)];
    return one > 0 && other > 0 ? [Math.log(one / other)] : [];
  });
  if (differences.length < FEWEST) return undefined;
  const mean = meanOf(differences);
  const strays = differences.map((one) => one - mean);
  const variance = meanOf(strays.map((one) => one * one));
  const lagged = meanOf(strays.slice(1).map((one, index) => one * (strays[index] ?? 0)));
  const memory = variance > 0 ? Math.min(0.95, Math.max(0, lagged / variance)) : 0;
  return { kind: 'gauge', deviation: Math.sqrt(variance), memory };
}

function valueOf(reading: ArmReading): number {
  return reading.outcome === 'sample' && reading.sample.kind === 'gauge'
    ? reading.sample.value
    : Number.NaN;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
