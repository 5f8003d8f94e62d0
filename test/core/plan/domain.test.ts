import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  intersect,
  isEmpty,
  liesWithin,
  regionOf,
  verdictOverDomain,
} from '../../../src/core/plan/domain.ts';
import type { Region } from '../../../src/core/plan/domain.ts';
import type { Operator } from '../../../src/core/plan/plan.ts';

const OPERATORS: readonly Operator[] = ['<', '<=', '>', '>='];

function holds(operator: Operator, value: number, x: number): boolean {
  if (operator === '<') return x < value;
  if (operator === '<=') return x <= value;
  return operator === '>' ? x > value : x >= value;
}

/** Whole limits and halves between them are every case there is. */
const limit = fc.tuple(fc.constantFrom(...OPERATORS), fc.integer({ min: -3, max: 3 }));
const POINTS = Array.from({ length: 21 }, (_, index) => index / 2 - 5);

describe('regions agree with asking every number', () => {
  it('whether two comparisons can both be true', () => {
    fc.assert(
      fc.property(limit, limit, ([one, a], [other, b]) => {
        const both = POINTS.some((x) => holds(one, a, x) && holds(other, b, x));
        expect(isEmpty(intersect(regionOf(one, a), regionOf(other, b)))).toBe(!both);
      }),
    );
  });

  it('whether what two comparisons allow lies within a third', () => {
    fc.assert(
      fc.property(limit, limit, limit, ([one, a], [other, b], [third, c]) => {
        const inner = intersect(regionOf(one, a), regionOf(other, b));
        const within = POINTS.filter((x) => holds(one, a, x) && holds(other, b, x)).every((x) =>
          holds(third, c, x),
        );
        expect(liesWithin(inner, regionOf(third, c))).toBe(within);
      }),
    );
  });
});

describe('a comparison over all a share can be', () => {
  const share: Region = { low: 0, lowIncluded: true, high: 1, highIncluded: true };
  it.each<[Operator, number, string]>([
    ['<', 0, 'never'],
    ['<=', 0, 'depends'],
    ['>=', 0, 'always'],
    ['>', 0, 'depends'],
    ['<', 1, 'depends'],
    ['<=', 1, 'always'],
    ['>', 1, 'never'],
    ['>=', 1, 'depends'],
    ['<', 0.5, 'depends'],
    ['>', 2, 'never'],
    ['<', 2, 'always'],
  ])('%s %d is true: %s', (operator, value, expected) => {
    expect(verdictOverDomain(share, operator, value)).toBe(expected);
  });
});
