import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../../src/core/judge/kayenta/classification.ts';
import type { KayentaLabel, KayentaReason } from '../../../../src/core/judge/kayenta/result.ts';
import {
  completeSettings,
  type KayentaSettings,
} from '../../../../src/core/judge/kayenta/settings.ts';
import { distance } from './distance.ts';
import { OUTCOMES } from './outcomes.ts';
import {
  ABOUT_TEN,
  ABOUT_TWENTY,
  FAST,
  LESS,
  MORE,
  RARE,
  RARER,
  SLOW,
  SPARSE,
  SPARSER,
  TEN,
  TWENTY,
} from './series.ts';

/** Most of Kayenta's own cases ask for this instead of what its judge asks for. */
const LENIENT = { confidence: 0.95, tolerance: 0.1 };
const CLES = { confidence: 0.98, tolerance: 0.2 };
const JUDGE = { confidence: 0.98, tolerance: 0.25 };

type Label = KayentaLabel | 'High, critical' | 'Low, critical' | 'Nodata, critical';
type Case = readonly [
  name: string,
  canary: readonly number[],
  baseline: readonly number[],
  settings: KayentaSettings,
  strictness: typeof LENIENT,
  expected: Label,
  reason: KayentaReason,
];

const NONE: readonly number[] = [];
const zeros = (count: number): readonly number[] => Array<number>(count).fill(0);
const TENS = [10, 10, 10, 10, 10];
const ONES = [1, 1, 1, 1, 1];
const TWENTIES = [20, 22, 21, 25, 30];
const TWOS = [1, 2.2, 1.1, 2.5, 3];
const FIFTIES = [54.9, 54.5, 55.1, 55.6, 57.4];
const UP = { direction: 'increase' } as const;
const DOWN = { direction: 'decrease' } as const;
const critical = (effectSize: KayentaSettings['effectSize'] = {}) => ({
  critical: true,
  effectSize,
});
const within = (allowedDecrease: number, allowedIncrease: number) => ({
  effectSize: { allowedDecrease, allowedIncrease },
});
const cles = (allowedDecrease: number, allowedIncrease: number) =>
  ({ effectSize: { measure: 'cles', allowedDecrease, allowedIncrease } }) as const;

