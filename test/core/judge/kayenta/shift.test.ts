import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateShift } from '../../../../src/core/judge/kayenta/shift.ts';
import { distance } from './distance.ts';
import { OUTCOMES } from './outcomes.ts';
import { HALVES, MANY_HALVES, OTHER_HALVES, OTHER_MANY_HALVES, SPARSE, SPARSER } from './series.ts';

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

function shiftOf(canary: readonly number[], baseline: readonly number[], confidence: number) {
  const shift = estimateShift(ascending(canary), ascending(baseline), confidence);
  if (shift === undefined) throw new Error('the values are tied');
  return shift;
}

const SEVEN_OF_TEN = [100, 100, 100, 100, 100, 100, 100, 1, 1, 1];
const ONES = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

/** Published figures, and how exactly they were published. R's estimate is held to 1e-4, as Kayenta holds it. */
const PUBLISHED = [
  ['no overlap', [10, 20, 30, 40], [1, 2, 3, 4], 0.95, 6, 39, 22.5, 1e-9],
  [
    "R's, tied halves",
    HALVES,
    OTHER_HALVES,
    0.95,
    -0.500002521696696,
    -3.486287505871302e-5,
    -0.4999393907180323,
    1e-4,
  ],
  [
    "R's, 180 tied halves",
    MANY_HALVES,
    OTHER_MANY_HALVES,
    0.98,
    -0.4999173250549087,
    -6.912685789769486e-6,
    -3.45044082729315e-5,
    1e-4,
  ],
  [
    'mostly zeros',
    SPARSE,
    SPARSER,
    0.95,
    3.521755377702165e-5,
    2.02456461662334e-5,
    2.6279243045155653e-5,
    1e-9,
  ],
  [
    'spinnaker/spinnaker#6278',
    SEVEN_OF_TEN,
    ONES,
    0.98,
    6.825022991538781e-5,
    99,
    98.99992904170193,
    1e-9,
  ],
] as const;

describe('the shift between two samples', () => {
  it.each(PUBLISHED)(
    '%s: as published',
    (_, canary, baseline, confidence, low, high, estimate, precision) => {
      const shift = shiftOf(canary, baseline, confidence);
      expect(distance(shift.low, low)).toBeLessThanOrEqual(1e-9);
      expect(distance(shift.high, high)).toBeLessThanOrEqual(1e-9);
      expect(distance(shift.estimate, estimate)).toBeLessThanOrEqual(precision);
    },
  );

  it.each(OUTCOMES)('recorded in case %$ is found again', (outcome) => {
    const { canary, baseline, low, high, estimate } = outcome;
    const shift = shiftOf(canary, baseline, 0.98);
    const exactly = 1e-9 * Math.max(1, ...canary, ...baseline);
    expect(distance(shift.low, low)).toBeLessThanOrEqual(exactly);
    expect(distance(shift.high, high)).toBeLessThanOrEqual(exactly);
    expect(distance(shift.estimate, estimate)).toBeLessThanOrEqual(exactly);
  });

  it('cannot be told from one value in each arm', () => {
    expect(estimateShift([10], [7], 0.98)).toBeUndefined();
  });
});

/** The statistic at a shift, from every pair and every group of ties, without any of the judge's code. */
function score(x: readonly number[], y: readonly number[], shift: number): number {
  const moved = x.map((value) => value - shift);
  let excess = (-x.length * y.length) / 2;
  for (const a of moved) for (const b of y) excess += a > b ? 1 : a === b ? 0.5 : 0;
  const values = [...moved, ...y];
  const size = values.length;
  // Each of t equal values finds t equals: t of them add t^2 - 1 each, together t^3 - t.
  let ties = 0;
  for (const a of values) ties += values.filter((b) => a === b).length ** 2 - 1;
  const variance = ((x.length * y.length) / 12) * (size + 1 - ties / (size * (size - 1)));
  return (excess - Math.sign(excess) / 2) / Math.sqrt(variance);
}

const cents = fc.array(
  fc.integer({ min: -2000, max: 2000 }).map((value) => value / 100),
  { minLength: 3, maxLength: 15 },
);

describe('an end of the interval', () => {
  const Z98 = 2.3263478740408408;

  it('is where the statistic crosses the quantile, or the extreme difference', () => {
    fc.assert(
      fc.property(cents, cents, (x, y) => {
        const shift = estimateShift(ascending(x), ascending(y), 0.98);
        fc.pre(shift !== undefined);
        const least = Math.min(...x) - Math.max(...y);
        const most = Math.max(...x) - Math.min(...y);
        for (const [end, quantile] of [
          [shift.low, Z98],
          [shift.high, -Z98],
        ] as const) {
          const before = score(x, y, end - 1.01e-4) - quantile;
          const after = score(x, y, end + 1.01e-4) - quantile;
          const crosses = before >= 0 && after <= 0;
          expect(crosses || end === least || end === most).toBe(true);
        }
      }),
    );
  });

  it('holds the median of the differences in its middle', () => {
    fc.assert(
      fc.property(cents, cents, (x, y) => {
        const shift = estimateShift(ascending(x), ascending(y), 0.98);
        fc.pre(shift !== undefined);
        const differences = ascending(x.flatMap((a) => y.map((b) => a - b)));
        const middle = (differences.length - 1) / 2;
        // The correction for continuity leaves one pair of play on each side.
        const below = differences[Math.floor(middle) - 1] ?? -Infinity;
        const above = differences[Math.ceil(middle) + 1] ?? Infinity;
        expect(shift.estimate).toBeGreaterThanOrEqual(below - 1e-4);
        expect(shift.estimate).toBeLessThanOrEqual(above + 1e-4);
      }),
    );
  });
});
