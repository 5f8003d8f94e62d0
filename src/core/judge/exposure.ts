import type { ArmReading, Measurement } from '../measurement.ts';
import type { Case } from './case.ts';

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
  const factor = weight / (100 - weight);
  return measurements.map((one) => ({ ...one, baseline: scale(one.baseline, factor) }));
}

function scale(reading: ArmReading, factor: number): ArmReading {
  if (reading.outcome !== 'sample' || reading.sample.kind !== 'count') return reading;
  return { outcome: 'sample', sample: { kind: 'count', count: reading.sample.count * factor } };
}
