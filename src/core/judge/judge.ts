import type { ArmReading, Measurement } from '../measurement.ts';
import type { Sentence } from '../plan/plan.ts';
import { describeReport } from './describe.ts';
import { withFiniteNumbers } from './finite.ts';
import type { Hearing } from './hearing.ts';
import { judgePhaseByKayenta } from './kayenta/phase.ts';
import { rule } from './methods.ts';
import type { CriterionReport } from './report.ts';

/** Judges the phase's criteria and the plan's rollback conditions, in the plan's order. */
export function judgePhase(hearing: Hearing): readonly CriterionReport[] {
  const known = judged.get(hearing.measurements);
  if (known !== undefined && isSame(known.hearing, hearing)) return known.reports;
  const reports = judgeAnew(hearing);
  judged.set(hearing.measurements, { hearing, reports });
  return reports;
}

/**
 * The last reports by the measurements they were made from: a machine decides several times for each look, and
 * between two looks nothing that is judged changes.
 */
const judged = new WeakMap<
  readonly Measurement[],
  { readonly hearing: Hearing; readonly reports: readonly CriterionReport[] }
>();

function isSame(one: Hearing, other: Hearing): boolean {
  const names = Object.keys(other) as readonly (keyof Hearing)[];
  return names.every((name) => one[name] === other[name]);
}

function judgeAnew(hearing: Hearing): readonly CriterionReport[] {
  const phase = hearing.plan.phases[hearing.phase];
  if (phase === undefined) throw new Error(`the plan has no phase ${hearing.phase}`);
  const series = groupByMetric(hearing.measurements);
  return [
    ...phase.criteria.map((sentence) => judgeSentence(sentence, 'criterion', hearing, series)),
    ...judgePhaseByKayenta(hearing, series),
    ...hearing.plan.rollback.map((one) => judgeSentence(one, 'condition', hearing, series)),
  ];
}

/** The measurements by metric, without those that only set a starting point. */
type Series = ReadonlyMap<string, readonly Measurement[]>;

function groupByMetric(measurements: readonly Measurement[]): Series {
  const series = new Map<string, Measurement[]>();
  for (const given of measurements) {
    if (isFirstLook(given.canary) || isFirstLook(given.baseline)) continue;
    const measurement = withFiniteNumbers(given);
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
  const ruling = rule({ sentence, test: sentence.test, role, metric, measurements, hearing });
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
