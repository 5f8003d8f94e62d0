import type { ArmReading, Measurement, Sample } from '../measurement.ts';

/** NaN and infinities are no numbers to judge by: whoever let them through, they count as missing. */
export function withFiniteNumbers(measurement: Measurement): Measurement {
  const canary = dropNonsense(measurement.canary);
  const baseline = dropNonsense(measurement.baseline);
  const isUntouched = canary === measurement.canary && baseline === measurement.baseline;
  return isUntouched ? measurement : { ...measurement, canary, baseline };
}

function dropNonsense(reading: ArmReading): ArmReading {
  return reading.outcome !== 'sample' || isFiniteSample(reading.sample)
    ? reading
    : { outcome: 'no-data', reason: 'not-a-number', detail: 'the answer is no finite number' };
}

export function isFiniteSample(sample: Sample): boolean {
  switch (sample.kind) {
    case 'proportion':
      return Number.isFinite(sample.events) && Number.isFinite(sample.total);
    case 'histogram':
      return sample.buckets.every(({ count }) => Number.isFinite(count));
    case 'gauge':
      return Number.isFinite(sample.value);
    case 'count':
      return Number.isFinite(sample.count);
  }
}
