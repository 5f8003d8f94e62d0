import { describe, expect, it } from 'vitest';
import { findFreeze, findNext } from '../../../../src/adapters/gates/freeze/calendar.ts';
import type { Freeze, Windows } from '../../../../src/adapters/gates/freeze/calendar.ts';
import { readCalendar } from '../../../../src/adapters/gates/freeze/icalendar/read.ts';
import { HIDE_NOTHING } from '../../../../src/adapters/secrets/redaction.ts';
import { parseLocalTime, parseOnce, parseWeekly } from '../../../../src/core/plan/windows.ts';
import { at, writeCalendar, writeEvent, zoneOf } from './icalendar/calendar.ts';

/** A window on the wall, the instants it lies between, and how long that is; by hand, from the zones' histories. */
type Row = readonly [
  zone: string,
  what: string,
  from: string,
  to: string,
  fromUtc: string,
  toUtc: string,
  hours: number,
];

/** Where clocks change, and where they do not. Every window is looked at as one that comes once and every week. */
const CLOCKS: readonly Row[] = [
  // Berlin: UTC+1, in summer +2. 29 March 2026, 02:00 to 03:00 at 01:00 UTC; 25 October, 03:00 to 02:00 at 01:00 UTC.
  [
    'Europe/Berlin',
    'across the gap',
    '2026-03-28T22:00',
    '2026-03-29T06:00',
    '2026-03-28T21:00',
    '2026-03-29T04:00',
    7,
  ],
  [
    'Europe/Berlin',
    'begins in the gap',
    '2026-03-29T02:30',
    '2026-03-29T06:00',
    '2026-03-29T01:00',
    '2026-03-29T04:00',
    3,
  ],
  [
    'Europe/Berlin',
    'ends in the gap',
    '2026-03-28T22:00',
    '2026-03-29T02:30',
    '2026-03-28T21:00',
    '2026-03-29T01:00',
    4,
  ],
  [
    'Europe/Berlin',
    'across the overlap',
    '2026-10-24T22:00',
    '2026-10-25T06:00',
    '2026-10-24T20:00',
    '2026-10-25T05:00',
    9,
  ],
  [
    'Europe/Berlin',
    'begins in the overlap',
    '2026-10-25T02:30',
    '2026-10-25T06:00',
    '2026-10-25T00:30',
    '2026-10-25T05:00',
    4.5,
  ],
  [
    'Europe/Berlin',
    'ends in the overlap',
    '2026-10-24T22:00',
    '2026-10-25T02:30',
    '2026-10-24T20:00',
    '2026-10-25T01:30',
    5.5,
  ],
  // New York: UTC-5, in summer -4. 8 March 2026, 02:00 to 03:00 at 07:00 UTC; 1 November, 02:00 to 01:00 at 06:00 UTC.
  [
    'America/New_York',
    'across the gap',
    '2026-03-07T22:00',
    '2026-03-08T06:00',
    '2026-03-08T03:00',
    '2026-03-08T10:00',
    7,
  ],
  [
    'America/New_York',
    'begins in the gap',
    '2026-03-08T02:30',
    '2026-03-08T06:00',
    '2026-03-08T07:00',
    '2026-03-08T10:00',
    3,
  ],
  [
    'America/New_York',
    'ends in the gap',
    '2026-03-07T22:00',
    '2026-03-08T02:30',
    '2026-03-08T03:00',
    '2026-03-08T07:00',
    4,
  ],
  [
    'America/New_York',
    'across the overlap',
    '2026-10-31T22:00',
    '2026-11-01T06:00',
    '2026-11-01T02:00',
    '2026-11-01T11:00',
    9,
  ],
  [
    'America/New_York',
    'begins in the overlap',
    '2026-11-01T01:30',
    '2026-11-01T06:00',
    '2026-11-01T05:30',
    '2026-11-01T11:00',
    5.5,
  ],
  [
    'America/New_York',
    'ends in the overlap',
    '2026-10-31T22:00',
    '2026-11-01T01:30',
    '2026-11-01T02:00',
    '2026-11-01T06:30',
    4.5,
  ],
  // Lord Howe: UTC+10:30, in summer +11. 5 April 2026, 02:00 to 01:30 at 15:00 UTC; 4 October, 02:00 to 02:30 at 15:30 UTC.
  [
    'Australia/Lord_Howe',
    'across the gap',
    '2026-10-03T22:00',
    '2026-10-04T06:00',
    '2026-10-03T11:30',
    '2026-10-03T19:00',
    7.5,
  ],
  [
    'Australia/Lord_Howe',
    'begins in the gap',
    '2026-10-04T02:15',
    '2026-10-04T06:00',
    '2026-10-03T15:30',
    '2026-10-03T19:00',
    3.5,
  ],
  [
    'Australia/Lord_Howe',
    'ends in the gap',
    '2026-10-03T22:00',
    '2026-10-04T02:15',
    '2026-10-03T11:30',
    '2026-10-03T15:30',
    4,
  ],
  [
    'Australia/Lord_Howe',
    'across the overlap',
    '2026-04-04T22:00',
    '2026-04-05T06:00',
    '2026-04-04T11:00',
    '2026-04-04T19:30',
    8.5,
  ],
  [
    'Australia/Lord_Howe',
    'begins in the overlap',
    '2026-04-05T01:45',
    '2026-04-05T06:00',
    '2026-04-04T14:45',
    '2026-04-04T19:30',
    4.75,
  ],
  [
    'Australia/Lord_Howe',
    'ends in the overlap',
    '2026-04-04T22:00',
    '2026-04-05T01:45',
    '2026-04-04T11:00',
    '2026-04-04T15:15',
    4.25,
  ],
  // St. John's: UTC-3:30, in summer -2:30. 8 March 2026, 02:00 to 03:00 at 05:30 UTC; 1 November, 02:00 to 01:00 at 04:30 UTC.
  [
    'America/St_Johns',
    'across the gap',
    '2026-03-07T22:00',
    '2026-03-08T06:00',
    '2026-03-08T01:30',
    '2026-03-08T08:30',
    7,
  ],
  [
    'America/St_Johns',
    'begins in the gap',
    '2026-03-08T02:30',
    '2026-03-08T06:00',
    '2026-03-08T05:30',
    '2026-03-08T08:30',
    3,
  ],
  [
    'America/St_Johns',
    'ends in the gap',
    '2026-03-07T22:00',
    '2026-03-08T02:30',
    '2026-03-08T01:30',
    '2026-03-08T05:30',
    4,
  ],
  [
    'America/St_Johns',
    'across the overlap',
    '2026-10-31T22:00',
    '2026-11-01T06:00',
    '2026-11-01T00:30',
    '2026-11-01T09:30',
    9,
  ],
  [
    'America/St_Johns',
    'begins in the overlap',
    '2026-11-01T01:30',
    '2026-11-01T06:00',
    '2026-11-01T04:00',
    '2026-11-01T09:30',
    5.5,
  ],
  [
    'America/St_Johns',
    'ends in the overlap',
    '2026-10-31T22:00',
    '2026-11-01T01:30',
    '2026-11-01T00:30',
    '2026-11-01T05:00',
    4.5,
  ],
  // Troll: UTC, in summer +2. 29 March 2026, 01:00 to 03:00; 25 October, 03:00 to 01:00; both at 01:00 UTC.
  [
    'Antarctica/Troll',
    'across the gap',
    '2026-03-28T22:00',
    '2026-03-29T06:00',
    '2026-03-28T22:00',
    '2026-03-29T04:00',
    6,
  ],
  [
    'Antarctica/Troll',
    'begins in the gap',
    '2026-03-29T02:00',
    '2026-03-29T06:00',
    '2026-03-29T01:00',
    '2026-03-29T04:00',
    3,
  ],
  [
    'Antarctica/Troll',
    'ends in the gap',
    '2026-03-28T22:00',
    '2026-03-29T02:00',
    '2026-03-28T22:00',
    '2026-03-29T01:00',
    3,
  ],
  [
    'Antarctica/Troll',
    'across the overlap',
    '2026-10-24T22:00',
    '2026-10-25T06:00',
    '2026-10-24T20:00',
    '2026-10-25T06:00',
    10,
  ],
  [
    'Antarctica/Troll',
    'begins in the overlap',
    '2026-10-25T02:00',
    '2026-10-25T06:00',
    '2026-10-25T00:00',
    '2026-10-25T06:00',
    6,
  ],
  [
    'Antarctica/Troll',
    'ends in the overlap',
    '2026-10-24T22:00',
    '2026-10-25T02:00',
    '2026-10-24T20:00',
    '2026-10-25T02:00',
    6,
  ],
  // Casablanca: UTC+1, in Ramadan +0. 15 February 2026, 03:00 to 02:00; 22 March, 02:00 to 03:00; both at 02:00 UTC.
  [
    'Africa/Casablanca',
    'across the overlap',
    '2026-02-14T22:00',
    '2026-02-15T06:00',
    '2026-02-14T21:00',
    '2026-02-15T06:00',
    9,
  ],
  [
    'Africa/Casablanca',
    'begins in the overlap',
    '2026-02-15T02:30',
    '2026-02-15T06:00',
    '2026-02-15T01:30',
    '2026-02-15T06:00',
    4.5,
  ],
  [
    'Africa/Casablanca',
    'ends in the overlap',
    '2026-02-14T22:00',
    '2026-02-15T02:30',
    '2026-02-14T21:00',
    '2026-02-15T02:30',
    5.5,
  ],
  [
    'Africa/Casablanca',
    'across the gap',
    '2026-03-21T22:00',
    '2026-03-22T06:00',
    '2026-03-21T22:00',
    '2026-03-22T05:00',
    7,
  ],
  [
    'Africa/Casablanca',
    'begins in the gap',
    '2026-03-22T02:30',
    '2026-03-22T06:00',
    '2026-03-22T02:00',
    '2026-03-22T05:00',
    3,
  ],
  [
    'Africa/Casablanca',
    'ends in the gap',
    '2026-03-21T22:00',
    '2026-03-22T02:30',
    '2026-03-21T22:00',
    '2026-03-22T02:00',
    4,
  ],
  // Cairo: UTC+2, in summer +3. 24 April 2026, 00:00 to 01:00 at 22:00 UTC; 30 October, 00:00 to 23:00 of the day before at 21:00 UTC.
  [
    'Africa/Cairo',
    'across the gap',
    '2026-04-23T22:00',
    '2026-04-24T06:00',
    '2026-04-23T20:00',
    '2026-04-24T03:00',
    7,
  ],
  [
    'Africa/Cairo',
    'begins in the gap',
    '2026-04-24T00:30',
    '2026-04-24T06:00',
    '2026-04-23T22:00',
    '2026-04-24T03:00',
    5,
  ],
  [
    'Africa/Cairo',
    'ends in the gap',
    '2026-04-23T22:00',
    '2026-04-24T00:30',
    '2026-04-23T20:00',
    '2026-04-23T22:00',
    2,
  ],
  [
    'Africa/Cairo',
    'a day without midnight',
    '2026-04-24T00:00',
    '2026-04-25T00:00',
    '2026-04-23T22:00',
    '2026-04-24T21:00',
    23,
  ],
  [
    'Africa/Cairo',
    'across the overlap',
    '2026-10-29T22:00',
    '2026-10-30T06:00',
    '2026-10-29T19:00',
    '2026-10-30T04:00',
    9,
  ],
  [
    'Africa/Cairo',
    'begins in the overlap',
    '2026-10-29T23:30',
    '2026-10-30T06:00',
    '2026-10-29T20:30',
    '2026-10-30T04:00',
    7.5,
  ],
  [
    'Africa/Cairo',
    'ends in the overlap',
    '2026-10-29T22:00',
    '2026-10-29T23:30',
    '2026-10-29T19:00',
    '2026-10-29T21:30',
    2.5,
  ],
  // Apia went from UTC-10 to +14 at the end of 29 December 2011 (10:00 UTC on the 30th): that Friday never was.
  [
    'Pacific/Apia',
    'across the lost day',
    '2011-12-29T22:00',
    '2011-12-31T06:00',
    '2011-12-30T08:00',
    '2011-12-30T16:00',
    8,
  ],
  [
    'Pacific/Apia',
    'begins on the lost day',
    '2011-12-30T16:00',
    '2012-01-02T08:00',
    '2011-12-30T10:00',
    '2012-01-01T18:00',
    56,
  ],
  [
    'Pacific/Apia',
    'ends on the lost day',
    '2011-12-29T22:00',
    '2011-12-30T16:00',
    '2011-12-30T08:00',
    '2011-12-30T10:00',
    2,
  ],
  // No clock changes: Kathmandu at UTC+5:45, Kiritimati at +14, Kolkata at +5:30.
  [
    'Asia/Kathmandu',
    'a night',
    '2026-03-28T22:00',
    '2026-03-29T06:00',
    '2026-03-28T16:15',
    '2026-03-29T00:15',
    8,
  ],
  [
    'Pacific/Kiritimati',
    'a night',
    '2026-03-28T22:00',
    '2026-03-29T06:00',
    '2026-03-28T08:00',
    '2026-03-28T16:00',
    8,
  ],
  [
    'Asia/Kolkata',
    'a night',
    '2026-10-24T22:00',
    '2026-10-25T06:00',
    '2026-10-24T16:30',
    '2026-10-25T00:30',
    8,
  ],
];

