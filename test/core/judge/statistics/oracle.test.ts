import jstat from 'jstat';
import { describe, expect, test } from 'vitest';
import { lnBinomialMass } from '../../../../src/core/judge/statistics/binomial.ts';
import { lnChoose, lnGamma } from '../../../../src/core/judge/statistics/gamma.ts';
import { lnLikelihoodRatios } from '../../../../src/core/judge/statistics/hypergeometric.ts';
import { studentQuantile } from '../../../../src/core/judge/statistics/student.ts';

const { jStat } = jstat;

/** A library that knows nothing of this one, and closed forms where the library is not exact enough. */
function expectClose(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
}

describe('an independent library agrees to 1e-9', () => {
  test('on ln gamma, from 0.05 to a billion', () => {
    for (let x = 0.05; x < 1e9; x *= 1.37) expectClose(lnGamma(x), jStat.gammaln(x));
  });

  test.each([
    [5, 2],
    [52, 5],
    [1000, 3],
    [1000, 500],
  ])('on ln of %i choose %i', (n, k) => {
    expectClose(lnChoose(n, k), jStat.combinationln(n, k));
  });

  test.each([
    [3, 50, 0.1],
    [1, 10, 0.5],
    [20, 100, 0.2],
    [7, 150, 0.04],
  ])('on the binomial mass of %i of %i at rate %d', (k, n, p) => {
    expectClose(lnBinomialMass(k, n, p / (1 - p)), Math.log(jStat.binomial.pdf(k, n, p)));
  });

  test.each([
    [5, 20, 30, 12],
    [0, 8, 9, 3],
    [9, 40, 25, 18],
    [2, 60, 12, 30],
  ])('on likelihood ratios: %i events in a canary of %i, baseline %i, %i events', (a, c, b, k) => {
    const alternatives = [1.32, 1.65, 2.2, 3.3, 5.5, 11, 27.5];
    const found = lnLikelihoodRatios(a, { canary: c, baseline: b, events: k }, 1.1, alternatives);
    for (const [i, other] of alternatives.entries()) {
      const expected = a * Math.log(other / 1.1) - lnExpected(c, b, k, other, 1.1);
      expectClose(found[i] as number, expected);
    }
  });
});

/** ln of E[q^A] / E[psi^A] for A hypergeometric: what C(q) / C(psi) is. */
function lnExpected(c: number, b: number, k: number, other: number, psi: number): number {
  const mean = (ratio: number) => {
    let sum = 0;
    for (let a = Math.max(0, k - b); a <= Math.min(c, k); a++) {
      sum += jStat.hypgeom.pdf(a, c + b, c, k) * ratio ** a;
    }
    return sum;
  };
  return Math.log(mean(other) / mean(psi));
}

describe("Student's quantiles", () => {
  test.each([1, 2, 3, 4, 5, 8, 13, 22, 43, 60])(
    'with %i degrees of freedom are where the closed form reaches the probability, to 1e-9',
    (freedom) => {
      for (const probability of [0.6, 0.9, 0.975, 0.99, 0.999]) {
        expect(
          Math.abs(chanceBelow(studentQuantile(probability, freedom), freedom) - probability),
        ).toBeLessThan(1e-12);
      }
    },
  );
});

/** Student's distribution function for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function chanceBelow(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cosine = Math.cos(angle);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let i = odd ? 3 : 2; i <= freedom - 2; i += 2) {
    term *= ((i - 1) / i) * cosine * cosine;
    sum += term;
  }
  const within = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return (1 + within) / 2;
}
