import type { ArmReading, Measurement } from '../measurement.ts';
import type { Weight } from '../plan/plan.ts';
import type { Case } from './case.ts';

/** What each arm had of the traffic in one interval, in percent. */
interface Shares {
  readonly canary: Weight;
  readonly baseline: Weight;
}

/**
 * The arms' shares of the traffic: as the target was seen to split it, otherwise as the phase says. Undefined
 * where they changed within the interval, or an arm had none: counts cannot be compared there.
 */
export function sharesIn({ weight }: Measurement, planned: Weight): Shares | undefined {
  const canary = weight === undefined ? planned : weight;
  return canary === null || canary <= 0 || canary >= 100
    ? undefined
    : { canary, baseline: 100 - canary };
}

/**
 * Measurements whose arms can be compared as they are. Shares, latencies and gauges can; of a count, stable's
 * is taken for as much traffic as the canary has: at 10%, 900 orders in stable stand against 100 in the canary.
 */
export function forEqualTraffic({
  metric,
  measurements,
  hearing,
}: Pick<Case, 'metric' | 'measurements' | 'hearing'>): readonly Measurement[] {
  const weight = hearing.plan.phases[hearing.phase]?.weight ?? 100;
  if (metric.shape.kind !== 'count' || weight >= 100) return measurements;
  return measurements.map((one) => {
    const shares = sharesIn(one, weight);
    return {
      ...one,
      baseline: shares ? scale(one.baseline, shares.canary / shares.baseline) : UNKNOWN_SHARES,
    };
  });
}

const UNKNOWN_SHARES: ArmReading = {
  outcome: 'no-data',
  reason: 'partial',
  detail: 'the traffic was not split in one way throughout the interval: counts cannot be compared',
};

function scale(reading: ArmReading, factor: number): ArmReading {
  if (reading.outcome !== 'sample' || reading.sample.kind !== 'count') return reading;
  return { outcome: 'sample', sample: { kind: 'count', count: reading.sample.count * factor } };
}
