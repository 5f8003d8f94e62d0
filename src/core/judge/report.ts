import type { Action } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Unit } from '../quantity/unit.ts';

/** The judge's answer. Missing data is inconclusive: never a pass, never a silent fail. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** Why a criterion stands as it does. */
export type VerdictReason =
  | 'holds'
  | 'broken'
  | 'too-early' // not looked at yet, or `for` has not run its time
  | 'too-few-samples'
  | 'no-data'
  | 'no-baseline'
  | 'provider-errors'
  | 'not-applicable' // a comparison with the baseline where no baseline can exist
  | 'no-evidence'; // the statistical judge sees neither harm nor its absence

/** How many looks ended how. */
export interface LookCounts {
  readonly successful: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly errors: number;
}

/** An interval that holds the true value with the stated confidence (0 to 1). */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A criterion with what was measured: the row people see, and what the ledger keeps. */
export interface CriterionReport {
  readonly criterion: string;
  readonly metric: string;
  /** Whether it is one of the phase's criteria or one of the plan's rollback conditions. */
  readonly role: 'criterion' | 'condition';
  readonly action: Action;
  readonly dryRun: boolean;
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  readonly unit: Unit;
  /** Latest judged values; undefined where there is no number. */
  readonly canary?: number;
  readonly baseline?: number;
  /** Canary over baseline, where both are known and the baseline is not 0. */
  readonly ratio?: number;
  readonly ratioRange?: Range;
  /** Observations in the canary behind the verdict. */
  readonly samples: number;
  readonly looks: LookCounts;
  /** Which of the plan's limits is used up, so that further looks cannot change the verdict. */
  readonly exceeded?: 'failureLimit' | 'inconclusiveLimit' | 'consecutiveErrorLimit';
  /** End of the first look that broke it. */
  readonly brokenAt?: Instant;
  /** The provider's own words where there is no number. */
  readonly detail?: string;
  /** One sentence with the numbers: `error-rate is 5.1% in the canary, limit 1% (2,140 requests)`. */
  readonly sentence: string;
}
