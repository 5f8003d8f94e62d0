import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lnBinomialMass } from '../../../../src/core/judge/statistics/binomial.ts';
import {
  conditionalMode,
  conditionalVariance,
  lnLikelihoodRatios,
} from '../../../../src/core/judge/statistics/hypergeometric.ts';
import { lnNormaliser, probabilities } from './exact.ts';

/** canary, baseline, events: small, lopsided, nearly full, and large enough for the expansion. */
const TABLES = [
  [1, 1, 1],
  [10, 10, 8],
  [3, 50, 20],
  [50, 3, 20],
  [40, 60, 99],
  [100, 2, 101],
  [2, 100, 101],
  [300, 5700, 60],
  [500, 9500, 400],
  [700, 700, 700],
  [1000, 1500, 1250],
] as const;

/** psi and an alternative, in tenths. */
const RATIOS = [
  [10, 15],
  [11, 12],
  [11, 110],
  [11, 275],
  [20, 7],
  [20, 19],
] as const;

describe('likelihood ratios', () => {
  test.each(TABLES)('agree with whole-number enumeration: %i and %i, %i events', (c, b, k) => {
    for (const [psi, other] of RATIOS) {
      const step = lnNormaliser(c, b, k, other) - lnNormaliser(c, b, k, psi);
      for (const a of new Set([Math.max(0, k - b), Math.min(c, k)])) {
        const exact = a * Math.log(other / psi) - step;
        const [found] = lnLikelihoodRatios(a, margins(c, b, k), psi / 10, [other / 10]);
        expect(found).toBeCloseTo(exact, 9);
      }
    }
  });

  test('expect exactly 1 under the null, whatever the table', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(10, 11, 13, 20),
        fc.constantFrom(3, 7, 12, 15, 50, 250),
        (c, b, part, psi, other) => {
          const k = 1 + Math.round(part * (c + b - 2));
          let expectation = 0;
          for (const [a, probability] of probabilities(c, b, k, psi)) {
            const [l = Number.NaN] = lnLikelihoodRatios(a, margins(c, b, k), psi / 10, [
              other / 10,
            ]);
            expectation += probability * Math.exp(l);
          }
          expect(Math.abs(expectation - 1)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('mirror when the arms are swapped, and when events become non-events', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (c, b, part, share) => {
          const k = 1 + Math.round(part * (c + b - 2));
          const first = Math.max(0, k - b);
          const a = first + Math.round(share * (Math.min(c, k) - first));
          const [l = 0] = lnLikelihoodRatios(a, margins(c, b, k), 1.25, [2]);
          const swapped = lnLikelihoodRatios(k - a, margins(b, c, k), 1 / 1.25, [1 / 2]);
          const others = lnLikelihoodRatios(c - a, margins(c, b, c + b - k), 1 / 1.25, [1 / 2]);
          const tolerance = 1e-9 * Math.max(1, Math.abs(l));
          expect(Math.abs((swapped[0] ?? 0) - l)).toBeLessThan(tolerance);
          expect(Math.abs((others[0] ?? 0) - l)).toBeLessThan(tolerance);
        },
      ),
    );
  });

  test.each([0.5, 0.02, 0.002])('hand over to the expansion without a jump, at rate %d', (rate) => {
    // The expansion begins at a variance of 250.
    for (const variance of [150, 240, 245, 249, 251, 255, 260, 400, 2000]) {
      const k = Math.round((2 * variance) / (1 - rate));
      const trials = Math.round(k / rate / 2);
      const [l = 0] = lnLikelihoodRatios(k / 2, margins(trials, trials, k), 1, [1.5]);
      const oracle = stridedOracle(k / 2, trials, trials, k, 1, 1.5);
      expect(Math.abs(l - oracle)).toBeLessThan(1e-9 * Math.max(1, Math.abs(l)));
    }
  });

  test.each([
    [5e7, 95e7, 1e7],
    [5e8, 5e8, 5e8],
    [5e7, 95e7, 100],
    [1e9, 10, 5],
    [10, 1e9, 20],
  ])('stay finite and precise at a billion requests: %d and %d, %d events', (c, b, k) => {
    const a = Math.round(conditionalMode(c, b, k, 1.1));
    const alternatives = [1.2, 1.5, 2, 3, 5, 10, 25].map((q) => 1.1 * q);
    for (const [i, l] of lnLikelihoodRatios(a, margins(c, b, k), 1.1, alternatives).entries()) {
      expect(Number.isFinite(l)).toBe(true);
      const oracle = stridedOracle(a, c, b, k, 1.1, alternatives[i] as number);
      expect(Math.abs(l - oracle)).toBeLessThan(1e-9 * Math.max(1, Math.abs(l)));
    }
  });
});

