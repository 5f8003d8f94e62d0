import type { Arm, ArmReading, Measurement, Sample } from '../measurement.ts';
import type { Metric } from '../plan/plan.ts';
import { addSamples, observationsIn } from './sum.ts';
import { type Value, valueOf } from './value.ts';

/** Samples added up from one measurement on, with the milliseconds they span. */
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
  metric: Metric,
  measurements: readonly Measurement[],
  arm: Arm,
): readonly (Value | undefined)[] {
  const { looks, shape } = metric;
  const sizes = measurements.map((measurement) => sizeOf(measurement[arm]));
  let start = 0;
  let samples = 0;
  let sum: Sum | undefined;
  return measurements.map((measurement, index) => {
    samples += sizes[index] ?? 0;
    // Half an interval of tolerance: looks are never taken to the millisecond.
    const begin = measurement.to - looks.window - looks.interval / 2;
    let moved = false;
    while (start < index && isBefore(measurements[start], begin)) {
      const rest = samples - (sizes[start] ?? 0);
      if (rest < looks.minimumSamples) break;
      samples = rest;
      start += 1;
      moved = true;
    }
    const added = moved ? measurements.slice(start, index + 1) : [measurement];
    sum = added.reduce((before, one) => extend(before, one, arm), moved ? undefined : sum);
    return sum && valueOf(shape, sum.sample, sum.span);
  });
}

function sizeOf(reading: ArmReading): number {
  return reading.outcome === 'sample' ? observationsIn(reading.sample) : 0;
}

function isBefore(measurement: Measurement | undefined, begin: number): boolean {
  return measurement !== undefined && measurement.from < begin;
}

function extend(sum: Sum | undefined, measurement: Measurement, arm: Arm): Sum | undefined {
  const reading = measurement[arm];
  if (reading.outcome !== 'sample') return sum;
  const span = measurement.to - measurement.from;
  return sum === undefined
    ? { sample: reading.sample, span }
    : { sample: addSamples(sum.sample, reading.sample), span: sum.span + span };
}
