import type { ArmReading, Measurement } from '../measurement.ts';
import type { Metric, Operator, Test } from '../plan/plan.ts';
import { observationsIn, samplesOf, sumSamples } from './sum.ts';
import { type Value, valueOf } from './value.ts';

/** What one look at a metric answered: the words are Argo's. `pending`: too few observations to say anything yet. */
export type LookOutcome = 'successful' | 'failed' | 'inconclusive' | 'error' | 'pending';

export interface Look {
  readonly from: number;
  readonly to: number;
  readonly outcome: LookOutcome;
  readonly canary?: Value;
  readonly baseline?: Value;
  /** Why there is no answer. */
  readonly why?: 'no-data' | 'no-baseline' | 'provider-errors' | 'too-few-samples';
  readonly detail?: string;
}

const BEYOND_LAST_BUCKET = 'the quantile lies beyond the last finite bucket of the histogram';

/** A sentence that is judged look by look: a limit, or a multiple of the baseline. */
export type LookTest = Exclude<Test, { kind: 'no-significant' }>;

/**
 * Judges the newest of `measurements` (oldest first, one metric) by itself.
 *
 * The look sees the metric's window, and further back, as far as the measurements go, until it has the
 * metric's minimum of samples. `harmful` says that the test describes harm (a rollback condition): then the
 * look fails when the test is true.
 */
export function takeLook(
  metric: Metric,
  test: LookTest,
  harmful: boolean,
  measurements: readonly Measurement[],
): Look {
  const newest = measurements.at(-1);
  if (newest === undefined) throw new Error('a look needs a measurement');
  const span = { from: newest.from, to: newest.to };
  const missing = describeMissing(newest.canary);
  if (missing) return { ...span, ...missing };

  const canary = readArm(metric, measurements, 'canary');
  if (canary === undefined || canary.samples < metric.looks.minimumSamples) {
    return { ...span, outcome: 'pending', why: 'too-few-samples', ...(canary && { canary }) };
  }
  const baselineMissing = describeMissing(newest.baseline);
  const baseline = baselineMissing ? undefined : readArm(metric, measurements, 'baseline');
  const seen = { ...span, canary, ...(baseline && { baseline }) };
  if (test.kind === 'limit')
    return { ...seen, ...compare(canary, test.operator, test.value, harmful) };

  if (baselineMissing?.outcome === 'error') return { ...seen, ...baselineMissing };
  if (baseline === undefined || baselineMissing) {
    return {
      ...seen,
      outcome: 'inconclusive',
      why: 'no-baseline',
      detail: baselineMissing?.detail ?? '',
    };
  }
  if (baseline.samples < metric.looks.minimumSamples) {
    return { ...seen, outcome: 'pending', why: 'too-few-samples' };
  }
  if (baseline.atLeast) {
    return { ...seen, outcome: 'inconclusive', why: 'no-baseline', detail: BEYOND_LAST_BUCKET };
  }
  return { ...seen, ...compare(canary, test.operator, baseline.value * test.factor, harmful) };
}

function describeMissing(
  reading: ArmReading,
): Pick<Look, 'outcome' | 'why' | 'detail'> | undefined {
  switch (reading.outcome) {
    case 'sample':
      return undefined;
    case 'error':
      return { outcome: 'error', why: 'provider-errors', detail: reading.detail };
    case 'no-data':
      return { outcome: 'inconclusive', why: 'no-data', detail: reading.detail };
  }
}

function readArm(
  metric: Metric,
  measurements: readonly Measurement[],
  arm: 'canary' | 'baseline',
): Value | undefined {
  const newest = measurements.at(-1);
  if (newest === undefined) return undefined;
  const windowStart = newest.to - metric.looks.window;
  const readings: ArmReading[] = [];
  let samples = 0;
  let span = 0;
  for (const measurement of measurements.toReversed()) {
    // Half an interval of tolerance: looks are never taken to the millisecond.
    const beyondWindow = measurement.from < windowStart - metric.looks.interval / 2;
    if (beyondWindow && samples >= metric.looks.minimumSamples) break;
    const reading = measurement[arm];
    if (reading.outcome !== 'sample') continue;
    readings.unshift(reading);
    samples += observationsIn(reading.sample);
    span += measurement.to - measurement.from;
    if (reading.sample.kind === 'gauge') break;
  }
  const sum = sumSamples(samplesOf(readings));
  return sum && valueOf(metric.shape, sum, span);
}

function compare(
  canary: Value,
  operator: Operator,
  limit: number,
  harmful: boolean,
): Pick<Look, 'outcome' | 'why' | 'detail'> {
  if (canary.atLeast && canary.value < limit) {
    return { outcome: 'inconclusive', why: 'no-data', detail: BEYOND_LAST_BUCKET };
  }
  return { outcome: holds(canary.value, operator, limit) === harmful ? 'failed' : 'successful' };
}

function holds(value: number, operator: Operator, limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}
