import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundTicks, scaleLinear, timeTicks } from '../../../src/core/page/scale.ts';

const AT = Date.parse('2026-11-22T03:00:10.000Z');
const MINUTE = 60_000;

describe('a linear scale', () => {
  it('maps both ends and the middle', () => {
    const scale = scaleLinear([0, 10], [100, 0]);
    expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
  });
});

describe('round values', () => {
  it.each([
    [0.034, [0, 0.01, 0.02, 0.03, 0.04]],
    [100, [0, 25, 50, 75, 100]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [7, [0, 2, 4, 6, 8]],
    [0, [0, 0.25]],
  ])('up to %d are %j', (most, ticks) => {
    expect(roundTicks(most)).toEqual(ticks);
  });

  it('reach below 0 where something lies there', () => {
    expect(roundTicks(1, -0.5)).toEqual([-0.5, 0, 0.5, 1]);
    expect(roundTicks(0, -3)).toEqual([-3, -2, -1, 0]);
  });

  it('are multiples of 1,024 where bytes are counted', () => {
    const kib = 1024;
    expect(roundTicks(3.5 * kib, 0, kib)).toEqual([0, kib, 2 * kib, 3 * kib, 4 * kib]);
  });

  it('are few, begin at 0 and reach what must be seen', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), (most) => {
        const ticks = roundTicks(most);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * 0.999);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('round moments', () => {
  it.each([
    [40_000, ['03:00:10', '03:00:20', '03:00:30', '03:00:40', '03:00:50']],
    [10 * MINUTE, ['03:02', '03:04', '03:06', '03:08', '03:10']],
    [30 * 60 * MINUTE, ['06:00', '12:00', '18:00', '23 Nov', '06:00']],
    [4 * 24 * 60 * MINUTE, ['23 Nov', '24 Nov', '25 Nov', '26 Nov']],
  ])('within %d ms are %j', (length, labels) => {
    expect(timeTicks(AT, AT + length).map(({ label }) => label)).toEqual(labels);
  });
});
