/** One interval's sizes: trials (or exposure) by arm, and the events of both arms together. */
export interface Margins {
  readonly canary: number;
  readonly baseline: number;
  readonly events: number;
}

/**
 * How the events that both arms had together in one interval fall on the canary, for every ratio psi between
 * the arms. Conditioning on the sum of the events is what cancels whatever hits both arms alike: incidents,
 * drift, a weight that moves.
 */
export interface ConditionalModel {
  /** The most likely number in the canary, as a real number. */
  readonly mode: (canary: number, baseline: number, events: number, psi: number) => number;
  /** The variance around that mode. */
  readonly variance: (canary: number, baseline: number, events: number, mode: number) => number;
  /** ln of how much likelier each alternative makes `canaryEvents` than psi does. */
  readonly lnLikelihoodRatios: (
    canaryEvents: number,
    margins: Margins,
    psi: number,
    alternatives: readonly number[],
  ) => number[];
  /** Whether more events in the canary mean a larger psi (1) or a smaller one (-1). */
  readonly sense: 1 | -1;
  /** Whether the interval says anything about psi. */
  readonly informative: (margins: Margins) => boolean;
  /** Variance of one arm's events over their mean: 1 - rate for trials, 1 for counts without a bound. */
  readonly spread: (rate: number) => number;
  /** Numerator and denominator of Mantel and Haenszel's common ratio, summed over intervals. */
  readonly above: (canaryEvents: number, margins: Margins) => number;
  readonly below: (canaryEvents: number, margins: Margins) => number;
  /** The events that a claim of harm must be able to point at: the canary's, or those it should have had. */
  readonly telling: (canaryEvents: number, baselineEvents: number) => number;
  /** The rate that is psi times `rate` on the model's scale. */
  readonly shift: (rate: number, psi: number) => number;
}
