import type { Sentence } from '../plan/plan.ts';
import { formatCount } from '../quantity/count.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatRatio, formatRatioRange } from '../quantity/ratio.ts';
import { formatQuantity } from '../quantity/unit.ts';
import { describeWeighed } from './describe-weighed.ts';
import type { CriterionReport } from './report.ts';

export type Wordless = Omit<CriterionReport, 'sentence'>;

/**
 * One sentence for people: what was measured, what was wanted, on how much evidence.
 *
 * @example 'error-rate is 5.1% in the canary (stable 0.2%), wanted < 1%, on 2,140 samples'
 */
export function describeReport(report: Wordless, sentence: Sentence): string {
  const { detail, weighed } = report;
  const measured = describeMeasured(report);
  switch (report.reason) {
    case 'holds':
    case 'broken':
      return weighed === undefined
        ? `${measured}, ${describeWanted(report, sentence)}${describeSamples(report)}${describeUnweighed(report)}`
        : `${measured}; ${describeWeighed(report, weighed, sentence)}`;
    case 'not-applicable':
      return `${report.metric} is not compared: at 100% no stable traffic is left to compare with`;
    case 'too-early':
      return describeEarly(report, sentence);
    case 'too-few-samples':
      return report.samples > 0
        ? `${report.metric} has too few samples to judge: ${formatCount(report.samples)} in the canary`
        : `${report.metric} cannot be judged: nothing of it has reached the canary`;
    case 'no-data':
      return withDetail(`${report.metric} has no data in the canary`, detail);
    case 'no-baseline':
      return withDetail(`${report.metric} has no data in the stable version`, detail);
    case 'provider-errors':
      return withDetail(`${report.metric} could not be read`, detail);
    case 'no-evidence':
      return weighed === undefined || detail !== undefined
        ? withDetail(`${measured}, which is too little evidence either way`, detail)
        : `${measured}; ${describeWeighed(report, weighed, sentence)}: too little either way`;
  }
}

function describeEarly(report: Wordless, sentence: Sentence): string {
  const { metric, canary, weighed } = report;
  if (canary === undefined) return `${metric} has not been measured yet`;
  const measured = describeMeasured(report);
  return weighed === undefined
    ? `${measured}, ${describeWanted(report, sentence)}, not yet for long enough`
    : `${measured}; ${describeWeighed(report, weighed, sentence)}`;
}

function describeMeasured(report: Wordless): string {
  if (report.canary === undefined) return `${report.metric} is unknown`;
  const canary = formatQuantity(report.canary, report.unit);
  const stable =
    report.baseline === undefined
      ? ''
      : ` (stable ${formatQuantity(report.baseline, report.unit)}${describeRatio(report)})`;
  return `${report.metric} is ${canary} in the canary${stable}`;
}

function describeRatio({ ratio, ratioRange }: Wordless): string {
  if (ratio === undefined) {
    return ratioRange !== undefined && ratioRange.low > 0
      ? `: ${formatRatioRange(ratioRange)}`
      : '';
  }
  const range = ratioRange ? `, ${formatRatioRange(ratioRange)}` : '';
  return `: ${formatRatio(ratio)}${range}`;
}

function describeWanted(report: Wordless, { test, for: required }: Sentence): string {
  const lasting = required === undefined ? '' : ` for ${formatDuration(required)}`;
  const role = report.role === 'criterion' ? 'wanted' : 'not to be';
  switch (test.kind) {
    case 'limit':
      return `${role} ${test.operator} ${formatQuantity(test.value, test.unit)}${lasting}`;
    case 'baseline':
      return `${role} ${test.operator} stable x ${test.factor}${lasting}`;
    case 'no-significant':
      return `${role} no significant ${test.direction}`;
  }
}

function describeSamples({ samples }: Wordless): string {
  return samples > 1 ? `, on ${formatCount(samples)} samples` : '';
}

const WITHOUT: Readonly<Record<NonNullable<CriterionReport['unweighed']>, string>> = {
  'too-few-intervals': 'the phase is too short for more',
  'no-edge': 'no bucket edge that both versions have lies near the quantile',
  'negative-value': 'readings below zero have no ratio',
  'unreachable-margin': 'not even the worst there can be is beyond the factor',
};

function describeUnweighed({ unweighed }: Wordless): string {
  return unweighed ? `; judged look by look without its uncertainty: ${WITHOUT[unweighed]}` : '';
}

function withDetail(text: string, detail: string | undefined): string {
  return detail ? `${text}: ${detail}` : text;
}