describe('the conditional mode', () => {
  test.each([
    [10, 10, 8, 1, 4],
    [100, 900, 50, 1, 5],
    [1, 1, 1, 3, Math.sqrt(3) / (1 + Math.sqrt(3))],
  ])('of %i and %i with %i events at %d', (c, b, k, psi, mode) => {
    expect(conditionalMode(c, b, k, psi)).toBeCloseTo(mode, 9);
  });

  test('solves its equation within the support', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 1e9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (c, b, part, lnPsi) => {
          const k = 1 + Math.round(part * (c + b - 2));
          const psi = Math.exp(lnPsi);
          const m = conditionalMode(c, b, k, psi);
          expect(m).toBeGreaterThanOrEqual(Math.max(0, k - b));
          expect(m).toBeLessThanOrEqual(Math.min(c, k));
          const left = m * (b - k + m);
          const right = psi * (c - m) * (k - m);
          const slope = b - k + 2 * m + psi * (c + k - 2 * m);
          expect(Math.abs(left - right) / slope).toBeLessThan(1e-6 * (1 + m));
        },
      ),
    );
  });

  test('has the variance of the harmonic sum of the four cells', () => {
    expect(conditionalVariance(10, 20, 12, 5)).toBeCloseTo(
      1 / (1 / 5 + 1 / 5 + 1 / 7 + 1 / 13),
      12,
    );
    expect(conditionalVariance(10, 20, 10, 10)).toBe(0);
  });
});

function margins(canary: number, baseline: number, events: number) {
  return { canary, baseline, events };
}

/**
 * ln C(q) - ln C(psi) by summing only every h-th term, times h. That is exact but for the sum over r = 1 ... h - 1
 * of |phi(2 pi r / h)| with phi the characteristic function of the distribution. The noncentral hypergeometric
 * polynomial has only real roots (Vatutin and Mikhailov 1982), so the distribution is that of a sum of
 * independent yes-or-no trials, and |phi(t)| <= exp(-V (1 - cos t)) <= exp(-2 V t^2 / pi^2), V the variance:
 * with h at most a third of the deviation the error is below 2 exp(-72).
 */
function stridedOracle(a: number, c: number, b: number, k: number, psi: number, other: number) {
  const lnTerm = (odds: number, ratio: number) => (j: number) =>
    lnBinomialMass(j, c, ratio * odds) + lnBinomialMass(k - j, b, odds);
  const lnSum = (ratio: number) => {
    const mode = conditionalMode(c, b, k, ratio);
    const odds = (k - mode) / (b - k + mode);
    const step = Math.max(1, Math.floor(Math.sqrt(conditionalVariance(c, b, k, mode)) / 3));
    const term = lnTerm(odds, ratio);
    const middle = Math.round(mode);
    const peak = term(middle);
    let sum = 0;
    for (let i = -60; i <= 60; i++) {
      const j = middle + i * step;
      if (j >= Math.max(0, k - b) && j <= Math.min(c, k)) sum += Math.exp(term(j) - peak);
    }
    const lnMass = peak + Math.log(sum * step);
    return lnMass - k * Math.log(odds) + c * Math.log1p(ratio * odds) + b * Math.log1p(odds);
  };
  return a * Math.log(other / psi) - (lnSum(other) - lnSum(psi));
}
