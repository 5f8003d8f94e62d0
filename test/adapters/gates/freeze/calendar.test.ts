import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFreeze, findNext } from '../../../../src/adapters/gates/freeze/calendar.ts';
import { openZone } from '../../../../src/adapters/gates/freeze/zone.ts';
import type { FreezeGate } from '../../../../src/core/plan/plan.ts';
import { parseWeekly } from '../../../../src/core/plan/windows.ts';
import { freezeGate } from '../plan.ts';

const HOUR = 3_600_000;

function calendar(timezone: string, weekly: readonly string[], once: FreezeGate['once'] = []) {
  const zone = openZone(timezone);
  if (zone === undefined) throw new Error(`no zone ${timezone}`);
  const windows = weekly.map((text) => parseWeekly(text) ?? { start: 0, end: 0 });
  const gate = freezeGate({ timezone, weekly: windows, once });
  return {
    freezeAt: (instant: number) => findFreeze(gate, zone, instant),
    nextAfter: (instant: number) => findNext(gate, zone, instant)?.from,
  };
}

const at = (text: string) => Date.parse(`${text}Z`);
const shown = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 16);

const WEEKEND = 'Fri 16:00 - Mon 08:00';

describe('a weekly freeze in wall time', () => {
  it.each([
    // zone, an instant within the freeze, its beginning and end in UTC, its length in hours
    [
      'Europe/Berlin',
      'an ordinary weekend',
      '2026-11-21T12:00',
      '2026-11-20T15:00',
      '2026-11-23T07:00',
      64,
    ],
    [
      'Europe/Berlin',
      'clocks go forward',
      '2026-03-28T12:00',
      '2026-03-27T15:00',
      '2026-03-30T06:00',
      63,
    ],
    [
      'Europe/Berlin',
      'clocks go back',
      '2026-10-24T12:00',
      '2026-10-23T14:00',
      '2026-10-26T07:00',
      65,
    ],
    [
      'America/New_York',
      'clocks go forward',
      '2026-03-07T12:00',
      '2026-03-06T21:00',
      '2026-03-09T12:00',
      63,
    ],
    [
      'America/New_York',
      'clocks go back',
      '2026-10-31T12:00',
      '2026-10-30T20:00',
      '2026-11-02T13:00',
      65,
    ],
    [
      'Australia/Lord_Howe',
      'half an hour forward',
      '2026-10-03T12:00',
      '2026-10-02T05:30',
      '2026-10-04T21:00',
      63.5,
    ],
    [
      'Australia/Lord_Howe',
      'half an hour back',
      '2026-04-04T12:00',
      '2026-04-03T05:00',
      '2026-04-05T21:30',
      64.5,
    ],
    [
      'America/Santiago',
      'forward at midnight',
      '2026-09-05T12:00',
      '2026-09-04T20:00',
      '2026-09-07T11:00',
      63,
    ],
    [
      'America/Santiago',
      'back at midnight',
      '2026-04-04T12:00',
      '2026-04-03T19:00',
      '2026-04-06T12:00',
      65,
    ],
    [
      'Pacific/Chatham',
      'forward at 02:45',
      '2026-09-26T12:00',
      '2026-09-25T03:15',
      '2026-09-27T18:15',
      63,
    ],
    [
      'Asia/Kolkata',
      'no such habit',
      '2026-10-24T12:00',
      '2026-10-23T10:30',
      '2026-10-26T02:30',
      64,
    ],
    [
      'America/Sao_Paulo',
      'no longer',
      '2026-10-17T12:00',
      '2026-10-16T19:00',
      '2026-10-19T11:00',
      64,
    ],
    ['UTC', 'never', '2026-10-24T12:00', '2026-10-23T16:00', '2026-10-26T08:00', 64],
  ])('%s, %s', (timezone, _, within, from, to, hours) => {
    const { freezeAt } = calendar(timezone, [WEEKEND]);
    const freeze = freezeAt(at(within));
    expect([shown(freeze?.from), shown(freeze?.to)]).toEqual([from, to]);
    expect(at(to) - at(from)).toBe(hours * HOUR);
    expect(freezeAt(at(from) - 1)).toBeUndefined();
    expect(freezeAt(at(from))).toEqual(freeze);
    expect(freezeAt(at(to) - 1)).toEqual(freeze);
    expect(freezeAt(at(to))).toBeUndefined();
  });

  it.each([
    // ends at 02:30, which comes twice: frozen until it has come for good
    [
      'the end comes twice',
      'Sat 12:00 - Sun 02:30',
      '2026-10-24T12:00',
      '2026-10-24T10:00',
      '2026-10-25T01:30',
    ],
    // begins at 02:30, which comes twice: frozen from the first on
    [
      'the beginning comes twice',
      'Sun 02:30 - Sun 12:00',
      '2026-10-25T08:00',
      '2026-10-25T00:30',
      '2026-10-25T11:00',
    ],
    // 02:30 never comes: the clock jumps from 02:00 to 03:00
    [
      'the end never comes',
      'Sat 12:00 - Sun 02:30',
      '2026-03-28T12:00',
      '2026-03-28T11:00',
      '2026-03-29T01:00',
    ],
    [
      'the beginning never comes',
      'Sun 02:30 - Sun 12:00',
      '2026-03-29T08:00',
      '2026-03-29T01:00',
      '2026-03-29T10:00',
    ],
  ])('Berlin, %s', (_, weekly, within, from, to) => {
    const freeze = calendar('Europe/Berlin', [weekly]).freezeAt(at(within));
    expect([shown(freeze?.from), shown(freeze?.to)]).toEqual([from, to]);
  });

  it('is not there when clocks jump over all of it', () => {
    const { freezeAt } = calendar('Europe/Berlin', ['Sun 02:10 - Sun 02:50']);
    expect(freezeAt(at('2026-03-29T01:00'))).toBeUndefined();
    expect(freezeAt(at('2026-03-22T01:30'))).toBeDefined();
  });

  it('holds on the same wall times all year, whatever the offset', () => {
    const zone = openZone('America/New_York');
    const { freezeAt } = calendar('America/New_York', [WEEKEND]);
    const hours = integer({
      min: at('2026-01-01T00:00') / HOUR,
      max: at('2027-12-31T00:00') / HOUR,
    });
    assert(
      property(hours, constantFrom(0, 1, 59), (hour, minute) => {
        const instant = hour * HOUR + minute * 60_000;
        const wall = new Date(zone?.wallTimeAt(instant) ?? 0);
        const [day, time] = [wall.getUTCDay(), wall.getUTCHours()];
        const frozen =
          (day === 5 && time >= 16) || day === 6 || day === 0 || (day === 1 && time < 8);
        expect(freezeAt(instant) !== undefined).toBe(frozen);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a calendar of freezes', () => {
  const once = [{ start: '2026-12-24T00:00', end: '2026-12-27T00:00' }];

  it('joins windows that overlap or touch', () => {
    const { freezeAt } = calendar('Europe/Berlin', [WEEKEND, 'Mon 08:00 - Mon 10:00'], once);
    const christmas = freezeAt(at('2026-12-24T12:00'));
    expect(shown(christmas?.from)).toBe('2026-12-23T23:00');
    expect(shown(christmas?.to)).toBe('2026-12-28T09:00');
  });

  it('knows windows that come once, months ahead', () => {
    const { freezeAt, nextAfter } = calendar('Europe/Berlin', [], once);
    expect(freezeAt(at('2026-07-01T00:00'))).toBeUndefined();
    expect(shown(nextAfter(at('2026-07-01T00:00')))).toBe('2026-12-23T23:00');
    expect(shown(freezeAt(at('2026-12-25T00:00'))?.to)).toBe('2026-12-26T23:00');
    expect(nextAfter(at('2026-12-27T00:00'))).toBeUndefined();
  });

  it('tells when the next weekly window begins', () => {
    const { nextAfter } = calendar('Europe/Berlin', [WEEKEND]);
    expect(shown(nextAfter(at('2026-11-23T07:00')))).toBe('2026-11-27T15:00');
    expect(shown(nextAfter(at('2026-11-29T12:00')))).toBe('2026-12-04T15:00');
  });

  it('may never end', () => {
    const { freezeAt } = calendar('Europe/Berlin', [WEEKEND, 'Mon 08:00 - Fri 16:00']);
    expect(freezeAt(at('2026-11-25T12:00'))?.to).toBe(Number.POSITIVE_INFINITY);
  });

  it('is empty without windows', () => {
    expect(calendar('Europe/Berlin', []).freezeAt(at('2026-11-25T12:00'))).toBeUndefined();
  });
});
