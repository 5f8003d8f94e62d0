import type { Bucket } from '../../measurement.ts';
import type { Interval } from '../../quantity/instant.ts';

/** One metric over one interval in both arms, measured at the same time. */
export interface Paired<Side> extends Interval {
  readonly canary: Side;
  readonly baseline: Side;
}

/** `events` of `total` in one interval, 0 <= events <= total; may be fractional where a provider extrapolates. */
export interface Counts {
  readonly events: number;
  readonly total: number;
}

/**
 * A side that may also be known by pod (host, instance); the pods' counts add up to the side's. Given by name,
 * or in columns, which cost less where there are hundreds of pods.
 */
export type ByPod<Side> = Side & {
  readonly pods?: Readonly<Record<string, Side>>;
  readonly podColumns?: PodColumns;
};

/** Many pods at once: for proportions and counts, what is named `size` being the total or the exposure. */
export interface PodColumns {
  /** The same array for interval after interval is recognised, and costs nothing. */
  readonly names: readonly string[];
  readonly events: Float64Array;
  readonly sizes: Float64Array;
}

/** Failures of requests, conversions of visits. */
export type PairedCounts = Paired<ByPod<Counts>>;

/** Observations by bucket, cumulative, `le` ascending and ending with +Infinity. */
export interface Distribution {
  readonly buckets: readonly Bucket[];
}
export type PairedDistributions = Paired<ByPod<Distribution>>;

/** Something read off at the end of the interval; at least 0. */
export interface Reading {
  readonly value: number;
}
export type PairedReadings = Paired<Reading>;

/**
 * How often something happened, and to how much traffic it could have happened. `exposure` may have any unit
 * that both arms share (requests, the arm's weight times seconds, pods times seconds) and must be the exposure
 * of *this* interval: a share held fixed while the weight moves would invent differences.
 */
export interface Tally {
  readonly count: number;
  readonly exposure: number;
}
export type PairedTallies = Paired<ByPod<Tally>>;

/** Which difference is harm: more in the canary, less in the canary, or either. */
export type Direction = 'increase' | 'drop' | 'change';

/** What the judge is asked. */
export interface Question {
  readonly direction: Direction;
  /** Chance of calling a healthy canary harmful, for this metric over the whole phase; 0 < alpha < 1. */
  readonly alpha: number;
  /**
   * Largest ratio between the arms that is no harm, at least 1: 1.1 means "within 10%", for a drop "down to
   * 1/1.1". Left out, it follows from what is known about the noise (see `defaultMargin`).
   */
  readonly margin?: number | undefined;
  /** What "harmless" claims: a harm beyond this ratio is excluded, wrongly with at most this chance. */
  readonly harmless?: { readonly margin: number; readonly alpha: number } | undefined;
  /** From the first judged moment to the latest moment the phase may end, extensions included. */
  readonly phase: Interval;
}

export type Finding = 'shown' | 'not-shown';

/** Why the evidence is what it is; one code, the most telling first. */
export type EvidenceReason =
  | 'harm-shown'
  | 'harmless-shown'
  | 'undecided' // enough to judge, but neither is shown yet
  | 'too-few-events' // the ratio looks bad, on fewer events or intervals than a rollback needs
  | 'too-few-intervals' // not enough intervals to know the noise
  | 'no-events' // traffic in both arms, nothing happened in either (or everything did)
  | 'no-traffic' // one arm received nothing, or there was no complete interval
  | 'unreachable-margin' // the margin allows more than every event there can be: harm cannot be shown
  | 'no-edge' // no bucket edge shared by both arms lies near 1-10% exceedance
  | 'negative-value'; // a gauge below zero has no ratio

/** Canary over baseline, of what the metric shows (rates, not odds). */
export interface RatioEstimate {
  /** NaN when nothing is known; Infinity when only the canary has events. */
  readonly estimate: number;
  /** 95% interval that holds at every look at once, widened by the measured dispersion; 0 to Infinity when nothing is known. */
  readonly low: number;
  readonly high: number;
}

/** The smallest harm that would be shown with 80% probability by the end of the phase; Infinity when none would. */
export interface MinimumDetectable {
  /** On the scale the process works on: odds for proportions and histograms, rates for counts, values for gauges. */
  readonly oddsRatio: number;
  /** The same as a ratio of what the metric shows; below 1 when harm is a drop. */
  readonly ratio: number;
}

/** What is decided about one metric at one look: the part of the evidence that costs least. */
export interface Standing {
  readonly harm: Finding;
  readonly harmless: Finding;
  /** ln of the evidence for harm beyond the margin; harm needs ln(1 / alpha). 0 says nothing, below 0 speaks against. */
  readonly logE: number;
  /** ln of the evidence that a harm beyond `harmless.margin` is excluded; needs ln(1 / harmless.alpha). */
  readonly logHarmlessE: number;
  /** The margin that was used, as in `Question`. */
  readonly margin: number;
  /** Harmful events so far: what the direction makes more of (for a drop of successes: the failures). */
  readonly events: { readonly canary: number; readonly baseline: number };
  /** Intervals that say something about the ratio. */
  readonly intervals: number;
  /** Measured variance over that of independent events, or for gauges of readings without memory; at least 1. */
  readonly dispersion: number;
  /** Histograms only: the bucket edge that the figures are about, and the share of the baseline above it. */
  readonly edge?: { readonly le: number; readonly exceedance: number };
  readonly reason: EvidenceReason;
}

/** What a series says about one metric at one look. */
export interface Evidence extends Standing {
  readonly ratio: RatioEstimate;
  readonly minimumDetectable: MinimumDetectable;
}

/** What is said when nothing can be. */
export const NO_STANDING: Standing = {
  harm: 'not-shown',
  harmless: 'not-shown',
  logE: 0,
  logHarmlessE: 0,
  margin: 1,
  events: { canary: 0, baseline: 0 },
  intervals: 0,
  dispersion: 1,
  reason: 'no-traffic',
};

export const NO_EVIDENCE: Evidence = {
  ...NO_STANDING,
  ratio: { estimate: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY },
  minimumDetectable: { oddsRatio: Number.POSITIVE_INFINITY, ratio: Number.POSITIVE_INFINITY },
};
