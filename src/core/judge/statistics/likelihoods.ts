import type { ConditionalModel } from './conditional.ts';
import { lnSum } from './ln-sum.ts';
import type { Observations } from './observations.ts';

/** Log likelihood ratios of alternatives, one row for every observation. */
export interface Likelihoods {
  readonly alternatives: number;
  readonly rows: readonly number[];
}

/**
 * The log likelihood ratios of every observation so far, row by row, for alternatives that are multiples of a
 * margin. They do not change as the series grows, so a new look computes only what is new to it.
 */
export function createLikelihoods(
  model: ConditionalModel,
  observations: Observations,
  multiples: readonly number[],
): (margin: number) => Likelihoods {
  let margin = Number.NaN;
  let alternatives: number[] = [];
  let rows: number[] = [];
  return (wanted) => {
    if (wanted !== margin) {
      margin = wanted;
      alternatives = multiples.map((multiple) => multiple * wanted);
      rows = [];
    }
    const { canary, baseline, events, canaryEvents } = observations.columns();
    for (let i = rows.length / multiples.length; i < observations.count(); i++) {
      const margins = {
        canary: canary[i] as number,
        baseline: baseline[i] as number,
        events: events[i] as number,
      };
      const given = canaryEvents[i] as number;
      rows.push(...model.lnLikelihoodRatios(given, margins, margin, alternatives));
    }
    return { alternatives: multiples.length, rows };
  };
}

/** ln of the mean over alternatives of exp(sum over observations of min(l / phi, cap)). */
export function sumEvidence(
  { alternatives, rows }: Likelihoods,
  first: number,
  dispersion: number,
  cap: number,
): number {
  const sums: number[] = [];
  const share = 1 / dispersion;
  const end = rows.length / alternatives;
  for (let j = 0; j < alternatives; j++) {
    let sum = 0;
    for (let i = first; i < end; i++) {
      const gain = (rows[i * alternatives + j] as number) * share;
      // What is no number is no evidence.
      if (!Number.isNaN(gain)) sum += gain < cap ? gain : cap;
    }
    sums.push(sum);
  }
  return lnSum(sums) - Math.log(alternatives);
}