/** The cases of Kayenta's own tests, by name. */
const DOCUMENTED: readonly Case[] = [
  ['pass', TEN, ABOUT_TEN, {}, LENIENT, 'Pass', 'no-shift'],
  ['high', TWENTY, ABOUT_TEN, {}, LENIENT, 'High', 'shifted'],
  ['low', TEN, ABOUT_TWENTY, {}, LENIENT, 'Low', 'shifted'],
  ['low, increase asked', TEN, ABOUT_TWENTY, UP, LENIENT, 'Pass', 'other-direction'],
  ['high, decrease asked', TWENTY, ABOUT_TEN, DOWN, LENIENT, 'Pass', 'other-direction'],
  ['high, increase asked', TWENTY, ABOUT_TEN, UP, LENIENT, 'High', 'shifted'],
  ['low, decrease asked', TEN, ABOUT_TWENTY, DOWN, LENIENT, 'Low', 'shifted'],
  ['high, large input', SPARSE, SPARSER, {}, LENIENT, 'High', 'shifted'],
  ['ratio low', TEN, ABOUT_TWENTY, { ...DOWN, ...within(0.8, 1.2) }, LENIENT, 'Low', 'shifted'],
  ['ratio pass', [10, 12.2, 10.1, 12.5, 23], TWENTIES, within(0.5, 1), LENIENT, 'Pass', 'no-shift'],
  ['ratio pass, large input', SPARSE, SPARSER, within(1, 5), LENIENT, 'Pass', 'small-effect'],
  ['cles pass', RARE, RARER, cles(0.5, 0.8), CLES, 'Pass', 'small-effect'],
  ['cles high', SLOW, FAST, cles(0.2, 0.8), CLES, 'High', 'shifted'],
  ['cles low', LESS, MORE, cles(0.2, 0.8), CLES, 'Low', 'shifted'],
  [
    'critical high',
    TWENTIES,
    TWOS,
    critical({ criticalIncrease: 1.2 }),
    LENIENT,
    'High, critical',
    'shifted',
  ],
  [
    'critical low',
    [2, 2, 2, 2, 3],
    [10, 20.2, 10.1, 20.5, 30],
    critical({ criticalDecrease: 1.2 }),
    LENIENT,
    'Low, critical',
    'shifted',
  ],
  [
    'high, not critically',
    TWENTIES,
    TWOS,
    critical({ allowedIncrease: 5, criticalIncrease: 13 }),
    LENIENT,
    'High',
    'shifted',
  ],
  [
    'critical pass',
    TWENTIES,
    TWOS,
    critical({ allowedIncrease: 13, criticalIncrease: 15 }),
    LENIENT,
    'Pass',
    'small-effect',
  ],
  ['critical by default', TWENTIES, TWOS, critical(), LENIENT, 'High, critical', 'shifted'],
  ['tied observations', [1, 1, 1], [1, 1], DOWN, LENIENT, 'Pass', 'one-value'],
  ['identical', [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], DOWN, LENIENT, 'Pass', 'identical'],
  ['a leading zero', [0, 1, 1, 1, 1], ONES, DOWN, LENIENT, 'Pass', 'no-shift'],
  ['no data', NONE, [1, 2, 3, 4, 5], DOWN, LENIENT, 'Nodata', 'no-data'],
  [
    'no data, critical',
    NONE,
    [1, 2, 3, 4, 5],
    { ...DOWN, critical: true },
    LENIENT,
    'Nodata, critical',
    'no-data',
  ],
  [
    'no data, replaced',
    NONE,
    [1, 2, 3, 4, 5],
    { ...DOWN, nanStrategy: 'replace' },
    LENIENT,
    'Pass',
    'no-data-replaced',
  ],
  ['mostly tied', [1, 1, 1, 1, 10], ONES, {}, LENIENT, 'Pass', 'no-shift'],
  ['tied ranks', TENS, ONES, {}, LENIENT, 'High', 'shifted'],
  ['tied ranks with zeros', TENS, zeros(5), {}, LENIENT, 'High', 'shifted'],
  ['zero mean, high', FIFTIES, zeros(5), within(0.8, 1.2), LENIENT, 'High', 'shifted'],
  ['zero mean, low', zeros(5), FIFTIES, within(0.8, 1.2), LENIENT, 'Low', 'shifted'],
  [
    'zero mean, critical',
    [
      0.05000000074505806, 0.05000000074505806, 0.01666666753590107, 0.01666666753590107,
      0.01666666753590107, 0.05000000074505806, 0.03333333507180214, 0.05000000260770321,
      0.05000000260770321, 0.13333333656191826,
    ],
    zeros(10),
    { nanStrategy: 'replace', ...critical({ criticalDecrease: 0.8, criticalIncrease: 1.2 }) },
    LENIENT,
    'High, critical',
    'shifted',
  ],
  ['zeros', zeros(5), zeros(5), within(0.8, 1.2), LENIENT, 'Pass', 'identical'],
];

