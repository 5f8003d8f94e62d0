import type { Sentence } from '../plan/plan.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatQuantity } from '../quantity/unit.ts';
import type { CriterionReport } from './report.ts';

type Wordless = Omit<CriterionReport, 'sentence'>;

/**
 * One sentence for people: what was measured, what was wanted, on how much evidence.
 *
 * @example 'error-rate is 5.1% in the canary (stable 0.2%), wanted < 1%, on 2140 samples'
 */
export function describeReport(report: Wordless, sentence: Sentence): string {
  const { detail } = report;
  const measured = describeMeasured(report);
  switch (report.reason) {
    case 'holds':
    case 'broken':
      return `${measured}, ${describeWanted(report, sentence)}${describeSamples(report)}`;
    case 'not-applicable':
      return `${report.metric} is not compared: at 100% no stable traffic is left to compare with`;
    case 'too-early':
      return report.canary === undefined
        ? `${report.metric} has not been measured yet`
        : `${measured}, ${describeWanted(report, sentence)}, not yet for long enough`;
    case 'too-few-samples':
      return `${report.metric} has too few samples to judge: ${report.samples} in the canary`;
    case 'no-data':
      return withDetail(`${report.metric} has no data in the canary`, detail);
    case 'no-baseline':
      return withDetail(`${report.metric} has no data in the stable version`, detail);
    case 'provider-errors':
      return withDetail(`${report.metric} could not be read`, detail);
    case 'no-evidence':
      return `${measured}, which is too little evidence either way`;
  }
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
  if (ratio === undefined) return '';
  const range = ratioRange
    ? `, ${ratioRange.low.toFixed(2)}x to ${ratioRange.high.toFixed(2)}x`
    : '';
  return `: ${ratio.toFixed(2)}x${range}`;
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
      return report.verdict === 'fail'
        ? `a significant ${test.direction}`
        : `no significant ${test.direction} seen`;
  }
}

function describeSamples({ samples }: Wordless): string {
  return samples > 1 ? `, on ${Math.round(samples)} samples` : '';
}

function withDetail(text: string, detail: string | undefined): string {
  return detail ? `${text}: ${detail}` : text;
}
