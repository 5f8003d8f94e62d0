import { classify } from './classification.ts';
import { cleanValues } from './cleaning.ts';
import type { KayentaMetricResult, KayentaResult } from './result.ts';
import { scoreMetrics } from './score.ts';
import { completeSettings, type KayentaSettings } from './settings.ts';
import { summarise } from './summary.ts';

/** What a canary configuration says about the whole canary. */
export interface KayentaConfig {
  /** Scores from which on the canary passes, or is marginal; 0 to 100. */
  readonly thresholds: { readonly pass: number; readonly marginal: number };
  /** By group, in percent; groups without a weight share what is left of 100. */
  readonly groupWeights?: Readonly<Record<string, number>>;
}

/** One metric as it was measured, interval by interval, at the same time in both arms. */
export interface KayentaMetric {
  readonly name: string;
  /** A metric may be in several groups; in none it is not scored, though it can fail the canary if critical. */
  readonly groups: readonly string[];
  /** In any order; NaN where an interval has no value. Infinity is a value here, greater than all others. */
  readonly canary: readonly number[];
  readonly baseline: readonly number[];
  readonly settings?: KayentaSettings;
}

/**
 * Judges a canary as Spinnaker's Kayenta does (its NetflixACAJudge-v1.0): each metric's values are cleaned, the
 * two arms compared by Mann and Whitney's test, and the labels scored by group.
 *
 * Its source and documentation are the specification, shortcomings included, so that people who come from there
 * find their results again. Three of them let a canary through that nobody has looked at: a metric without data
 * passes with `nanStrategy: replace`, a metric with one value in each arm is an `Error` that is not scored, and
 * a group of which nothing could be judged counts 100. And a baseline of only zeros with errors in up to seven
 * of ten intervals of the canary passes (spinnaker/kayenta#377). Only the noise that sets apart constant arms
 * differs: here it is the same every time.
 *
 * Throws a RangeError for an outlier factor that is not above 0.
 *
 * @example two metrics of one group, one labelled High: score 50, Fail with thresholds 95 and 75
 */
export function judgeKayenta(
  config: KayentaConfig,
  metrics: readonly KayentaMetric[],
): KayentaResult {
  const results = metrics.map(judgeMetric);
  const scored = scoreMetrics(
    results.filter(({ muted }) => !muted),
    config.groupWeights ?? {},
  );
  return {
    ...scored,
    classification: classifyScore(scored.score, config.thresholds),
    metrics: results,
  };
}

function judgeMetric({ name, groups, settings = {}, ...values }: KayentaMetric) {
  const complete = completeSettings(settings);
  const canary = cleanValues(values.canary, complete);
  const baseline = cleanValues(values.baseline, complete);
  return {
    name,
    groups,
    muted: complete.muted,
    ...classify(canary, baseline, complete),
    canary: summarise(canary),
    baseline: summarise(baseline),
  } satisfies KayentaMetricResult;
}

function classifyScore(
  score: number,
  { pass, marginal }: KayentaConfig['thresholds'],
): KayentaResult['classification'] {
  if (score >= pass) return 'Pass';
  return score >= marginal ? 'Marginal' : 'Fail';
}
