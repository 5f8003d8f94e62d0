import type { Sentence, Weight } from '../../plan/plan.ts';
import type { Duration } from '../../quantity/instant.ts';
import type { CriterionReport } from '../report.ts';

/** What a sentence that weighs evidence will be able to see in one phase. */
export interface Foresight {
  /** Index of the phase. */
  readonly phase: number;
  readonly sentence: Sentence;
  readonly role: CriterionReport['role'];
  /** This sentence's share of the rollout's false alarms, a chance. */
  readonly falseAlarms: number;
  /** The largest harm that is none: a ratio of what the metric shows, below 1 where less is harm. */
  readonly allowed: number;
  /**
   * The smallest harm that is shown in four of five cases by the end of the phase, extension included: a ratio as
   * above. Infinity when none would be, however large.
   */
  readonly detectable: number;
  /** There when a harm of `harm` would most likely not be shown in time; what would be enough. */
  readonly blind?: {
    readonly harm: number;
    /** A bake of this length would do; left out when a year would not. */
    readonly bake?: Duration;
    /** So would this weight, in whole percent below 100; left out when none would. */
    readonly weight?: Weight;
  };
}