/** Where calendars are uneven: leap days, ends of years, and the week 53 that 2026 has (28 December to 3 January). */
const CALENDARS: readonly Row[] = [
  [
    'Europe/Berlin',
    '29 February',
    '2028-02-29T00:00',
    '2028-03-01T00:00',
    '2028-02-28T23:00',
    '2028-02-29T23:00',
    24,
  ],
  [
    'Europe/Berlin',
    'across 29 February',
    '2028-02-28T22:00',
    '2028-03-01T06:00',
    '2028-02-28T21:00',
    '2028-03-01T05:00',
    32,
  ],
  [
    'Europe/Berlin',
    'no 29 February',
    '2027-02-28T22:00',
    '2027-03-01T06:00',
    '2027-02-28T21:00',
    '2027-03-01T05:00',
    8,
  ],
  [
    'America/New_York',
    '29 February',
    '2028-02-29T00:00',
    '2028-03-01T00:00',
    '2028-02-29T05:00',
    '2028-03-01T05:00',
    24,
  ],
  [
    'Pacific/Kiritimati',
    '29 February',
    '2028-02-29T00:00',
    '2028-03-01T00:00',
    '2028-02-28T10:00',
    '2028-02-29T10:00',
    24,
  ],
  [
    'Asia/Kathmandu',
    'across 29 February',
    '2028-02-28T22:00',
    '2028-03-01T06:00',
    '2028-02-28T16:15',
    '2028-03-01T00:15',
    32,
  ],
  [
    'Europe/Berlin',
    'the end of a year',
    '2026-12-31T22:00',
    '2027-01-01T06:00',
    '2026-12-31T21:00',
    '2027-01-01T05:00',
    8,
  ],
  [
    'America/St_Johns',
    'the end of a year',
    '2026-12-31T22:00',
    '2027-01-01T06:00',
    '2027-01-01T01:30',
    '2027-01-01T09:30',
    8,
  ],
  [
    'Australia/Lord_Howe',
    'the end of a year',
    '2026-12-31T22:00',
    '2027-01-01T06:00',
    '2026-12-31T11:00',
    '2026-12-31T19:00',
    8,
  ],
  [
    'Pacific/Kiritimati',
    'the end of a year',
    '2026-12-31T22:00',
    '2027-01-01T06:00',
    '2026-12-31T08:00',
    '2026-12-31T16:00',
    8,
  ],
  [
    'Europe/Berlin',
    'week 53',
    '2026-12-28T08:00',
    '2027-01-03T22:00',
    '2026-12-28T07:00',
    '2027-01-03T21:00',
    158,
  ],
  [
    'America/New_York',
    'into week 53',
    '2026-12-26T12:00',
    '2026-12-29T12:00',
    '2026-12-26T17:00',
    '2026-12-29T17:00',
    72,
  ],
  [
    'Europe/Berlin',
    'out of week 53',
    '2027-01-02T12:00',
    '2027-01-04T12:00',
    '2027-01-02T11:00',
    '2027-01-04T11:00',
    48,
  ],
  [
    'Africa/Cairo',
    'the end of a leap year',
    '2028-12-31T12:00',
    '2029-01-01T12:00',
    '2028-12-31T10:00',
    '2029-01-01T10:00',
    24,
  ],
];

