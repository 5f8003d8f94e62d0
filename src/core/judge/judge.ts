import type { ArmReading, Measurement } from '../measurement.ts';
import type { Metric, Plan, Sentence } from '../plan/plan.ts';
import { describeReport } from './describe.ts';
import { judgeByEvidence } from './evidence.ts';
import { judgeByLooks } from './looks.ts';
import type { CriterionReport } from './report.ts';

/** One phase as the judge sees it. */
export interface Hearing {
  readonly plan: Plan;
  readonly phase: number;
  /** All measurements of the phase, oldest first. */
  readonly measurements: readonly Measurement[];
  /** The bake is over: what was allowed to be early no longer is. */
  readonly bakeEnded: boolean;
  /** When the phase's bake began. */
  readonly bakingSince: number;
}

/** What a method answers; the judge adds the words. */
export type Ruling = Omit<
  CriterionReport,
  'criterion' | 'metric' | 'role' | 'action' | 'dryRun' | 'unit' | 'sentence'
>;

/** A sentence with all a method needs to judge it. */
export interface Case {
  readonly sentence: Sentence;
  readonly role: CriterionReport['role'];
  readonly metric: Metric;
  /** Measurements of this metric, oldest first, without those that only set a starting point. */
  readonly measurements: readonly Measurement[];
  readonly hearing: Hearing;
}

/** Judges the phase's criteria and the plan's rollback conditions, in the plan's order. */
export function judgePhase(hearing: Hearing): readonly CriterionReport[] {
  const phase = hearing.plan.phases[hearing.phase];
  if (phase === undefined) throw new Error(`the plan has no phase ${hearing.phase}`);
  const series = groupByMetric(hearing.measurements);
  return [
    ...phase.criteria.map((sentence) => judgeSentence(sentence, 'criterion', hearing, series)),
    ...hearing.plan.rollback.map((one) => judgeSentence(one, 'condition', hearing, series)),
  ];
}

/** The measurements by metric, without those that only set a starting point. */
type Series = ReadonlyMap<string, readonly Measurement[]>;

function groupByMetric(measurements: readonly Measurement[]): Series {
  const series = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    if (isFirstLook(measurement.canary) || isFirstLook(measurement.baseline)) continue;
    const earlier = series.get(measurement.metric);
    if (earlier === undefined) series.set(measurement.metric, [measurement]);
    else earlier.push(measurement);
  }
  return series;
}

function isFirstLook(reading: ArmReading): boolean {
  return reading.outcome === 'no-data' && reading.reason === 'first-look';
}

function judgeSentence(
  sentence: Sentence,
  role: CriterionReport['role'],
  hearing: Hearing,
  series: Series,
): CriterionReport {
  const metric = hearing.plan.metrics.find(({ name }) => name === sentence.metric);
  if (metric === undefined) throw new Error(`the plan declares no metric ${sentence.metric}`);
  const measurements = series.get(metric.name) ?? [];
  const ruling = rule({ sentence, role, metric, measurements, hearing });
  const report: Omit<CriterionReport, 'sentence'> = {
    criterion: sentence.text,
    metric: metric.name,
    role,
    action: sentence.action,
    dryRun: metric.looks.dryRun,
    unit: metric.unit,
    ...ruling,
  };
  return { ...report, sentence: describeReport(report, sentence) };
}

function rule(it: Case): Ruling {
  const { test } = it.sentence;
  if (test.kind !== 'limit' && isFullyOpen(it.hearing)) return NOT_APPLICABLE;
  return test.kind === 'no-significant' ? judgeByEvidence(it, test) : judgeByLooks(it, test);
}

/** At 100% no stable traffic is left to compare with. */
function isFullyOpen({ plan, phase }: Hearing): boolean {
  return (plan.phases[phase]?.weight ?? 100) >= 100;
}

const NOT_APPLICABLE: Ruling = {
  verdict: 'pass',
  reason: 'not-applicable',
  looks: { successful: 0, failed: 0, inconclusive: 0, errors: 0 },
  samples: 0,
};
