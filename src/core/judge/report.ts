import type { Action } from '../plan/plan.ts';
import type { Duration, Instant } from '../quantity/instant.ts';
import type { Unit } from '../quantity/unit.ts';

/** The judge's answer. Missing data is inconclusive: never a pass, never a silent fail. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** Why a criterion stands as it does. */
export type VerdictReason =
  | 'holds'
  | 'broken'
  | 'too-early' // not looked at yet, or `for` has not run its time: a condition that began to come true passes till then
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

/**
 * What all measurements of the phase, weighed together, say about a sentence that compares with the stable
 * version. Ratios are of what the metric shows; where less is harm they lie below 1.
 */
export interface Weighed {
  readonly finding: 'harm-shown' | 'harmless-shown' | 'undecided';
  /** Harm beyond this is an alarm: the largest ratio the canary may have. Left out where it is one of odds. */
  readonly allowed?: number;
  /** Harm beyond this is what `harmless-shown` excludes. Left out where it is one of odds: a doubling of them. */
  readonly accepted?: number;
  /** The smallest harm that would be shown by the end of the phase in four of five cases; Infinity when none would. Left out while too little is known. */
  readonly detectable?: number;
  /** This sentence's share of the false alarms, and the whole rollout's: chances, 0 to 1. */
  readonly falseAlarms: { readonly share: number; readonly rollout: number };
  /** What speaks for harm in the canary so far, and what it is called: `41 failures`. */
  readonly seen: { readonly count: number; readonly noun: string };
  /** Since the bake began. */
  readonly after: Duration;
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
  /** Left out where looks are judged one by one. */
  readonly weighed?: Weighed;
  /** Why looks were judged one by one although the sentence compares with the stable version. */
  readonly unweighed?: 'too-few-intervals' | 'no-edge' | 'negative-value' | 'unreachable-margin';
  /** How far it has come towards being broken: from 0, nothing speaks for harm, to 1, broken. */
  readonly strain?: number;
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
