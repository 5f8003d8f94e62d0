import type { ArmReading, Measurement, Sample } from '../measurement.ts';
import type { Weight } from '../plan/plan.ts';
import { sharesIn } from './exposure.ts';
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

/**
 * Counts per time are compared by how much traffic each arm was given: as the target was seen to split it in
 * that interval, or as planned, in percent. Intervals in which that changed are left out.
 */
export function pairTallies(
  measurements: readonly Measurement[],
  planned: Weight,
): readonly PairedTallies[] {
  return measurements.flatMap((measurement) => {
    const shares = sharesIn(measurement, planned);
    const [pair] = shares === undefined ? [] : pairSamples([measurement], count);
    if (shares === undefined || pair === undefined) return [];
    const { from, to, canary, baseline } = pair;
    const seconds = (to - from) / 1000;
    return {
      from,
      to,
      canary: { count: canary.count, exposure: shares.canary * seconds },
      baseline: { count: baseline.count, exposure: shares.baseline * seconds },
    };
  });
}

export const proportion = (sample: Sample) => (sample.kind === 'proportion' ? sample : undefined);
export const histogram = (sample: Sample) => (sample.kind === 'histogram' ? sample : undefined);
export const gauge = (sample: Sample) => (sample.kind === 'gauge' ? sample : undefined);
const count = (sample: Sample) => (sample.kind === 'count' ? sample : undefined);
