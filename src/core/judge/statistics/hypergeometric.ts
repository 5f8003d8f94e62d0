import { lnBinomialMass } from './binomial.ts';
import type { ConditionalModel, Margins } from './conditional.ts';

/** From this variance on the expansion is closer than 1e-10, and cheaper than the sum. */
const EXPANSION_VARIANCE = 250;

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
 * ln of the normaliser C(psi) = sum over j of choose(canary, j) choose(baseline, events - j) psi^j, in parts
 * whose differences between two psi lose no digits although C itself has millions.
 *
 * Written as C(psi) = P(A + B = events) (1 + oc)^canary (1 + ob)^baseline / ob^events for binomial A and B with
 * odds oc = psi ob, true for every ob and well behaved for the one that puts the mean of A + B at `events`.
 */
interface Normaliser {
  readonly lnBaselineOdds: number;
  /** canary ln(1 + oc) + baseline ln(1 + ob) */
  readonly lnFailures: number;
  /** ln P(A + B = events) */
  readonly lnMass: number;
}

function normalise(margins: Margins, psi: number): Normaliser {
  const { canary, baseline, events } = margins;
  const mode = conditionalMode(canary, baseline, events, psi);
  const inBaseline = Math.max(events - mode, Number.MIN_VALUE);
  const odds = inBaseline / Math.max(baseline - inBaseline, Number.EPSILON * baseline);
  return {
    lnBaselineOdds: Math.log(odds),
    lnFailures: canary * Math.log1p(psi * odds) + baseline * Math.log1p(odds),
    lnMass: lnMassOfSum(margins, psi * odds, odds, Math.round(mode)),
  };
}

/** ln P(A + B = events) for binomial A and B with these odds; `start` is a likely value of A. */
function lnMassOfSum(margins: Margins, canaryOdds: number, odds: number, start: number): number {
  const inCanary = binomialCumulants(margins.canary, canaryOdds);
  const inBaseline = binomialCumulants(margins.baseline, odds);
  return inCanary.second + inBaseline.second >= EXPANSION_VARIANCE
    ? expandLnMass(inCanary, inBaseline)
    : sumLnMass(margins, canaryOdds, odds, start);
}

/**
 * Sums outwards from the largest term by the ratio of neighbours. The terms are log-concave, so once a term t
 * shrinks by r the rest is at most t r / (1 - r): the sum stops when that is below 1e-17 of it.
 */
function sumLnMass(margins: Margins, canaryOdds: number, odds: number, start: number): number {
  const { canary, baseline, events } = margins;
  const psi = canaryOdds / odds;
  const first = Math.max(0, events - baseline);
  const last = Math.min(canary, events);
  const middle = Math.min(Math.max(start, first), last);
  let sum = 1;
  let term = 1;
  for (let j = middle; j < last; j++) {
    const ratio = (psi * (canary - j) * (events - j)) / ((j + 1) * (baseline - events + j + 1));
    term *= ratio;
    sum += term;
    if (term * ratio < 1e-17 * (1 - ratio) * sum) break;
  }
  term = 1;
  for (let j = middle; j > first; j--) {
    const ratio = (j * (baseline - events + j)) / (psi * (canary - j + 1) * (events - j + 1));
    term *= ratio;
    sum += term;
    if (term * ratio < 1e-17 * (1 - ratio) * sum) break;
  }
  return (
    lnBinomialMass(middle, canary, canaryOdds) +
    lnBinomialMass(events - middle, baseline, odds) +
    Math.log(sum)
  );
}

interface Cumulants {
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
  readonly fifth: number;
  readonly sixth: number;
}

function binomialCumulants(trials: number, odds: number): Cumulants {
  const pq = odds / ((1 + odds) * (1 + odds));
  const skew = (1 - odds) / (1 + odds);
  const variance = trials * pq;
  return {
    second: variance,
    third: variance * skew,
    fourth: variance * (1 - 6 * pq),
    fifth: variance * skew * (1 - 12 * pq),
    sixth: variance * (1 - pq * (30 - 120 * pq)),
  };
}

/**
 * The saddle-point expansion of ln P(A + B = mean) to the second correction (Daniels 1954, Barndorff-Nielsen
 * and Cox 1979, section 3). What it leaves out is of the order variance^-3: measured against the exact sum it
 * stays below 0.01 / variance^3 (see the test), and A + B being a sum of independent yes-or-no trials there is
 * no lattice effect above exp(-2 pi^2 variance).
 */
function expandLnMass(a: Cumulants, b: Cumulants): number {
  const variance = a.second + b.second;
  const third = a.third + b.third;
  const square = (third * third) / (variance * variance * variance);
  const fourth = (a.fourth + b.fourth) / (variance * variance);
  const thirdByFifth = (third * (a.fifth + b.fifth)) / (variance * variance * variance * variance);
  const sixth = (a.sixth + b.sixth) / (variance * variance * variance);
  const one = fourth / 8 - (5 * square) / 24;
  const two =
    -sixth / 48 +
    (35 * fourth * fourth) / 384 +
    (7 * thirdByFifth) / 48 -
    (35 * square * fourth) / 64 +
    (385 * square * square) / 1152;
  return -0.5 * Math.log(2 * Math.PI * variance) + one + two - 0.5 * one * one;
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
  const reference = normalise(margins, psi);
  return alternatives.map((alternative) => {
    const other = normalise(margins, alternative);
    return (
      canaryEvents * Math.log(alternative / psi) +
      margins.events * (other.lnBaselineOdds - reference.lnBaselineOdds) -
      (other.lnFailures - reference.lnFailures) -
      (other.lnMass - reference.lnMass)
    );
  });
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
