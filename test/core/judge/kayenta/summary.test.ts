import { describe, expect, it } from 'vitest';
import { meanOf, summarise } from '../../../../src/core/judge/kayenta/summary.ts';

describe("an arm's summary", () => {
  it.each([
    ['one value', [4], { count: 1, min: 4, max: 4, mean: 4, deviation: 0 }],
    [
      'two levels',
      [1, 1, 1, 10, 10, 10],
      { count: 6, min: 1, max: 10, mean: 5.5, deviation: Math.sqrt(24.3) },
    ],
    ['nothing', [], { count: 0, min: 0, max: 0, mean: 0, deviation: 0 }],
  ])('of %s', (_, values, expected) => {
    expect(summarise(values)).toEqual(expected);
  });

  it('has a mean that the order of adding does not spoil', () => {
    expect(meanOf(Array<number>(10).fill(0.1))).toBe(0.1);
  });
});
