import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanValues } from '../../../../src/core/judge/kayenta/cleaning.ts';
import {
  percentile,
  removeOutliers,
  tukeyFences,
} from '../../../../src/core/judge/kayenta/outliers.ts';
import { distance } from './distance.ts';
import { NIST, SHARES } from './series.ts';

const EIGHTS = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5];
const NIST_LENGTHS = [
  95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.061, 95.1591, 95.1195, 95.1772, 95.0925, 95.199,
  95.1682,
];

describe('a percentile', () => {
  it.each([
    ['eight halves', EIGHTS, 5, 0.175],
    ['eight halves', EIGHTS, 50, 1.75],
    ['eight halves', EIGHTS, 100, 3.5],
    ['ten digits', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 50, 4.5],
    ["NIST's lengths", NIST_LENGTHS, 90, 95.19568],
    ['a single value', [1], 100, 1],
    ['a single value', [1], 0, 1],
    ['shares', SHARES, 25, 0],
    ['shares', SHARES, 75, 0.041666666666666664],
    ['nothing', [], 50, Number.NaN],
  ])('of %s, case %$', (_, values, percent, expected) => {
    expect(distance(percentile(values, percent), expected)).toBeLessThanOrEqual(1e-12);
  });
});

describe("Tukey's fences", () => {
  it.each([
    ['one far out', [21, 23, 24, 25, 50, 29, 23, 21], [50]],
    ['one on each side', [1, 1, 1, 5, -1, -1, -1, -5], [5, -5]],
    ["NIST's example", NIST, [1441]],
    ['nothing', [], []],
  ])('with factor 1.5: %s', (_, values, expected) => {
    const { low, high } = tukeyFences(values, 1.5);
    expect(values.filter((value) => value > high || value < low)).toEqual(expected);
  });
});

describe("the judge's fences", () => {
  it('never lie inside the 1st and the 99th percentile', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 90 }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (values, factor) => {
          const { low, high } = tukeyFences(values, factor);
          const kept = removeOutliers(values, factor);
          const lost = values.filter((value) => !kept.includes(value));
          // Of fewer than a hundred values, only the least and the greatest lie outside those percentiles.
          for (const value of lost) {
            expect(value < low || value > high).toBe(true);
            expect([Math.min(...values), Math.max(...values)]).toContain(value);
          }
        },
      ),
    );
  });
});

const NAN = Number.NaN;

describe('cleaning', () => {
  it.each([
    ['removes a gap', 'remove', undefined, [0, 1, NAN, 1, 0], [0, 1, 1, 0]],
    ['removes all there is', 'remove', undefined, [NAN, NAN, NAN], []],
    ['takes gaps for 0', 'replace', undefined, [NAN, 10.1, NAN, 40.4], [0, 10.1, 0, 40.4]],
    ['takes only gaps for 0', 'replace', undefined, [NAN, NAN], [0, 0]],
    ['has nothing to replace', 'replace', undefined, [], []],
    ['keeps outliers', 'remove', undefined, [21, 23, 24, 50, 23], [21, 23, 24, 50, 23]],
    ['then removes outliers', 'remove', 1.5, [21, NAN, 23, 24, 50, 23], [23, 24, 23]],
    ['finds outliers among zeros', 'replace', 3, [NAN, NAN, NAN, NAN, NAN, 7], [0, 0, 0, 0, 0]],
  ] as const)('%s', (_, nanStrategy, outlierFactor, values, expected) => {
    expect(cleanValues(values, { nanStrategy, outlierFactor })).toEqual(expected);
  });
});
