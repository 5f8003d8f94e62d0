import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBalance } from '../../demo/world/balance.ts';

describe('the balance', () => {
  test('gives the canary its share of any number of new visitors, to within one', () => {
    assert(
      property(integer({ min: 0, max: 100 }), integer({ max: 500, min: 1 }), (weight, visitors) => {
        const balance = createBalance(weight);
        const chosen = Array.from({ length: visitors }, () => balance.choose(undefined));
        const canary = chosen.filter((version) => version === 'canary').length;
        expect(Math.abs(canary - (visitors * weight) / 100)).toBeLessThan(1);
      }),
    );
  });

  test('spreads them evenly', () => {
    const balance = createBalance(25);
    const chosen = Array.from({ length: 8 }, () => balance.choose(undefined));
    expect(chosen.map((version) => version[0]).join('')).toBe('ssscsssc');
  });

  test('leaves a visitor with the version seen first', () => {
    const balance = createBalance(1);
    expect(balance.choose('canary')).toBe('canary');
    balance.setWeight(99);
    expect(balance.choose('stable')).toBe('stable');
  });

  test.each([
    { weight: 0, seen: 'canary', goesTo: 'stable' },
    { weight: 100, seen: 'stable', goesTo: 'canary' },
  ] as const)(
    'at $weight% takes a visitor of the $seen version away',
    ({ weight, seen, goesTo }) => {
      const balance = createBalance(50);
      balance.choose(undefined);
      balance.setWeight(weight);
      expect(balance.choose(seen)).toBe(goesTo);
    },
  );
});