const HOUR = 3_600_000;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const once = ([, , from, to]: Row): Windows => {
  const window = parseOnce(from, to);
  return { weekly: [], once: window === undefined ? [] : [window] };
};

/** The same days and times, every week. */
const weekly = ([, , from, to]: Row): Windows => {
  const [begins, ends] = [from, to].map(
    (text) => `${DAYS[new Date(at(text)).getUTCDay()]} ${text.slice(11)}`,
  );
  const window = parseWeekly(`${begins} - ${ends}`);
  return { weekly: window === undefined ? [] : [window], once: [] };
};

/** The same as an event of a calendar, without a zone of its own. */
const event = ([zone, , from, to, fromUtc]: Row): Windows => {
  const compact = (text: string) => `${text.replaceAll(/[-:]/g, '')}00`;
  const lines = [`DTSTART:${compact(from)}`, `DTEND:${compact(to)}`];
  const reading = readCalendar(
    writeCalendar(writeEvent(...lines)),
    zoneOf(zone),
    at(fromUtc) - 24 * HOUR,
    HIDE_NOTHING,
  );
  if (reading.outcome === 'unreadable') throw new Error(reading.detail);
  return { weekly: [], once: [], events: reading.freezes };
};

/** What is found around a window's ends: when it comes next, and whether it holds before, within and after. */
function lookAround([zone, , , , fromUtc, toUtc]: Row, windows: Windows) {
  const [from, to] = [at(fromUtc), at(toUtc)];
  const freezeAt = (instant: number) => endsOf(findFreeze(windows, zoneOf(zone), instant));
  return {
    next: endsOf(findNext(windows, zoneOf(zone), from - 1)),
    before: freezeAt(from - 1),
    within: [from, from + 1, (from + to) / 2, to - 1].map(freezeAt),
    after: freezeAt(to),
  };
}

