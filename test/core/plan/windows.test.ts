import { describe, expect, it } from 'vitest';
import { parseLocalTime, parseOnce, parseWeekly } from '../../../src/core/plan/windows.ts';

describe('a window of every week', () => {
  it.each([
    ['Fri 16:00 - Mon 08:00', { start: 6720, end: 480 }],
    ['friday 16:00 – MONDAY 8:00', { start: 6720, end: 480 }],
    ['Mon 00:00 - Mon 00:01', { start: 0, end: 1 }],
    ['Sat 00:00 - Sun 24:00', { start: 7200, end: 0 }],
    [' Wed 12:00-Wed 13:30 ', { start: 3600, end: 3690 }],
    ['', undefined],
    ['Fri - Mon', undefined],
    ['Fri 16:00', undefined],
    ['Fr 16:00 - Mo 08:00', undefined],
    ['Fri 16:59 - Mon 08:00', { start: 6779, end: 480 }],
    ['Fri 16:60 - Mon 08:00', undefined],
    ['Fri 24:01 - Mon 08:00', undefined],
    ['Fri 16:00 - Fri 16:00', undefined],
    ['constructor 16:00 - Mon 08:00', undefined],
  ])('%j', (text, expected) => {
    expect(parseWeekly(text)).toEqual(expected);
  });
});

describe('a local time', () => {
  it.each([
    ['2026-12-24', '2026-12-24T00:00'],
    ['2026-12-24T18:30', '2026-12-24T18:30'],
    ['2026-12-24 18:30', '2026-12-24T18:30'],
    ['2026-12-24T18:30:00', '2026-12-24T18:30'],
    ['2028-02-29', '2028-02-29T00:00'],
    ['2027-02-29', undefined],
    ['2026-13-01', undefined],
    ['2026-12-24T25:00', undefined],
    ['2026-12-24T18:30Z', undefined],
    ['24.12.2026', undefined],
  ])('%j', (text, expected) => {
    expect(parseLocalTime(text)).toBe(expected);
  });
});

describe('a window that comes once', () => {
  it('ends after it begins', () => {
    const window = { start: '2026-12-24T00:00', end: '2026-12-27T00:00' };
    expect(parseOnce('2026-12-24', '2026-12-27')).toEqual(window);
    expect(parseOnce('2026-12-27', '2026-12-24')).toBeUndefined();
    expect(parseOnce('2026-12-24', '2026-12-24')).toBeUndefined();
  });
});
