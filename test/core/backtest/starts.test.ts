import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatOf, startsIn } from '../../../src/core/backtest/starts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const looksAt = (interval: number) => ({ looks: { interval } }) as Parameters<typeof beatOf>[0][0];

describe('the beat', () => {
  it.each([
    [[1], 1],
    [[1, 5], 5],
    [[2, 3], 6],
    [[1, 1.5], 3],
  ])('of metrics looked at every %j min is %s min', (intervals, expected) => {
    expect(beatOf(intervals.map((one) => looksAt(one * MINUTE)))).toBe(expected * MINUTE);
  });
});

describe('starts', () => {
  it('are 144 half-hourly ones of an hour in three days, one less at the end', () => {
    const period = { from: 0, to: 3 * DAY };
    const starts = startsIn(period, { beat: MINUTE, every: HOUR / 2, length: HOUR });
    expect(starts.length).toBe(143);
  });

  it('leave the unquiet day out, and whatever would run into it', () => {
    const starts = startsIn(
      { from: 0, to: 3 * DAY },
      { beat: MINUTE, every: HOUR, length: HOUR },
      { from: DAY, to: 2 * DAY },
    );
    expect(starts.length).toBe(48);
    expect(starts.filter((at) => at + HOUR > DAY && at < 2 * DAY)).toEqual([]);
  });

  it('lie on the beat, within the period, in order', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.nat(1_000_000),
        fc.integer({ min: 20_000, max: 500_000 }),
        fc.integer({ min: 20_000, max: 500_000 }),
        fc.integer({ min: 20_000, max: 500_000 }),
        (from, span, beat, every, length) => {
          const period = { from, to: from + span };
          const starts = startsIn(period, { beat, every, length });
          for (const [index, at] of starts.entries()) {
            expect(at % beat).toBe(0);
            expect(at >= period.from && at + length <= period.to).toBe(true);
            if (index > 0) expect(at - (starts[index - 1] ?? 0)).toBeGreaterThanOrEqual(every);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
