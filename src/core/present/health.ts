import { describeSeen } from '../judge/describe-weighed.ts';
import type { CriterionReport } from '../judge/report.ts';
import { standingOf } from '../judge/standing.ts';
import { formatRatio, formatRatioRange } from '../quantity/ratio.ts';
import { formatQuantity } from '../quantity/unit.ts';

/** What a person might do; the plan decides by itself, and not by this. */
export type Advice = 'roll back' | 'pause' | 'hold' | 'go on';

/** How well a release does, for people. Nothing is ever decided by it. */
export interface Health {
  /** From 0, it is taken back, to 100, nothing speaks against it: that of the worst metric. */
  readonly score: number;
  /** Every metric by its worst sentence, the worst first. */
  readonly parts: readonly HealthPart[];
  readonly advice: Advice;
  /** About the worst metric, ending with the advice. */
  readonly sentence: string;
}

export interface HealthPart {
  readonly metric: string;
  readonly score: number;
  readonly report: CriterionReport;
}

/** What nobody can say something about is neither well nor ill. */
const UNKNOWN = 50;

/**
 * The health of a release by how its criteria stand; undefined while nothing was measured. A broken sentence scores
 * 0. Any other scores 100 less the share of the way that it has gone towards being broken (its strain: evidence
 * against what a rollback needs, failed looks against `failureLimit`, a bad run against `for`), but at most 50
 * while it cannot be answered. Dry runs, warnings and what does not apply are left out.
 *
 * @example criteria that hold, one with a third of the evidence a rollback needs: 67
 */
export function assessHealth(criteria: readonly CriterionReport[]): Health | undefined {
  const parts = worstByMetric(criteria.filter(counts));
  const [worst] = parts;
  if (worst === undefined) return undefined;
  const advice = adviseOn(parts);
  return { score: worst.score, parts, advice, sentence: `${describeWorst(worst)}: ${advice}` };
}

function counts({ dryRun, action, reason, canary }: CriterionReport): boolean {
  if (dryRun || action === 'warn' || reason === 'not-applicable') return false;
  return reason !== 'too-early' || canary !== undefined;
}

function worstByMetric(criteria: readonly CriterionReport[]): readonly HealthPart[] {
  const parts = new Map<string, HealthPart>();
  for (const report of criteria) {
    const score = scoreOf(report);
    const known = parts.get(report.metric);
    if (known === undefined || score < known.score) {
      parts.set(report.metric, { metric: report.metric, score, report });
    }
  }
  return [...parts.values()].toSorted((a, b) => a.score - b.score);
}

function scoreOf({ verdict, reason, strain = 0 }: CriterionReport): number {
  if (verdict === 'fail') return 0;
  const score = Math.round(100 * (1 - strain));
  const isAnswered = verdict === 'pass' || reason === 'too-early';
  return isAnswered ? score : Math.min(UNKNOWN, score);
}

function adviseOn(parts: readonly HealthPart[]): Advice {
  const reports = parts.map(({ report }) => report);
  const failed = reports.filter(({ verdict }) => verdict === 'fail');
  if (failed.some(({ action }) => action === 'rollback')) return 'roll back';
  if (failed.length > 0 || reports.some(({ exceeded }) => exceeded !== undefined)) return 'pause';
  return reports.every((one) => standingOf(one) === 'pass') ? 'go on' : 'hold';
}

/** In as few words as say it: `error-rate is 2.3x stable (1.6x to 3.4x), seen after 9m and 41 failures`. */
function describeWorst({ score, report }: HealthPart): string {
  const { metric, verdict, weighed } = report;
  if (verdict === 'pass' && score === 100) return 'every criterion holds';
  if (verdict !== 'fail' || weighed === undefined) return report.sentence;
  return `${metric} is ${describeDifference(report)}, seen ${describeSeen(weighed)}`;
}

function describeDifference(report: CriterionReport): string {
  const { canary = Number.NaN, baseline = Number.NaN, ratio, ratioRange, unit } = report;
  if (ratio !== undefined && ratio > 0) {
    return `${formatRatio(ratio)} stable${ratioRange ? ` (${formatRatioRange(ratioRange)})` : ''}`;
  }
  const range = ratioRange && ratioRange.low > 0 ? ` (${formatRatioRange(ratioRange)})` : '';
  return `${formatQuantity(canary, unit)} where stable has ${formatQuantity(baseline, unit)}${range}`;
}
