import type { ArmReading, Measurement, Sample } from '../measurement.ts';
import { isFiniteSample } from './finite.ts';
import type { ByPod, Paired, PairedTallies } from './statistics/evidence.ts';

/** The intervals in which both arms brought a sample of the wanted kind. */
export function pairSamples<Side extends object>(
  measurements: readonly Measurement[],
  read: (sample: Sample) => Side | undefined,
): readonly Paired<ByPod<Side>>[] {
  return measurements.flatMap(({ from, to, canary, baseline }) => {
    const sides = [readSide(canary, read), readSide(baseline, read)] as const;
    return sides[0] && sides[1] ? [{ from, to, canary: sides[0], baseline: sides[1] }] : [];
  });
}

function readSide<Side extends object>(
  reading: ArmReading,
  read: (sample: Sample) => Side | undefined,
): ByPod<Side> | undefined {
  const whole = reading.outcome === 'sample' ? read(reading.sample) : undefined;
  if (reading.outcome !== 'sample' || whole === undefined) return undefined;
  if (reading.pods === undefined) return whole;
  const pods: Record<string, Side> = {};
  for (const [name, sample] of Object.entries(reading.pods)) {
    const part = isFiniteSample(sample) ? read(sample) : undefined;
    if (part !== undefined) pods[name] = part;
  }
  return { ...whole, pods };
}

/** Counts per time are compared by how much traffic each arm was given; `weight` in percent. */
export function pairTallies(
  measurements: readonly Measurement[],
  weight: number,
): readonly PairedTallies[] {
  return pairSamples(measurements, count).map(({ from, to, canary, baseline }) => {
    const seconds = (to - from) / 1000;
    return {
      from,
      to,
      canary: { count: canary.count, exposure: weight * seconds },
      baseline: { count: baseline.count, exposure: (100 - weight) * seconds },
    };
  });
}

export const proportion = (sample: Sample) => (sample.kind === 'proportion' ? sample : undefined);
export const histogram = (sample: Sample) => (sample.kind === 'histogram' ? sample : undefined);
export const gauge = (sample: Sample) => (sample.kind === 'gauge' ? sample : undefined);
const count = (sample: Sample) => (sample.kind === 'count' ? sample : undefined);
