import type { Shift } from './shift.ts';
import type { KayentaEffectSize } from './settings.ts';
import type { Summary } from './summary.ts';

/** Kayenta's labels for a metric. `NodataFailMetric`: it must have data and has none. */
export type KayentaLabel = 'Pass' | 'High' | 'Low' | 'Nodata' | 'NodataFailMetric' | 'Error';

/** Why a metric is labelled as it is. */
export type KayentaReason =
  | 'shifted' // High or Low: significantly, in the direction that harms, and by enough
  | 'no-shift' // Pass: the interval of the shift reaches into the tolerance
  | 'other-direction' // Pass: shifted, but not in the direction that harms
  | 'small-effect' // Pass: shifted, but by less than is allowed
  | 'identical' // Pass: both arms have the same values, in whatever order
  | 'one-value' // Pass: every value of both arms is the same
  | 'no-data' // Nodata or NodataFailMetric: an arm has no values
  | 'no-data-replaced' // Pass (!): an arm has no values, not even gaps to replace by 0
  | 'all-tied'; // Error: the values are tied at a shift that had to be tried; one value in each arm, for one

/** What the test and the effect size said; only where values were compared. */
export interface KayentaComparison {
  /** Of the canary over the baseline, in the metric's unit. */
  readonly shift: Shift;
  /** A shift is one only if its interval lies wholly beyond this, on one side. */
  readonly tolerance: number;
  readonly measure: Required<KayentaEffectSize>['measure'];
  /** NaN when it cannot be computed (a mean ratio with a mean of 0): then it is not held against the metric. */
  readonly effect: number;
}

export interface Classification {
  readonly classification: KayentaLabel;
  readonly reason: KayentaReason;
  /** Whether it makes the whole canary's score 0. */
  readonly critical: boolean;
  /**
   * Kayenta's "deviation": the canary's mean over the baseline's. 1 where nothing had to be compared, NaN where
   * a mean is 0 or the comparison failed.
   */
  readonly ratio: number;
  readonly comparison?: KayentaComparison;
}

export interface KayentaMetricResult extends Classification {
  readonly name: string;
  readonly groups: readonly string[];
  readonly muted: boolean;
  /** Each arm's values after cleaning. */
  readonly canary: Summary;
  readonly baseline: Summary;
}

export interface KayentaGroup {
  readonly name: string;
  /** Passes over judged metrics, 0 to 100; 0 without data. */
  readonly score: number;
  /** No metric of the group could be judged. Such a group counts 100 in the score of the canary. */
  readonly noData: boolean;
  /** In percent: as configured, or an equal share of what the configured groups leave over. */
  readonly weight: number;
}

/** Why the score is what it is. */
export type KayentaScoreReason =
  | { readonly code: 'scored' }
  /** The first critical metric that did not pass. */
  | { readonly code: 'critical-metric'; readonly metric: string }
  /** Half of the metrics or more are `Nodata`. */
  | { readonly code: 'too-much-missing' };

export interface KayentaResult {
  /** 0 to 100, rounded to two decimals. */
  readonly score: number;
  readonly classification: 'Pass' | 'Marginal' | 'Fail';
  readonly reason: KayentaScoreReason;
  /** In the order in which the metrics name them. */
  readonly groups: readonly KayentaGroup[];
  /** In the order given, muted ones included. */
  readonly metrics: readonly KayentaMetricResult[];
}
