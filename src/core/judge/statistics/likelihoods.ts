import type { ConditionalModel } from './conditional.ts';
import { lnSum } from './ln-sum.ts';
import type { Observations } from './observations.ts';

/** A ratio that is weighed against a margin, and how much of the mixture it makes up. */
export interface Alternative {
  /** The ratio over the margin. */
  readonly multiple: number;
  /** Shares of a mixture add up to 1. */
  readonly share: number;
}

/** Log likelihood ratios of alternatives, one row for every observation. */
export interface Likelihoods {
  readonly alternatives: readonly Alternative[];
  readonly observations: number;
  /** Only the first alternatives * observations entries are filled. */
  readonly rows: Float64Array;
}

/**
 * The log likelihood ratios of every observation so far, row by row, for alternatives that are multiples of a
 * margin. They do not change as the series grows, so a new look computes only what is new to it.
 */
export function createLikelihoods(
  model: ConditionalModel,
  observations: Observations,
  alternatives: readonly Alternative[],
): (margin: number) => Likelihoods {
  let margin = Number.NaN;
  let ratios: readonly number[] = [];
  let rows = new Float64Array(64 * alternatives.length);
  let filled = 0;
  return (wanted) => {
    if (wanted !== margin) {
      margin = wanted;
      ratios = alternatives.map(({ multiple }) => multiple * wanted);
      filled = 0;
    }
    const count = observations.count();
    if (count * ratios.length > rows.length) rows = enlarge(rows, 2 * count * ratios.length);
    const { canary, baseline, events, canaryEvents } = observations.columns();
    for (; filled < count; filled++) {
      const margins = {
        canary: canary[filled] as number,
        baseline: baseline[filled] as number,
        events: events[filled] as number,
      };
      const given = canaryEvents[filled] as number;
      const found = model.lnLikelihoodRatios(given, margins, margin, ratios);
      // What is no number is no evidence.
      for (let j = 0; j < found.length; j++) rows[filled * found.length + j] = found[j] || 0;
    }
    return { alternatives, observations: count, rows };
  };
}

function enlarge(rows: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(rows);
  return larger;
}

/** ln of the mean over the mixture of alternatives of exp(sum over observations of min(l / phi, cap)). */
export function sumEvidence(
  { alternatives, observations, rows }: Likelihoods,
  first: number,
  dispersion: number,
  cap: number,
): number {
  const inverse = 1 / dispersion;
  const width = alternatives.length;
  const sums: number[] = [];
  for (let j = 0; j < width; j++) {
    let sum = Math.log((alternatives[j] as Alternative).share);
    for (let at = first * width + j; at < observations * width; at += width) {
      sum += Math.min((rows[at] as number) * inverse, cap);
    }
    sums.push(sum);
  }
  return lnSum(sums);
}
