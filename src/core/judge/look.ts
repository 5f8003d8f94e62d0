import type { ArmReading, Measurement, Sample } from '../measurement.ts';
import type { Metric, Operator, Test } from '../plan/plan.ts';
import { provesBroken } from './proof.ts';
import { holds } from '../quantity/comparison.ts';
import type { Value } from './value.ts';
import { slideWindow } from './window.ts';

/** What one look at a metric answered: the words are Argo's. `pending`: too few observations to say anything yet. */
export type LookOutcome = 'successful' | 'failed' | 'inconclusive' | 'error' | 'pending';

export interface Look {
  readonly from: number;
  readonly to: number;
  readonly outcome: LookOutcome;
  readonly canary: Value | undefined;
  readonly baseline: Value | undefined;
  /** Why there is no answer. */
  readonly why: Lack | undefined;
  readonly detail: string | undefined;
}

type Lack = 'no-data' | 'no-baseline' | 'provider-errors' | 'too-few-samples';

interface Answer {
  readonly outcome: LookOutcome;
  readonly why?: Lack;
  readonly detail?: string;
}

/** What is asked of the values at every look. */
export interface Question {
  readonly needsBaseline: boolean;
  /** `baseline` is undefined only where it is not needed. */
  answer(canary: Value, baseline: Value | undefined): Answer;
  /** Whether fewer samples than the minimum prove all the same that the look fails. */
  proves?(metric: Metric, sample: Sample): boolean;
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
  return measurements.map((measurement, index) => {
    const hasBaseline = measurement.baseline.outcome === 'sample';
    const canary = measurement.canary.outcome === 'sample' ? canaries[index] : undefined;
    const baseline = canary && hasBaseline ? baselines[index] : undefined;
    const { from, to } = measurement;
    const { outcome, why, detail } = takeLook(metric, measurement, canary, baseline, question);
    return { from, to, outcome, canary, baseline, why, detail };
  });
}

function takeLook(
  metric: Metric,
  measurement: Measurement,
  canary: Value | undefined,
  baseline: Value | undefined,
  { needsBaseline, answer, proves }: Question,
): Answer {
  const { minimumSamples } = metric.looks;
  const missing = describeMissing(measurement.canary);
  if (missing !== undefined) return missing;
  if (canary === undefined) return TOO_FEW;
  if (canary.samples < minimumSamples) {
    return proves?.(metric, canary.sample) === true ? FAILED : TOO_FEW;
  }
  if (!needsBaseline) return answer(canary, baseline);
  const lack = describeMissing(measurement.baseline);
  if (lack?.outcome === 'error') return lack;
  if (baseline === undefined) return lackBaseline(lack?.detail ?? '');
  return baseline.samples < minimumSamples ? TOO_FEW : answer(canary, baseline);
}

const TOO_FEW: Answer = { outcome: 'pending', why: 'too-few-samples' };

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
        proves: (metric, sample) =>
          provesBroken(metric, sample, test, test.operator.startsWith('<') !== harmful),
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
export const ASK_FOR_DATA: Question = { needsBaseline: true, answer: () => SUCCESSFUL };

const SUCCESSFUL: Answer = { outcome: 'successful' };
const FAILED: Answer = { outcome: 'failed' };

const BEYOND_LAST_BUCKET = 'the quantile lies beyond the last finite bucket of the histogram';

function compare(canary: Value, operator: Operator, limit: number, harmful: boolean): Answer {
  if (canary.atLeast && canary.value < limit) {
    return { outcome: 'inconclusive', why: 'no-data', detail: BEYOND_LAST_BUCKET };
  }
  return holds(canary.value, operator, limit) === harmful ? FAILED : SUCCESSFUL;
}
