import { describe, expect, it } from 'vitest';
import { rangeOfShare } from '../../../src/core/backtest/proportion-range.ts';

describe('the range of a share', () => {
  // Clopper and Pearson's, as R's binom.test(k, n)$conf.int prints them.
  it.each([
    [0, 288, 0, 0.012726],
    [3, 100, 0.006229, 0.085176],
    [5, 10, 0.187086, 0.812914],
    [10, 10, 0.691503, 1],
    [0, 1, 0, 0.975],
  ])('%s of %s: %s to %s', (hits, trials, low, high) => {
    const range = rangeOfShare(hits, trials);
    expect(range.low).toBeCloseTo(low, 5);
    expect(range.high).toBeCloseTo(high, 5);
  });

  it('is everything where nothing was tried', () => {
    expect(rangeOfShare(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
