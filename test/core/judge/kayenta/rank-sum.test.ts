import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOfWins, standardise } from '../../../../src/core/judge/kayenta/rank-sum.ts';
import { distance } from './distance.ts';
import { ABOVE, BELOW, LOWER, UPPER } from './series.ts';

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** Pairs in which x is the greater, ties counting half: by looking at every pair. */
function countWins(x: readonly number[], y: readonly number[]): number {
  let wins = 0;
  for (const a of x) for (const b of y) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins;
}

/** Every way to choose `size` of the values, with the rest. */
function* split(
  values: readonly number[],
  size: number,
): Generator<readonly [readonly number[], readonly number[]]> {
  const [head, ...tail] = values;
  if (head === undefined) {
    if (size === 0) yield [[], []];
    return;
  }
  for (const [chosen, rest] of split(tail, size - 1)) yield [[head, ...chosen], rest];
  for (const [chosen, rest] of split(tail, size)) yield [chosen, [head, ...rest]];
}

/** The exact variance of U when every way to split the values is equally likely. */
function enumerateVariance(values: readonly number[], size: number): number {
  const counts = [...split(values, size)].map(([x, y]) => countWins(x, y));
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  expect(mean).toBeCloseTo((size * (values.length - size)) / 2, 9);
  return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
}

const integers = (max: number, size: { minLength: number; maxLength: number }) =>
  fc.array(fc.integer({ min: 0, max }), size).map(ascending);
const small = integers(6, { minLength: 1, maxLength: 5 });
const sample = integers(30, { minLength: 1, maxLength: 40 });

describe("Mann and Whitney's statistic", () => {
  it('counts pairs and divides by the exact deviation over all ways to split the values', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const variance = enumerateVariance([...x, ...y], x.length);
        const excess = countWins(x, y) - (x.length * y.length) / 2;
        const expected = (excess - Math.sign(excess) / 2) / Math.sqrt(variance);
        const statistic = standardise(x, y, 0);
        expect(distance(statistic, variance < 1e-12 ? Number.NaN : expected)).toBeLessThanOrEqual(
          1e-9,
        );
      }),
    );
  });

  it('moves the first sample down by the shift', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -40, max: 40 }), (x, y, shift) => {
        const moved = x.map((value) => value - shift);
        expect(standardise(x, y, shift)).toBe(standardise(moved, y, 0));
      }),
    );
  });

  it('turns its sign when the samples are swapped', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -40, max: 40 }), (x, y, shift) => {
        expect(standardise(x, y, shift) + standardise(y, x, -shift) || 0).toBe(0);
      }),
    );
  });

  it.each([
    // The worked number of its docstring.
    [[10, 20, 30, 40], [1, 2, 3, 4], 0, 7.5 / Math.sqrt(12)],
    [[1], [1], 0, Number.NaN],
    [[3], [1], 2, Number.NaN],
    [[3], [1], 0, 0],
    // Infinity less Infinity is the greatest there is.
    [[1, Infinity], [1, 2], Infinity, 0],
  ] as const)('of %j and %j at %f is %f', (x, y, shift, expected) => {
    expect(distance(standardise(x, y, shift), expected)).toBeLessThanOrEqual(1e-12);
  });
});

describe('the common language effect size', () => {
  it.each([
    ['equal samples', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 0.5, 1e-15],
    ['no overlap', [1.4, 2.2, 4.7], [22.9, 24.4, 26.4], 0, 1e-15],
    ['higher', UPPER, LOWER, 0.771, 0.001],
    ['lower', BELOW, ABOVE, 0.12, 1e-15],
  ])('%s: as documented', (_, canary, baseline, expected, precision) => {
    const share = shareOfWins(ascending(canary), ascending(baseline));
    expect(distance(share, expected)).toBeLessThanOrEqual(precision);
  });

  it('is the share of the pairs that are won', () => {
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        expect(shareOfWins(x, y)).toBe(countWins(x, y) / (x.length * y.length));
        expect(shareOfWins(x, y) + shareOfWins(y, x)).toBeCloseTo(1, 12);
      }),
    );
  });
});
