/**
 * How much of a decision a single interval may carry. Where the pods of an arm vary from interval to interval
 * as independent events do, nearly all of it; where single pods now and then fail many times as often for a
 * minute or two, little: such a gust in the canary is no harm of its version.
 */
export interface Steadiness {
  /** One arm's interval: squared residuals of its pods in full, the same pulled in, and their expected variance. */
  readonly add: (interval: PodVariation) => void;
  /** A decision takes more intervals than this number: 1.5 to 5, 3 without much to go by. */
  readonly decisiveIntervals: () => number;
}

export interface PodVariation {
  readonly pods: number;
  readonly squares: number;
  readonly pulledIn: number;
  readonly variance: number;
}

/** Without pods: a decision takes at least four intervals. */
export const USUAL_INTERVALS = 3;
/** Of pods that vary as independent events do, and of pods with gusts. */
const FEWEST = 1.5;
const MOST = 5;

/** Before any data pods are taken to vary twice as much as independent events, weighing so many residuals. */
const PRIOR = { dispersion: 2, residuals: 60 };
/** Half as much again as independent events is as much as the usual number allows for. */
const UNSTEADY = 1.5;
/** Outliers make up this much of the sum of squares where gusts begin, and where they are at their worst. */
const GUSTY = { from: 1.2, to: 2.2 };

export function createSteadiness(): Steadiness {
  let pods = 0;
  let squares = 0;
  let pulledIn = 0;
  let variance = 0;
  return {
    add(interval) {
      pods += interval.pods;
      squares += interval.squares;
      pulledIn += interval.pulledIn;
      variance += interval.variance;
    },
    decisiveIntervals() {
      if (!(variance > 0 && pulledIn > 0)) return USUAL_INTERVALS;
      const known = (squares / variance) * pods + PRIOR.dispersion * PRIOR.residuals;
      const dispersion = known / (pods + PRIOR.residuals);
      const unsteady = within((dispersion - 1) / (UNSTEADY - 1));
      const gusty = within((squares / pulledIn - GUSTY.from) / (GUSTY.to - GUSTY.from));
      return FEWEST + (USUAL_INTERVALS - FEWEST) * unsteady + (MOST - USUAL_INTERVALS) * gusty;
    },
  };
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
