import { lnBinomialMass } from './binomial.ts';
import type { Margins } from './conditional.ts';

/** From this variance on the expansion is closer than 1e-10, and cheaper than the sum. */
const EXPANSION_VARIANCE = 250;

/**
 * ln of the normaliser C(psi) = sum over j of choose(canary, j) choose(baseline, events - j) psi^j, in parts
 * whose differences between two psi lose no digits although C itself has millions.
 *
 * Written as C(psi) = P(A + B = events) (1 + oc)^canary (1 + ob)^baseline / ob^events for binomial A and B with
 * odds oc = psi ob, true for every ob and well behaved for the one that puts the mean of A + B at `events`.
 */
export interface Normaliser {
  readonly lnBaselineOdds: number;
  /** canary ln(1 + oc) + baseline ln(1 + ob) */
  readonly lnFailures: number;
  /** ln P(A + B = events) */
  readonly lnMass: number;
}

/** The parts of ln C(psi), `mode` being about where the canary's events lie under psi. */
export function normalise(margins: Margins, psi: number, mode: number): Normaliser {
  const { canary, baseline, events } = margins;
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
