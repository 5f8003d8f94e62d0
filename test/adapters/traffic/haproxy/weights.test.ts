import { describe, expect, it } from 'vitest';
import { assert, double, integer, property, record } from 'fast-check';
import {
  chooseWeights,
  orderMoves,
  shareOf,
} from '../../../../src/adapters/traffic/haproxy/weights.ts';

describe('weights of two HAProxy servers', () => {
  it.each([
    [0, { stable: 100, canary: 0 }],
    [5, { stable: 95, canary: 5 }],
    [100, { stable: 0, canary: 100 }],
    [12.5, { stable: 7, canary: 1 }],
    [0.5, { stable: 199, canary: 1 }],
    [0.4, { stable: 249, canary: 1 }],
    [99.6, { stable: 1, canary: 249 }],
  ])('%d percent is %o', (share, weights) => {
    expect(chooseWeights(share)).toEqual(weights);
  });

  it('tells every tenth of a percent from 0.4% to 99.6% from its neighbours', () => {
    const shares = Array.from({ length: 993 }, (_, index) => (index + 4) / 10);
    const carried = shares.map((share) => {
      const weights = chooseWeights(share);
      return weights === undefined
        ? Number.NaN
        : (100 * weights.canary) / (weights.canary + weights.stable);
    });
    const off = carried.map((share, index) => Math.abs(share - (shares[index] ?? 0)));
    expect(Math.max(...off)).toBeLessThan(0.034);
    for (const [index, share] of carried.entries()) {
      expect(share).toBeGreaterThan(index === 0 ? 0 : (carried[index - 1] ?? 100));
    }
  });

  it('stays within 256 and 0.05 points from 0.35% to 99.65%', () => {
    assert(
      property(double({ min: 0.35, max: 99.65, noNaN: true }), (share) => {
        const { stable, canary } = chooseWeights(share) ?? { stable: 0, canary: 0 };
        expect(Math.max(stable, canary)).toBeLessThanOrEqual(256);
        expect([stable, canary].every(Number.isInteger)).toBe(true);
        expect(Math.abs((100 * canary) / (stable + canary) - share)).toBeLessThanOrEqual(0.05);
      }),
    );
  });

  it('is not there for shares that 256 steps cannot tell', () => {
    expect([0.1, 0.33, 99.67, 99.9].map(chooseWeights)).toEqual(Array(4).fill(undefined));
  });

  it.each([
    [{ stable: 95, canary: 5 }, 5],
    [{ stable: 256, canary: 1 }, 0.39],
    [{ stable: 0, canary: 256 }, 100],
  ])('%o carries %d percent', (weights, share) => {
    expect(shareOf(weights)).toBe(share);
  });
});

describe('the order of two moves', () => {
  it.each([
    ['to a fraction', [95, 5], [7, 1], ['canary', 'stable']],
    ['from nothing', [100, 0], [95, 5], ['stable', 'canary']],
    ['all at once', [100, 0], [0, 100], ['canary', 'stable']],
    ['back at once', [0, 100], [100, 0], ['stable', 'canary']],
  ] as const)('%s', (_, [stable, canary], [toStable, toCanary], order) => {
    expect(orderMoves({ stable, canary }, { stable: toStable, canary: toCanary })).toEqual(order);
  });

  const weight = integer({ min: 0, max: 256 });
  const weights = record({ stable: weight, canary: weight }).filter(
    ({ stable, canary }) => stable + canary > 0,
  );

  it('never gives the canary more than before or after, nor leaves nobody', () => {
    assert(
      property(weights, weights, (from, to) => {
        const [first] = orderMoves(from, to);
        const between = { ...from, [first]: to[first] };
        const most = Math.max(shareOf(from), shareOf(to));
        expect(between.stable + between.canary).toBeGreaterThan(0);
        expect(shareOf(between)).toBeLessThanOrEqual(most);
      }),
    );
  });
});
