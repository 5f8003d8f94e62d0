import type { KayentaPlan } from '../../plan/plan.ts';
import type { CriterionReport, LookCounts, VerdictReason } from '../report.ts';
import type { Doubt } from './doubt.ts';
import type { JudgedRound } from './phase.ts';
import type { KayentaGroup, KayentaMetricResult, KayentaResult } from './result.ts';

type Answer = Pick<CriterionReport, 'verdict' | 'reason' | 'sentence'>;

/**
 * The row that decides: the score of the canary against its thresholds.
 *
 * @example 'kayenta scores 50 of 100 (pass 95, marginal 75): errors 0, latency 100; error-rate is High'
 */
export function reportScore(
  { scoreThresholds }: KayentaPlan,
  told: JudgedRound | undefined,
  outage: Doubt | undefined,
  looks: LookCounts,
): CriterionReport {
  const answer = answerOf(scoreThresholds, told, outage);
  const points = told?.result.metrics.map(({ canary }) => canary.count) ?? [];
  return {
    criterion: scoreWanted({ scoreThresholds }),
    metric: 'kayenta',
    role: 'criterion',
    action: 'rollback',
    dryRun: false,
    unit: 'number',
    ...answer,
    ...(told && { canary: told.result.score }),
    ...(answer.verdict === 'fail' && told && { brokenAt: told.end }),
    ...(outage?.exceeded && { exceeded: outage.exceeded }),
    samples: points.length === 0 ? 0 : Math.min(...points),
    looks,
  };
}

/** What the phase must reach, written as a sentence among its criteria: `kayenta: score >= 95`. */
export function scoreWanted({ scoreThresholds }: Pick<KayentaPlan, 'scoreThresholds'>): string {
  return `kayenta: score >= ${scoreThresholds.pass}`;
}

function answerOf(
  { pass, marginal }: KayentaPlan['scoreThresholds'],
  told: JudgedRound | undefined,
  outage: Doubt | undefined,
): Answer {
  if (outage !== undefined)
    return unknown(outage.reason, `kayenta cannot judge: ${outage.because}`);
  if (told === undefined) {
    return unknown('too-early', 'kayenta has not judged yet: it does so when the bake ends');
  }
  const { result, doubt, isLast } = told;
  const sentence = `kayenta scores ${result.score} of 100 (pass ${pass}, marginal ${marginal})${describeParts(result)}`;
  if (doubt !== undefined && (isLast || result.classification === 'Fail')) {
    return unknown(doubt.reason, `${sentence}, which is not believed: ${doubt.because}`);
  }
  if (result.classification === 'Fail') return { verdict: 'fail', reason: 'broken', sentence };
  if (!isLast) return unknown('too-early', `${sentence}, and judges again`);
  if (result.classification === 'Pass') return { verdict: 'pass', reason: 'holds', sentence };
  return unknown('no-evidence', `${sentence}, which is marginal`);
}

function unknown(reason: VerdictReason, sentence: string): Answer {
  return { verdict: 'inconclusive', reason, sentence };
}

function describeParts({ groups, metrics, reason }: KayentaResult): string {
  const scores = groups.map(describeGroup).join(', ');
  const blamed = metrics.filter(({ muted, classification }) => !muted && classification !== 'Pass');
  const because =
    reason.code === 'critical-metric' ? `; ${reason.metric} is critical and fails all` : '';
  const worst = blamed.length === 0 ? '' : `; ${blamed.map(describeLabel).join(', ')}`;
  return `: ${scores}${worst}${because}`;
}

function describeGroup({ name, score, noData }: KayentaGroup): string {
  return `${name} ${noData ? 'unknown' : Math.round(score)}`;
}

function describeLabel({ name, classification }: KayentaMetricResult): string {
  return `${name} is ${classification}`;
}
