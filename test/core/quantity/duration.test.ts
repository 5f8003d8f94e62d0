import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  parseDuration,
  writeDuration,
} from '../../../src/core/quantity/duration.ts';

describe('reading a duration', () => {
  it.each([
    ['0s', 0],
    ['250ms', 250],
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['5m1h', undefined],
    ['5m5m', undefined],
    ['', undefined],
    ['5', undefined],
    ['m', undefined],
    ['-5m', undefined],
    ['5 m', undefined],
    ['5min', undefined],
    ['5M', undefined],
    [`${'9'.repeat(400)}d`, undefined],
  ])('%.20s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});

describe('writing a duration', () => {
  it.each([
    [0, '0s'],
    [250, '250ms'],
    [999.6, '1s'],
    [1_499, '1s'],
    [12_000, '12s'],
    [7_200_000, '2h'],
    [5_415_000, '1h 30m'],
    [86_400_000, '1d'],
    [-5, '0s'],
  ])('%d ms is %s for people', (duration, expected) => {
    expect(formatDuration(duration)).toBe(expected);
  });

  it('loses nothing where a plan is to read it again', () => {
    expect(writeDuration(5_415_000)).toBe('1h30m15s');
    fc.assert(
      fc.property(fc.nat({ max: 400 * 86_400_000 }), (duration) => {
        expect(parseDuration(writeDuration(duration))).toBe(duration);
      }),
    );
  });
});
