import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBurnLimit } from '../../../src/core/plan/sentence/burn-limit.ts';
import { budgetLeft, burnRate } from '../../../src/core/quantity/error-budget.ts';

describe('an error budget', () => {
  it.each([
    // objective, failures, total, burn rate, what is left of the budget; by hand
    [0.999, 0, 1_000, 0, 1],
    [0.999, 1, 1_000, 1, 0],
    [0.999, 400, 1_000_000, 0.4, 0.6],
    [0.999, 1_440, 100_000, 14.4, -13.4],
    [0.999, 3, 1_000, 3, -2],
    [0.99, 5, 1_000, 0.5, 0.5],
    [0.9995, 6, 1_000, 12, -11],
    [0.5, 1, 1, 2, -1],
    [0.999, 0.25, 1_000, 0.25, 0.75], // increase() gives fractions
  ])('of %d, %d of %d failed: %dx, %d left', (objective, failures, total, rate, left) => {
    expect(burnRate({ failures, total }, objective)).toBe(rate);
    expect(budgetLeft({ failures, total }, objective)).toBe(left);
  });

  it('spent at a rate of n lasts an n-th of its window', () => {
    const rates = double({ min: 0.1, max: 100, noNaN: true });
    assert(
      property(rates, integer({ min: 1, max: 99 }), (rate, percent) => {
        const objective = percent / 100;
        const total = 1_000_000;
        // At this rate for an n-th of the window, and nothing failing in the rest of it.
        const failures = (rate * (1 - objective) * total) / rate;
        expect(budgetLeft({ failures, total }, objective)).toBeCloseTo(0, 9);
      }),
    );
  });
});

describe('the limit of a burn rate', () => {
  it.each([
    ['10x over 5m', 10, [300_000]],
    ['0.5x over 3d', 0.5, [259_200_000]],
    [' 14.4x over 1h and 5m ', 14.4, [3_600_000, 300_000]],
    ['6x over 1h30m', 6, [5_400_000]],
  ])('%s', (text, factor, windows) => {
    expect(parseBurnLimit(text)).toEqual({ text: text.trim(), factor, windows });
  });

  it.each([
    '',
    '10',
    '10x',
    '10x over',
    '10x over 5',
    '-1x over 5m',
    '0x over 5m',
    '10x over 0s',
    '10x over 5m and 5m',
    '10x over 5m and 300s',
    '10x over 5m and',
    '10x over 5m and 1h and 1d',
    'x over 5m',
    '10 x over 5m',
  ])('is none: %j', (text) => {
    expect(parseBurnLimit(text)).toBeUndefined();
  });
});
