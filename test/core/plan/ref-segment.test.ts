import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentSegment, refSegment } from '../../../src/core/plan/ref-segment.ts';

describe('the segment of a name', () => {
  it.each([
    ['production', 'production'],
    ['my.app-1_x', 'my.app-1_x'],
    ['prod eu', 'prod=20eu'],
    ['prod/eu', 'prod=2Feu'],
    ['.hidden', '=2Ehidden'],
    ['a..b.', 'a=2E.b=2E'],
    ['main.lock', 'main=2Elock'],
    ['=', '=3D'],
    ['日', '=E6=97=A5'],
    ['', undefined],
    ['x'.repeat(201), undefined],
  ])('%j', (name, expected) => {
    expect(refSegment(name)).toBe(expected);
  });

  it('is one that git allows, and no two names share it', () => {
    // A grapheme takes up to twelve bytes, each up to three characters of a segment.
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const segment = refSegment(one) ?? '';
        expect(segment).toMatch(/^(?!\.)(?!.*\.\.)[\w.=-]+(?<!\.)(?<!\.lock)$/);
        expect(segment === refSegment(other)).toBe(one === other);
      }),
    );
  });
});

describe('the segment of an environment', () => {
  it('knows no case, as GitHub knows none', () => {
    expect(environmentSegment('Production EU')).toBe('production=20eu');
    expect(environmentSegment('production eu')).toBe('production=20eu');
  });
});
