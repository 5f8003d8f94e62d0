import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWallTime, openZone } from '../../../../src/adapters/gates/freeze/zone.ts';
import type { Zone } from '../../../../src/adapters/gates/freeze/zone.ts';

function zoneOf(name: string): Zone {
  const zone = openZone(name);
  if (zone === undefined) throw new Error(`no zone ${name}`);
  return zone;
}

const wall = (text: string) => Date.parse(`${text}Z`);
const shown = (instant: number) => new Date(instant).toISOString().slice(0, 16);

describe('the wall clock of a zone', () => {
  it.each([
    // an ordinary time is one instant
    ['Europe/Berlin', '2026-11-23T08:00', '2026-11-23T07:00', '2026-11-23T07:00'],
    ['Asia/Kolkata', '2026-07-01T00:00', '2026-06-30T18:30', '2026-06-30T18:30'],
    ['Asia/Kathmandu', '2026-07-01T00:00', '2026-06-30T18:15', '2026-06-30T18:15'],
    ['Pacific/Kiritimati', '2026-07-01T00:00', '2026-06-30T10:00', '2026-06-30T10:00'],
    ['Pacific/Pago_Pago', '2026-07-01T00:00', '2026-07-01T11:00', '2026-07-01T11:00'],
    ['UTC', '2026-02-28T23:59', '2026-02-28T23:59', '2026-02-28T23:59'],
    // skipped when clocks go forward: the moment they do
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00', '2026-03-29T01:00'],
    ['America/New_York', '2026-03-08T02:00', '2026-03-08T07:00', '2026-03-08T07:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30', '2026-10-03T15:30'],
    ['America/Santiago', '2026-09-06T00:30', '2026-09-06T04:00', '2026-09-06T04:00'],
    ['Pacific/Chatham', '2026-09-27T02:50', '2026-09-26T14:00', '2026-09-26T14:00'],
    ['Africa/Cairo', '2026-04-24T00:10', '2026-04-23T22:00', '2026-04-23T22:00'],
    // a whole day that Samoa never had
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00', '2011-12-30T10:00'],
    // shown twice when clocks go back
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30', '2026-10-25T01:30'],
    ['America/New_York', '2026-11-01T01:00', '2026-11-01T05:00', '2026-11-01T06:00'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45', '2026-04-04T15:15'],
    ['America/Santiago', '2026-04-04T23:30', '2026-04-05T02:30', '2026-04-05T03:30'],
    ['Pacific/Chatham', '2026-04-05T03:00', '2026-04-04T13:15', '2026-04-04T14:15'],
    ['Europe/Dublin', '2026-10-25T01:30', '2026-10-25T00:30', '2026-10-25T01:30'],
  ])('%s %s is %s, for good %s', (name, text, first, last) => {
    const zone = zoneOf(name);
    expect([zone.firstInstantOf(wall(text)), zone.lastInstantOf(wall(text))].map(shown)).toEqual([
      first,
      last,
    ]);
  });

  it('translates there and back', () => {
    const names = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'America/Santiago',
      'Asia/Kolkata',
      'Africa/Casablanca',
      'America/St_Johns',
    ];
    const minutes = integer({ min: Date.UTC(2020) / 60_000, max: Date.UTC(2035) / 60_000 });
    assert(
      property(constantFrom(...names), minutes, (name, minute) => {
        const zone = zoneOf(name);
        const instant = minute * 60_000;
        const shownThen = zone.wallTimeAt(instant);
        const [first, last] = [zone.firstInstantOf(shownThen), zone.lastInstantOf(shownThen)];
        expect([first, last]).toContain(instant);
        expect(last - first).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['Europe/Berln', '', 'Mars/Olympus'])('there is none called %j', (name) => {
    expect(openZone(name)).toBeUndefined();
  });

  it('is written with its day', () => {
    expect(formatWallTime(wall('2026-11-23T08:00'))).toBe('Mon 2026-11-23 08:00');
  });
});