function endsOf(freeze: Freeze | undefined): readonly string[] | undefined {
  return freeze && [freeze.from, freeze.to].map((end) => new Date(end).toISOString().slice(0, 16));
}

function expectedOf([, , , , from, to]: Row): ReturnType<typeof lookAround> {
  const ends = [from, to];
  return { next: ends, before: undefined, within: [ends, ends, ends, ends], after: undefined };
}

describe.each([
  ['where clocks change', CLOCKS],
  ['where calendars are uneven', CALENDARS],
])('a window %s', (_, rows) => {
  it.each(rows)('%s, %s: %s - %s', (...row) => {
    const [, , , , from, to, hours] = row;
    expect(at(to) - at(from)).toBe(hours * HOUR);
    expect(lookAround(row, once(row))).toEqual(expectedOf(row));
    expect(lookAround(row, weekly(row))).toEqual(expectedOf(row));
  });

  it.each(rows)('%s, %s, by a calendar: %s - %s', (...row) => {
    expect(lookAround(row, event(row))).toEqual(expectedOf(row));
  });
});

it('is tried in ten zones', () => {
  expect(new Set(CLOCKS.map(([zone]) => zone)).size).toBeGreaterThanOrEqual(10);
});

describe('a window that never was', () => {
  it.each([
    ['Pacific/Apia', '2011-12-30T00:00', '2011-12-31T00:00', '2011-12-30T10:00'],
    ['Europe/Berlin', '2026-03-29T02:10', '2026-03-29T02:50', '2026-03-29T01:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:05', '2026-10-04T02:25', '2026-10-03T15:30'],
    ['Antarctica/Troll', '2026-03-29T01:15', '2026-03-29T02:45', '2026-03-29T01:00'],
  ])('%s, %s - %s, freezes nothing', (zone, from, to, jump) => {
    const row: Row = [zone, '', from, to, jump, jump, 0];
    for (const windows of [once(row), weekly(row)]) {
      for (const instant of [at(jump) - 1, at(jump), at(jump) + 1]) {
        expect(findFreeze(windows, zoneOf(zone), instant)).toBeUndefined();
      }
    }
  });

  it.each([
    '2027-02-29',
    '2100-02-29T10:00',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-12-24T24:30',
  ])('%s is no time, and no plan may say it', (text) => {
    expect(parseLocalTime(text)).toBeUndefined();
  });
});