/** Cases that users reported, with the outcomes they report. Kayenta still has all of them. */
const REPORTED: readonly Case[] = [
  [
    'sparse data (spinnaker/kayenta#426)',
    [0, 1, 2, 1, 0, 0],
    zeros(6),
    {},
    JUDGE,
    'Pass',
    'no-shift',
  ],
  [
    'more variable (spinnaker/kayenta#780)',
    [10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7],
    [1, 100, 4, 101, 5, 102, 6, 103, 7, 104, 8, 105, 9, 106, 17],
    {},
    JUDGE,
    'Pass',
    'no-shift',
  ],
  [
    'a hundredfold in seven of ten (spinnaker/spinnaker#6278)',
    [100, 100, 100, 100, 100, 100, 100, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    critical({ allowedIncrease: 1.05, criticalIncrease: 1.1 }),
    JUDGE,
    'Pass',
    'no-shift',
  ],
  [
    'the same in eight of ten',
    [100, 100, 100, 100, 100, 100, 100, 100, 1, 1],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    critical({ allowedIncrease: 1.05, criticalIncrease: 1.1 }),
    JUDGE,
    'High, critical',
    'shifted',
  ],
];

describe.each([
  ['as documented', DOCUMENTED],
  ['as reported', REPORTED],
])('%s', (_, cases) => {
  it.each(cases)('%s', (_name, canary, baseline, settings, strictness, expected, reason) => {
    const result = classify(canary, baseline, completeSettings(settings), strictness);
    const label = `${result.classification}${result.critical ? ', critical' : ''}`;
    expect([label, result.reason]).toEqual([expected, reason]);
  });
});

describe('as recorded', () => {
  it.each(OUTCOMES)('case %$: $classification', (outcome) => {
    const measure = outcome.cles === undefined ? 'meanRatio' : 'cles';
    const settings = completeSettings({ effectSize: { measure } });
    const result = classify(outcome.canary, outcome.baseline, settings);
    expect(result.classification).toBe(outcome.classification);
    expect(distance(result.ratio, outcome.ratio)).toBeLessThanOrEqual(1e-12);
    expect(
      distance(result.comparison?.effect ?? 0, outcome.cles ?? outcome.ratio),
    ).toBeLessThanOrEqual(1e-12);
  });
});

describe('the ratio', () => {
  it.each([
    [TENS, ONES, 10],
    [TENS, [100, 100, 100, 100, 100], 0.1],
    [FIFTIES, zeros(5), Number.NaN],
    [ONES, ONES, 1],
    [zeros(5), zeros(5), 1],
    [NONE, ONES, 1],
    [[7], [3], Number.NaN],
  ])('of %j to %j is %f', (canary, baseline, expected) => {
    expect(
      distance(classify(canary, baseline, completeSettings({})).ratio, expected),
    ).toBeLessThanOrEqual(1e-9);
  });
});

describe('missing data', () => {
  it.each([
    ['remove', false, false, 'Nodata', false],
    ['remove', false, true, 'Nodata', true],
    ['remove', true, false, 'NodataFailMetric', false],
    ['remove', true, true, 'Nodata', true],
    ['replace', false, false, 'Pass', false],
    ['replace', true, true, 'Pass', false],
  ] as const)(
    'nanStrategy %s, mustHaveData %s, critical %s: %s',
    (nanStrategy, mustHaveData, isCritical, classification, fails) => {
      const settings = completeSettings({ nanStrategy, mustHaveData, critical: isCritical });
      for (const [canary, baseline] of [
        [NONE, ONES],
        [ONES, NONE],
        [NONE, NONE],
      ] as const) {
        const result = classify(canary, baseline, settings);
        expect([result.classification, result.critical]).toEqual([classification, fails]);
      }
    },
  );
});

describe('constant arms', () => {
  it('are told apart, always in the same way', () => {
    const sizes = fc.integer({ min: 2, max: 40 });
    const value = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(value, value, sizes, sizes, (a, b, n, m) => {
        fc.pre(a !== b);
        const judge = () =>
          classify(Array<number>(n).fill(a), Array<number>(m).fill(b), completeSettings({}));
        // A ratio of negative means turns the effect around, which Kayenta then holds against the shift.
        fc.pre(a >= 0 && b >= 0);
        expect(judge().classification).toBe(a > b ? 'High' : 'Low');
        expect(judge()).toEqual(judge());
      }),
    );
  });

  it('of one value each are an error', () => {
    const result = classify([9], [2], completeSettings({ critical: true }));
    expect([result.classification, result.reason, result.critical]).toEqual([
      'Error',
      'all-tied',
      false,
    ]);
  });

  it('of Infinity come to an end', () => {
    const infinite = [Infinity, Infinity, Infinity];
    expect(classify(infinite, ONES, completeSettings({})).classification).toBe('Pass');
    expect(classify(ONES, infinite, completeSettings({})).classification).toBe('Error');
  });
});

describe('any two arms', () => {
  const arm = fc.array(
    fc.integer({ min: 0, max: 5000 }).map((value) => value / 100),
    { minLength: 3, maxLength: 30 },
  );

  it('are judged whatever the order of their values', () => {
    fc.assert(
      fc.property(arm, arm, fc.boolean(), (canary, baseline, isShifted) => {
        const moved = isShifted ? canary.map((value) => value + 40) : canary;
        const result = classify(moved, baseline, completeSettings({}));
        const reversed = classify(
          moved.toReversed(),
          baseline.toSorted((a, b) => a - b),
          completeSettings({}),
        );
        expect(reversed.classification).toBe(result.classification);
        expect(reversed.comparison?.shift).toEqual(result.comparison?.shift);
      }),
    );
  });

  it('turn High into Low when they are swapped', () => {
    fc.assert(
      fc.property(arm, arm, fc.integer({ min: 0, max: 60 }), (canary, baseline, rise) => {
        const moved = canary.map((value) => value + rise + 0.005);
        const { classification, comparison } = classify(moved, baseline, completeSettings({}));
        const swapped = classify(baseline, moved, completeSettings({}));
        fc.pre(comparison !== undefined && swapped.comparison !== undefined);
        const { shift, tolerance } = comparison;
        // The ends are exact to 1e-4 only, and the estimate may lie anywhere between two differences.
        fc.pre(Math.abs(shift.estimate + swapped.comparison.shift.estimate) < 1e-3);
        fc.pre(Math.abs(shift.low - tolerance) > 1e-3 && Math.abs(shift.high + tolerance) > 1e-3);
        expect(swapped.classification).toBe(MIRRORED[classification]);
      }),
    );
  });
});

const MIRRORED: Readonly<Partial<Record<KayentaLabel, KayentaLabel>>> = {
  Pass: 'Pass',
  High: 'Low',
  Low: 'High',
};
