import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lnLikelihoodRatios } from '../../../../src/core/judge/statistics/hypergeometric.ts';
import { inverseRateModel, rateModel } from '../../../../src/core/judge/statistics/rates.ts';
import { choose } from './exact.ts';

describe('counts per exposure', () => {
  test('expect exactly 1 under the null, in either direction', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 1, max: 2, noNaN: true }),
        fc.double({ min: 0.1, max: 25, noNaN: true }),
        (events, exposure, psi, other) => {
          const margins = { canary: exposure, baseline: 1, events };
          for (const [model, odds] of [
            [rateModel, psi * exposure],
            [inverseRateModel, exposure / psi],
          ] as const) {
            let expectation = 0;
            for (let a = 0; a <= events; a++) {
              const [l = Number.NaN] = model.lnLikelihoodRatios(a, margins, psi, [other]);
              const share = odds / (1 + odds);
              const probability =
                Number(choose(events, a)) * share ** a * (1 - share) ** (events - a);
              expectation += probability * Math.exp(l);
            }
            expect(Math.abs(expectation - 1)).toBeLessThan(1e-9);
          }
        },
      ),
    );
  });

  test('are the limit of proportions of very many trials', () => {
    const few = { canary: 5, baseline: 95, events: 40 };
    const many = { canary: 5e9, baseline: 95e9, events: 40 };
    const [rates = 0] = rateModel.lnLikelihoodRatios(4, few, 1.1, [2.2]);
    const [odds = 0] = lnLikelihoodRatios(4, many, 1.1, [2.2]);
    expect(rates).toBeCloseTo(odds, 6);
  });

  test('have the mode and variance of the binomial share', () => {
    expect(rateModel.mode(10, 90, 50, 1)).toBeCloseTo(5, 12);
    expect(rateModel.variance(10, 90, 50, 5)).toBeCloseTo(4.5, 12);
    expect(inverseRateModel.mode(10, 90, 50, 2)).toBeCloseTo(rateModel.mode(10, 90, 50, 0.5), 12);
  });
});
