import type { ArmReading, Measurement } from '../measurement.ts';
import type { Metric, Operator, Test } from '../plan/plan.ts';
import type { Value } from './value.ts';
import { slideWindow } from './window.ts';

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

type Answer = Pick<Look, 'outcome' | 'why' | 'detail'>;

/** What is asked of the values at every look. */
export interface Question {
  readonly needsBaseline: boolean;
  /** `baseline` is undefined only where it is not needed. */
  answer(canary: Value, baseline: Value | undefined): Answer;
}

/**
 * Asks the question at each of `measurements` (oldest first, one metric). A look sees the metric's window, and
 * as far beyond as it takes to have the minimum of samples.
 */
export function takeLooks(
  metric: Metric,
  measurements: readonly Measurement[],
  question: Question,
): readonly Look[] {
  const canaries = slideWindow(metric, measurements, 'canary');
  const baselines = slideWindow(metric, measurements, 'baseline');
  return measurements.map((measurement, index) => ({
    from: measurement.from,
    to: measurement.to,
    ...takeLook(metric, measurement, canaries[index], baselines[index], question),
  }));
}

function takeLook(
  { looks }: Metric,
  measurement: Measurement,
  canary: Value | undefined,
  allBaseline: Value | undefined,
  { needsBaseline, answer }: Question,
): Omit<Look, 'from' | 'to'> {
  const canaryMissing = describeMissing(measurement.canary);
  if (canaryMissing) return canaryMissing;
  if (canary === undefined || canary.samples < looks.minimumSamples) {
    return { outcome: 'pending', why: 'too-few-samples', ...(canary && { canary }) };
  }
  const baselineMissing = describeMissing(measurement.baseline);
  const baseline = baselineMissing ? undefined : allBaseline;
  const seen = { canary, ...(baseline && { baseline }) };
  if (!needsBaseline) return { ...seen, ...answer(canary, baseline) };

  if (baselineMissing?.outcome === 'error') return { ...seen, ...baselineMissing };
  if (baseline === undefined) return { ...seen, ...lackBaseline(baselineMissing?.detail ?? '') };
  if (baseline.samples < looks.minimumSamples) {
    return { ...seen, outcome: 'pending', why: 'too-few-samples' };
  }
  return { ...seen, ...answer(canary, baseline) };
}

function describeMissing(reading: ArmReading): Answer | undefined {
  switch (reading.outcome) {
    case 'sample':
      return undefined;
    case 'error':
      return { outcome: 'error', why: 'provider-errors', detail: reading.detail };
    case 'no-data':
      return { outcome: 'inconclusive', why: 'no-data', detail: reading.detail };
  }
}

function lackBaseline(detail: string): Answer {
  return { outcome: 'inconclusive', why: 'no-baseline', detail };
}

/** A sentence that is judged look by look: a limit, or a multiple of the baseline. */
export type LookTest = Exclude<Test, { kind: 'no-significant' }>;

/**
 * The question whether a test is true of the values. `harmful` says that the test describes harm (a rollback
 * condition): then the look fails when the test is true.
 */
export function askTest(test: LookTest, harmful: boolean): Question {
  return test.kind === 'limit'
    ? {
        needsBaseline: false,
        answer: (canary) => compare(canary, test.operator, test.value, harmful),
      }
    : {
        needsBaseline: true,
        answer: (canary, baseline) =>
          baseline === undefined || baseline.atLeast
            ? lackBaseline(BEYOND_LAST_BUCKET)
            : compare(canary, test.operator, baseline.value * test.factor, harmful),
      };
}

/** The question whether both arms have anything to compare at all. */
export const ASK_FOR_DATA: Question = {
  needsBaseline: true,
  answer: () => ({ outcome: 'successful' }),
};

const BEYOND_LAST_BUCKET = 'the quantile lies beyond the last finite bucket of the histogram';

function compare(canary: Value, operator: Operator, limit: number, harmful: boolean): Answer {
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
