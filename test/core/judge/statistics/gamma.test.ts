import { describe, expect, test } from 'vitest';
import { deviance, lnBinomialMass } from '../../../../src/core/judge/statistics/binomial.ts';
import { lnChoose, lnGamma, stirlingError } from '../../../../src/core/judge/statistics/gamma.ts';
import { lnSum } from '../../../../src/core/judge/statistics/ln-sum.ts';
import { studentQuantile } from '../../../../src/core/judge/statistics/student.ts';
import { choose, lnWhole } from './exact.ts';

describe('ln gamma', () => {
  test.each([
    [0.5, 0.5 * Math.log(Math.PI)],
    [1, 0],
    [2, 0],
    [1.5, Math.log(Math.sqrt(Math.PI) / 2)],
    [11, Math.log(3_628_800)],
    [171, 706.5730622458],
  ])('of %d', (x, expected) => {
    expect(lnGamma(x)).toBeCloseTo(expected, 9);
  });

  test.each([1, 2, 15, 16, 17, 150])('has its Stirling error at %i', (n) => {
    const main = (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI);
    expect(main + stirlingError(n)).toBeCloseTo(lnGamma(n + 1), 11);
  });

  test.each([
    [4, 2],
    [60, 30],
    [1000, 17],
    [5000, 2500],
  ])('gives ln of %i choose %i', (n, k) => {
    expect(lnChoose(n, k)).toBeCloseTo(lnWhole(choose(n, k)), 9);
  });
});

describe('the binomial mass', () => {
  test.each([
    [2, 4, 1, 6 / 16],
    [0, 4, 1, 1 / 16],
    [4, 4, 3, (3 / 4) ** 4],
    [1, 3, 0.5, 3 * (1 / 3) * (2 / 3) ** 2],
  ])('of %i in %i at odds %d', (x, n, odds, probability) => {
    expect(lnBinomialMass(x, n, odds)).toBeCloseTo(Math.log(probability), 12);
  });

  test('sums to 1', () => {
    let sum = 0;
    for (let x = 0; x <= 400; x++) sum += Math.exp(lnBinomialMass(x, 400, 0.07));
    expect(sum).toBeCloseTo(1, 11);
  });

  test('has a deviance without cancellation near the mean', () => {
    // x ln(x/m) + m - x = d^2/2m - d^3/6m^2 + ... for x = m + d
    expect(deviance(1e9 + 1, 1e9) / 5e-10).toBeCloseTo(1, 8);
    expect(deviance(0, 3)).toBe(3);
    expect(deviance(6, 3)).toBeCloseTo(6 * Math.LN2 - 3, 12);
  });
});

describe("Student's t", () => {
  test.each([
    [0.99, 1, 31.8205159538],
    [0.99, 2, 6.964556734283274],
    [0.99, 5, 3.364929998907229],
    [0.99, 22, 2.508324552898],
    [0.99, 1e6, 2.326351],
    [0.975, 10, 2.228138851986],
  ])('stays below its %d quantile with %d degrees of freedom', (p, freedom, quantile) => {
    expect(studentQuantile(p, freedom)).toBeCloseTo(quantile, 5);
  });
});

test('sums of exponentials survive any size', () => {
  expect(lnSum([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
  expect(lnSum([-1e9, 0])).toBe(0);
  expect(lnSum([Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY);
});
