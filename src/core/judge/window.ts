import type { Arm, ArmReading, Measurement, Sample } from '../measurement.ts';
import type { Metric } from '../plan/plan.ts';
import { addSamples, observationsIn } from './sum.ts';
import { type Value, valueOf } from './value.ts';

/** Samples added up, with the milliseconds they span. */
interface Sum {
  readonly sample: Sample;
  readonly span: number;
}

/**
 * The value of one arm at every measurement (oldest first, one metric), each over the metric's window, and
 * further back, as far as the measurements go, until it has the metric's minimum of samples. Undefined where
 * there is nothing to make a value of. Of a gauge the latest reading is the value.
 *
 * Both ends of the window only ever move forward. While its beginning stands still a sample is added to the
 * sum of those before, so that a phase of any length is gone through once.
 */
export function slideWindow(
  { looks, shape }: Metric,
  measurements: readonly Measurement[],
  arm: Arm,
): readonly (Value | undefined)[] {
  let start = 0;
  let samples = 0;
  let sum: Sum | undefined;
  return measurements.map((measurement, index) => {
    samples += sizeOf(measurement[arm]);
    // Half an interval of tolerance: looks are never taken to the millisecond.
    const begin = measurement.to - looks.window - looks.interval / 2;
    const before = start;
    for (; start < index; start += 1) {
      const oldest = measurements[start];
      if (oldest === undefined || oldest.from >= begin) break;
      const rest = samples - sizeOf(oldest[arm]);
      if (rest < looks.minimumSamples) break;
      samples = rest;
    }
    sum = start === before ? extend(sum, measurement, arm) : sumUp(measurements, start, index, arm);
    return sum && valueOf(shape, sum.sample, sum.span);
  });
}

function sizeOf(reading: ArmReading): number {
  return reading.outcome === 'sample' ? observationsIn(reading.sample) : 0;
}

function sumUp(
  measurements: readonly Measurement[],
  first: number,
  last: number,
  arm: Arm,
): Sum | undefined {
  let sum: Sum | undefined;
  for (let index = first; index <= last; index += 1) {
    const measurement = measurements[index];
    if (measurement !== undefined) sum = extend(sum, measurement, arm);
  }
  return sum;
}

function extend(sum: Sum | undefined, measurement: Measurement, arm: Arm): Sum | undefined {
  const reading = measurement[arm];
  if (reading.outcome !== 'sample') return sum;
  const span = measurement.to - measurement.from;
  return sum === undefined
    ? { sample: reading.sample, span }
    : { sample: addSamples(sum.sample, reading.sample), span: sum.span + span };
}
