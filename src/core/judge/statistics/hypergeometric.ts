import type { ConditionalModel, Margins } from './conditional.ts';
import { type Normaliser, normalise } from './normaliser.ts';

/**
 * The most likely share of the canary as a real number: the root m of
 * m (baseline - events + m) = psi (canary - m) (events - m) that lies in the support.
 *
 * @example conditionalMode(10, 10, 8, 1) === 4
 */
export function conditionalMode(
  canary: number,
  baseline: number,
  events: number,
  psi: number,
): number {
  const linear = baseline - events + psi * (canary + events);
  const constant = psi * canary * events;
  const root = Math.sqrt(Math.max(0, linear * linear + 4 * (1 - psi) * constant));
  const mode = linear >= 0 ? (2 * constant) / (linear + root) : (root - linear) / (2 * (1 - psi));
  return Math.min(Math.max(mode, 0, events - baseline), canary, events);
}

/** Variance of the canary's share around its mode m: the harmonic sum of the four cells of the fitted table. */
export function conditionalVariance(
  canary: number,
  baseline: number,
  events: number,
  mode: number,
): number {
  const canaryRest = canary - mode;
  const inBaseline = events - mode;
  const baselineRest = Math.max(0, baseline - inBaseline);
  // One division instead of five: this is the innermost loop of the dispersion.
  const arms = mode * canaryRest * (inBaseline + baselineRest);
  const others = inBaseline * baselineRest * (mode + canaryRest);
  return arms + others > 0 ? (mode * canaryRest * inBaseline * baselineRest) / (arms + others) : 0;
}

/**
 * ln of how much likelier `canaryEvents` is under each of `alternatives` than under `psi`, given the margins:
 * a ln(q / psi) - [ln C(q) - ln C(psi)]. Exact to about 1e-12 of its size, for up to 1e9 trials and more.
 *
 * @example one event, one trial each: lnLikelihoodRatios(1, {canary: 1, baseline: 1, events: 1}, 1, [3])
 *   is [ln(3/4) - ln(1/2)] = [0.405...]
 */
export function lnLikelihoodRatios(
  canaryEvents: number,
  margins: Margins,
  psi: number,
  alternatives: readonly number[],
): number[] {
  const { canary, baseline, events } = margins;
  if (2 * events <= canary + baseline) return rareRatios(canaryEvents, margins, psi, alternatives);
  // The same by the trials without event: where nearly all have one, large terms would cancel.
  return rareRatios(
    canary - canaryEvents,
    { canary, baseline, events: canary + baseline - events },
    1 / psi,
    alternatives.map((alternative) => 1 / alternative),
  );
}

function rareRatios(
  canaryEvents: number,
  margins: Margins,
  psi: number,
  alternatives: readonly number[],
): number[] {
  const reference = normaliseAt(margins, psi);
  return alternatives.map((alternative) => {
    const other = normaliseAt(margins, alternative);
    return (
      canaryEvents * Math.log(alternative / psi) +
      margins.events * (other.lnBaselineOdds - reference.lnBaselineOdds) -
      (other.lnFailures - reference.lnFailures) -
      (other.lnMass - reference.lnMass)
    );
  });
}

function normaliseAt(margins: Margins, psi: number): Normaliser {
  const { canary, baseline, events } = margins;
  return normalise(margins, psi, conditionalMode(canary, baseline, events, psi));
}

/**
 * Proportions: both arms are independent trials, and psi is an odds ratio. Given how many events they had
 * together, the canary's share is noncentral hypergeometric (Fisher's).
 */
export const oddsModel: ConditionalModel = {
  mode: conditionalMode,
  variance: conditionalVariance,
  lnLikelihoodRatios,
  sense: 1,
  informative: ({ canary, baseline, events }) =>
    canary > 0 && baseline > 0 && events > 0 && events < canary + baseline,
  spread: (rate) => 1 - rate,
  above: (canaryEvents, { canary, baseline, events }) =>
    (canaryEvents * (baseline - events + canaryEvents)) / (canary + baseline),
  below: (canaryEvents, { canary, baseline, events }) =>
    ((events - canaryEvents) * (canary - canaryEvents)) / (canary + baseline),
  telling: (canaryEvents) => canaryEvents,
  shift: (rate, psi) => rate / (rate + (1 - rate) / psi),
};
