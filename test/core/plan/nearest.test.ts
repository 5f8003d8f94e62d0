import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, nearest, suggest } from '../../../src/core/plan/nearest.ts';

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', '', 3],
    ['wieght', 'weight', 1],
    ['colour', 'color', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%j to %j is %i', (from, to, expected) => {
    expect(distance(from, to)).toBe(expected);
  });

  it('is symmetric, at least the difference in length and at most the longer length', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const apart = distance(one, other);
        expect(apart).toBe(distance(other, one));
        expect(apart).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
        expect(apart).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});

describe('nearest', () => {
  const KEYS = ['name', 'weight', 'bake', 'criteria', 'failureLimit'];
  it.each([
    ['wieght', 'weight'],
    ['Criteria', 'criteria'],
    ['criterias', 'criteria'],
    ['failure-limit', 'failureLimit'],
    ['bak', 'bake'],
    ['environment', undefined],
    ['x', undefined],
    ['', undefined],
    ['w'.repeat(100_000), undefined],
  ])('to %.20s is %s', (word, expected) => {
    expect(nearest(word, KEYS)).toBe(expected);
  });

  it('falls back on other words where there is none', () => {
    expect(suggest('bak', KEYS, 'anything')).toBe('did you mean `bake`?');
    expect(suggest('colour', KEYS, 'anything')).toBe('anything');
  });
});
