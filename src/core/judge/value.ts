import type { Sample } from '../measurement.ts';
import type { MetricShape } from '../plan/plan.ts';
import type { Duration } from '../quantity/instant.ts';
import { quantileOf } from './quantile.ts';
import { observationsIn } from './sum.ts';

/** A metric's value in its base unit, with the number of observations behind it. */
export interface Value {
  readonly value: number;
  /** The true value is this or more: a quantile beyond the histogram's last finite bucket. */
  readonly atLeast: boolean;
  readonly samples: number;
  /** What it was made of. */
  readonly sample: Sample;
}

/**
 * The number that a metric's shape makes of a sample that spans `span` milliseconds: a share, a quantile in
 * seconds, a reading, or a rate per second. Undefined where the sample holds no observation to divide by.
 *
 * @example 3 failures of 1,000 requests: value 0.003 of 1000 samples
 */
export function valueOf(shape: MetricShape, sample: Sample, span: Duration): Value | undefined {
  const samples = observationsIn(sample);
  switch (sample.kind) {
    case 'proportion':
      return sample.total > 0
        ? { value: sample.events / sample.total, atLeast: false, samples, sample }
        : undefined;
    case 'histogram': {
      const quantile =
        shape.kind === 'latency' ? quantileOf(sample.buckets, shape.quantile) : undefined;
      return quantile && { ...quantile, samples, sample };
    }
    case 'gauge':
      return { value: sample.value, atLeast: false, samples, sample };
    case 'count':
      return span > 0
        ? { value: (sample.count * 1000) / span, atLeast: false, samples, sample }
        : undefined;
  }
}
