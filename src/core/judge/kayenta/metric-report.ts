import { formatQuantity } from '../../quantity/unit.ts';
import type { CriterionReport, LookCounts } from '../report.ts';
import type { KayentaMetricResult } from './result.ts';
import type { Judged } from './series.ts';

type Answer = Pick<CriterionReport, 'verdict' | 'reason'>;

/**
 * A row that shows one metric beside the score and never decides by itself.
 *
 * @example 'error-rate is High: 1.9% in the canary, stable 1% (1.90x), over 60 points'
 */
export function reportMetric(result: KayentaMetricResult, judged: Judged): CriterionReport {
  const { name, groups, muted, canary, baseline } = result;
  const { metric, measurements } = judged;
  return {
    criterion: `kayenta: ${name} in ${groups.join(', ')}`,
    metric: name,
    role: 'criterion',
    action: 'warn',
    dryRun: muted,
    unit: metric.unit,
    ...answerOf(result),
    ...(canary.count > 0 && { canary: canary.mean }),
    ...(baseline.count > 0 && { baseline: baseline.mean }),
    ...(Number.isFinite(result.ratio) && canary.count > 0 && { ratio: result.ratio }),
    samples: canary.count,
    looks: countLooks(measurements),
    sentence: `${name} ${describe(result, judged)}`,
  };
}

function answerOf({ classification, reason, canary }: KayentaMetricResult): Answer {
  if (reason === 'no-data' || reason === 'no-data-replaced') {
    const verdict = classification === 'NodataFailMetric' ? 'fail' : 'inconclusive';
    return { verdict, reason: canary.count === 0 ? 'no-data' : 'no-baseline' };
  }
  if (classification === 'Error') return { verdict: 'inconclusive', reason: 'no-evidence' };
  return classification === 'Pass'
    ? { verdict: 'pass', reason: 'holds' }
    : { verdict: 'fail', reason: 'broken' };
}

function describe(result: KayentaMetricResult, { metric, measurements }: Judged): string {
  const { classification, reason, canary, baseline, ratio } = result;
  if (reason === 'no-data' || reason === 'no-data-replaced') {
    const arm = canary.count === 0 ? 'the canary' : 'the stable version';
    return `has no data in ${arm}, of ${measurements.length} intervals`;
  }
  if (classification === 'Error') return 'cannot be compared: its values are all tied';
  const times = Number.isFinite(ratio) ? ` (${ratio.toFixed(2)}x)` : '';
  const values = `${formatQuantity(canary.mean, metric.unit)} in the canary, stable ${formatQuantity(baseline.mean, metric.unit)}${times}`;
  return `is ${classification}: ${values}, over ${canary.count} points`;
}

function countLooks(measurements: Judged['measurements']): LookCounts {
  const looks = { successful: 0, failed: 0, inconclusive: 0, errors: 0 };
  for (const { canary, baseline } of measurements) {
    const outcomes = new Set([canary.outcome, baseline.outcome]);
    if (outcomes.has('error')) looks.errors += 1;
    else if (outcomes.has('no-data')) looks.inconclusive += 1;
    else looks.successful += 1;
  }
  return looks;
}
