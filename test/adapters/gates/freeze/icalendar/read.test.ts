import { assert, constantFrom, integer, nat, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../../../src/adapters/gates/freeze/icalendar/read.ts';
import { HIDE_NOTHING } from '../../../../../src/adapters/secrets/redaction.ts';
import { freezesOf, writeCalendar, writeEvent, zoneOf } from './calendar.ts';

const eventOf = (...lines: readonly string[]) => writeCalendar(writeEvent(...lines));

describe('when an event is', () => {
  it.each([
    // what it is, its lines, from / to in UTC, for a gate in Berlin
    [
      'UTC',
      ['DTSTART:20261127T160000Z', 'DTEND:20261130T080000Z'],
      '2026-11-27T16:00 / 2026-11-30T08:00',
    ],
    [
      'floating',
      ['DTSTART:20261127T160000', 'DTEND:20261130T080000'],
      '2026-11-27T15:00 / 2026-11-30T07:00',
    ],
    [
      'in a zone',
      [
        'DTSTART;TZID=America/New_York:20261127T160000',
        'DTEND;TZID=America/New_York:20261130T080000',
      ],
      '2026-11-27T21:00 / 2026-11-30T13:00',
    ],
    [
      'in two zones',
      ['DTSTART;TZID=America/New_York:20261127T160000', 'DTEND;TZID=Asia/Kolkata:20261130T080000'],
      '2026-11-27T21:00 / 2026-11-30T02:30',
    ],
    [
      "in a zone by a registry's name",
      ['DTSTART;TZID="/example.org/2021/Asia/Kathmandu":20261127T160000', 'DURATION:PT1H'],
      '2026-11-27T10:15 / 2026-11-27T11:15',
    ],
    [
      'days',
      ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'],
      '2026-12-23T23:00 / 2026-12-26T23:00',
    ],
    ['one day', ['DTSTART;VALUE=DATE:20261224'], '2026-12-23T23:00 / 2026-12-24T23:00'],
    // What RFC 5545 forbids and programs write: a day is a day.
    [
      'a day that ends on itself',
      ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261224'],
      '2026-12-23T23:00 / 2026-12-24T23:00',
    ],
    [
      'a day of no length',
      ['DTSTART;VALUE=DATE:20261224', 'DURATION:P0D'],
      '2026-12-23T23:00 / 2026-12-24T23:00',
    ],
    ['29 February', ['DTSTART;VALUE=DATE:20280229'], '2028-02-28T23:00 / 2028-02-29T23:00'],
    [
      'a duration',
      ['DTSTART:20261231T220000', 'DURATION:PT2H30M'],
      '2026-12-31T21:00 / 2026-12-31T23:30',
    ],
    [
      'weeks',
      ['DTSTART;VALUE=DATE:20261214', 'DURATION:P2W'],
      '2026-12-13T23:00 / 2026-12-27T23:00',
    ],
    // Clocks go forward on 29 March: the day has 23 hours.
    ['a short day', ['DTSTART;VALUE=DATE:20260329'], '2026-03-28T23:00 / 2026-03-29T22:00'],
    ['a long day', ['DTSTART;VALUE=DATE:20261025'], '2026-10-24T22:00 / 2026-10-25T23:00'],
    // 02:30 is never shown: frozen from the jump at 01:00 UTC; as the standard has it, it begins at 03:30 and
    // ends at 04:30 on that wall, which is 02:30 UTC.
    [
      'a skipped beginning',
      ['DTSTART:20260329T023000', 'DURATION:PT1H'],
      '2026-03-29T01:00 / 2026-03-29T02:30',
    ],
    // 02:30 is shown twice: from the first time on, and an hour from the second.
    [
      'a doubled beginning',
      ['DTSTART:20261025T023000', 'DURATION:PT1H'],
      '2026-10-25T00:30 / 2026-10-25T02:30',
    ],
    [
      'shown as free',
      ['DTSTART;VALUE=DATE:20261224', 'TRANSP:TRANSPARENT'],
      '2026-12-23T23:00 / 2026-12-24T23:00',
    ],
    [
      'tentative',
      ['DTSTART;VALUE=DATE:20261224', 'STATUS:TENTATIVE'],
      '2026-12-23T23:00 / 2026-12-24T23:00',
    ],
    [
      'in small letters, folded',
      ['dtstart;value=da', ' te:2026', '\t1224'],
      '2026-12-23T23:00 / 2026-12-24T23:00',
    ],
  ])('%s', (_, lines, expected) => {
    expect(
      freezesOf(eventOf(...lines), {
        now: lines.join().includes('2028') ? '2028-01-01T00:00' : '2026-01-01T00:00',
      }),
    ).toEqual([expected]);
  });

  it.each([
    ['cancelled', ['DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED']],
    ['over', ['DTSTART;VALUE=DATE:20251224']],
    ['of no length', ['DTSTART:20261224T100000', 'DURATION:PT0S']],
  ])('never: %s', (_, lines) => {
    const found = freezesOf(eventOf(...lines));
    expect(found).not.toBeTypeOf('string');
    for (const span of found) expect(span.split(' / ')[0]).toBe(span.split(' / ')[1]);
  });
});

describe('when an event comes again', () => {
  const weekend = [
    'DTSTART;TZID=Europe/Berlin:20260102T160000',
    'DTEND;TZID=Europe/Berlin:20260105T080000',
  ];

  it.each<[string, readonly string[], string, readonly string[]]>([
    [
      'every weekend, across clocks that go forward',
      [...weekend, 'RRULE:FREQ=WEEKLY;COUNT=14'],
      '2026-03-21T00:00',
      [
        '2026-03-20T15:00 / 2026-03-23T07:00',
        '2026-03-27T15:00 / 2026-03-30T06:00',
        '2026-04-03T14:00 / 2026-04-06T06:00',
      ],
    ],
    [
      'three times',
      [...weekend, 'RRULE:FREQ=WEEKLY;COUNT=3'],
      '2026-01-10T00:00',
      ['2026-01-09T15:00 / 2026-01-12T07:00', '2026-01-16T15:00 / 2026-01-19T07:00'],
    ],
    [
      'until a moment in UTC that is the last beginning',
      [...weekend, 'RRULE:FREQ=WEEKLY;UNTIL=20260116T150000Z'],
      '2026-01-14T00:00',
      ['2026-01-16T15:00 / 2026-01-19T07:00'],
    ],
    [
      'until the second before',
      [...weekend, 'RRULE:FREQ=WEEKLY;UNTIL=20260116T145959Z'],
      '2026-01-14T00:00',
      [],
    ],
    [
      'until the end of a day',
      [...weekend, 'RRULE:FREQ=WEEKLY;UNTIL=20260116'],
      '2026-01-14T00:00',
      ['2026-01-16T15:00 / 2026-01-19T07:00'],
    ],
    [
      'but once',
      [...weekend, 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;TZID=Europe/Berlin:20260109T160000'],
      '2026-01-08T00:00',
      ['2026-01-16T15:00 / 2026-01-19T07:00'],
    ],
    [
      'but twice, in UTC',
      [...weekend, 'RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE:20260109T150000Z,20260116T150000Z'],
      '2026-01-08T00:00',
      ['2026-01-23T15:00 / 2026-01-26T07:00'],
    ],
    [
      'and once more, and for a period',
      [
        ...weekend,
        'RDATE;TZID=Europe/Berlin:20260204T160000',
        'RDATE;VALUE=PERIOD:20260210T100000Z/PT2H,20260211T100000Z/20260211T113000Z',
      ],
      '2026-01-08T00:00',
      [
        '2026-02-04T15:00 / 2026-02-07T07:00',
        '2026-02-10T10:00 / 2026-02-10T12:00',
        '2026-02-11T10:00 / 2026-02-11T11:30',
      ],
    ],
    [
      'every 29 February',
      ['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'],
      '2027-06-01T00:00',
      ['2028-02-28T23:00 / 2028-02-29T23:00'],
    ],
    [
      'the last day of February',
      ['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-1'],
      '2027-01-01T00:00',
      ['2027-02-27T23:00 / 2027-02-28T23:00'],
    ],
    [
      'the Monday of ISO week 53, which 2026 has and 2027 has not',
      ['DTSTART;VALUE=DATE:20201228', 'RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO'],
      '2026-06-01T00:00',
      ['2026-12-27T23:00 / 2026-12-28T23:00'],
    ],
    [
      'the last Friday of each quarter',
      ['DTSTART;VALUE=DATE:20260327', 'RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR'],
      '2026-06-01T00:00',
      [
        '2026-06-25T22:00 / 2026-06-26T22:00',
        '2026-09-24T22:00 / 2026-09-25T22:00',
        '2026-12-24T23:00 / 2026-12-25T23:00',
        '2027-03-25T23:00 / 2027-03-26T23:00',
      ],
    ],
    [
      'the last workday of the month',
      ['DTSTART;VALUE=DATE:20260130', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
      '2026-05-01T00:00',
      [
        '2026-05-28T22:00 / 2026-05-29T22:00',
        '2026-06-29T22:00 / 2026-06-30T22:00',
        '2026-07-30T22:00 / 2026-07-31T22:00',
        '2026-08-30T22:00 / 2026-08-31T22:00',
      ],
    ],
  ])('%s', (_, lines, now, expected) => {
    expect(freezesOf(eventOf(...lines), { now })).toEqual(expected);
  });

  it('moves, lengthens and cancels single occurrences', () => {
    const moved = writeEvent(
      'RECURRENCE-ID;TZID=Europe/Berlin:20260109T160000',
      'DTSTART:20260108T120000Z',
      'DTEND:20260112T120000Z',
    );
    const cancelled = writeEvent(
      'RECURRENCE-ID:20260116T150000Z',
      'DTSTART:20260116T150000Z',
      'DURATION:PT1H',
      'STATUS:CANCELLED',
    );
    const series = writeEvent(...weekend, 'RRULE:FREQ=WEEKLY;COUNT=4');
    for (const events of [
      [series, moved, cancelled],
      [cancelled, moved, series],
    ]) {
      expect(freezesOf(writeCalendar(...events), { now: '2026-01-06T00:00' })).toEqual([
        '2026-01-08T12:00 / 2026-01-12T12:00',
        '2026-01-23T15:00 / 2026-01-26T07:00',
      ]);
    }
  });

  it('takes the changed occurrence of another series for what it is', () => {
    const other = writeEvent(
      'RECURRENCE-ID:20260109T150000Z',
      'DTSTART:20260109T150000Z',
      'DURATION:PT1H',
    ).replace('UID:one', 'UID:two');
    const series = writeEvent(...weekend, 'RRULE:FREQ=WEEKLY;COUNT=2');
    expect(freezesOf(writeCalendar(series, other), { now: '2026-01-08T00:00' })).toEqual([
      '2026-01-09T15:00 / 2026-01-12T07:00',
      '2026-01-09T15:00 / 2026-01-09T16:00',
    ]);
  });
});

describe('a zone of the calendar itself', () => {
  const outlook = [
    'BEGIN:VTIMEZONE',
    'TZID:W. Europe Standard Time',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ];
  const inOutlook = (start: string) =>
    writeCalendar(
      ...outlook,
      writeEvent(`DTSTART;TZID=W. Europe Standard Time:${start}`, 'DURATION:PT1H'),
    );

  it('is Berlin by another name, hour by hour', () => {
    const hours = integer({ min: 0, max: 365 * 24 * 2 });
    assert(
      property(hours, (hour) => {
        const start = new Date(Date.UTC(2026, 0, 1, 0, 30) + (hour * 3_600_000) / 2)
          .toISOString()
          .slice(0, 16)
          .replaceAll(/[-:]/g, '');
        const named = eventOf(`DTSTART;TZID=Europe/Berlin:${start}00`, 'DURATION:PT1H');
        expect(freezesOf(inOutlook(`${start}00`), { zone: 'UTC' })).toEqual(
          freezesOf(named, { zone: 'UTC' }),
        );
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['20260329T015900', '2026-03-29T00:59'],
    ['20260329T030000', '2026-03-29T01:00'],
    ['20261025T015900', '2026-10-24T23:59'],
    ['20261025T030000', '2026-10-25T02:00'],
  ])('changes when it says: %s is %s', (start, from) => {
    expect(freezesOf(inOutlook(start))).toEqual([expect.stringMatching(`^${from}`)]);
  });

  it("is the platform's where the world knows the name", () => {
    const wrong = outlook
      .join('\n')
      .replace('W. Europe Standard Time', 'Europe/Berlin')
      .replaceAll('+0200', '+0900');
    const text = writeCalendar(
      ...wrong.split('\n'),
      writeEvent('DTSTART;TZID=Europe/Berlin:20260701T120000', 'DURATION:PT1H'),
    );
    expect(freezesOf(text)).toEqual(['2026-07-01T10:00 / 2026-07-01T11:00']);
  });
});

describe('a calendar that is not believed', () => {
  const day = 'DTSTART;VALUE=DATE:20261224';
  const good = eventOf(day);
  it.each([
    ['nothing', '', /no event/],
    [
      'a web page',
      '<!doctype html><html>Sign in</html>',
      /line 1: '<!doctype html>.*' is no line of a calendar/,
    ],
    ['JSON', '{"error": "gone"}', /line 1/],
    ['no event', writeCalendar(), /holds no event/],
    ['only tasks', writeCalendar('BEGIN:VTODO', 'UID:1', 'END:VTODO'), /holds no event/],
    ['an event alone', writeEvent(day), /line 1: VEVENT is no calendar/],
    [
      'cut off after an event',
      good.slice(0, good.indexOf('END:VCALENDAR')),
      /VCALENDAR has no end: is the file cut off/,
    ],
    [
      'cut off within an event',
      good.slice(0, good.indexOf('END:VEVENT')),
      /VEVENT has no end|VCALENDAR has no end/,
    ],
    [
      'closed in the wrong order',
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT',
      /END:VCALENDAR closes nothing/,
    ],
    ['no beginning', eventOf('DTEND:20261224T100000Z'), /has no DTSTART/],
    [
      'no end',
      eventOf('SUMMARY:Sale', 'DTSTART:20261224T100000Z'),
      /'Sale' has neither DTEND nor DURATION/,
    ],
    [
      'an end before its beginning',
      eventOf('DTSTART:20261224T100000Z', 'DTEND:20261224T090000Z'),
      /ends before it begins/,
    ],
    [
      'a day that ends before it begins',
      eventOf(day, 'DTEND;VALUE=DATE:20261223'),
      /ends before it begins/,
    ],
    [
      'a day that is none',
      eventOf('DTSTART;VALUE=DATE:20270229'),
      /line \d+: DTSTART '20270229' is no date/,
    ],
    [
      'a time that is none',
      eventOf('DTSTART:20261224T250000Z', 'DURATION:PT1H'),
      /is no date and time/,
    ],
    [
      'a duration that is none',
      eventOf('DTSTART:20261224T100000Z', 'DURATION:PT'),
      /DURATION is 'PT'/,
    ],
    [
      'a duration backwards',
      eventOf('DTSTART:20261224T100000Z', 'DURATION:-PT1H'),
      /DURATION is '-PT1H'/,
    ],
    [
      'an unknown zone',
      eventOf('DTSTART;TZID=Mars/Olympus:20261224T100000', 'DURATION:PT1H'),
      /no time zone 'Mars\/Olympus'/,
    ],
    [
      'a zone without changes',
      writeCalendar(
        'BEGIN:VTIMEZONE',
        'TZID:Ours',
        'END:VTIMEZONE',
        writeEvent('DTSTART;TZID=Ours:20261224T100000', 'DURATION:PT1H'),
      ),
      /no time zone 'Ours'/,
    ],
    ['a bad EXDATE', eventOf(day, 'RRULE:FREQ=DAILY', 'EXDATE:soon'), /EXDATE 'soon' is no date/],
    ['a bad RDATE', eventOf(day, 'RDATE;VALUE=PERIOD:20260210T100000Z/whenever'), /is no period/],
    [
      'a change of all that follow',
      writeCalendar(
        writeEvent(day, 'RRULE:FREQ=DAILY'),
        writeEvent('RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261225', day),
      ),
      /RANGE is not understood/,
    ],
    [
      'one bad event among good ones',
      writeCalendar(writeEvent(day), writeEvent('DTSTART:never')),
      /DTSTART 'never'/,
    ],
  ])('%s', (_, text, detail) => {
    expect(freezesOf(text)).toEqual(expect.stringMatching(detail));
  });

  it.each([
    ['FREQ=NEVER', /FREQ=NEVER is not possible/],
    ['COUNT=3', /no FREQ/],
    ['FREQ=DAILY;FREQ=DAILY', /twice/],
    ['FREQ=DAILY;INTERVAL=0', /INTERVAL=0/],
    ['FREQ=DAILY;INTERVAL=-1', /INTERVAL=-1/],
    ['FREQ=DAILY;COUNT=many', /COUNT=MANY/],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', /both COUNT and UNTIL/],
    ['FREQ=DAILY;UNTIL=20270230', /UNTIL=20270230 is no time/],
    ['FREQ=YEARLY;BYMONTH=13', /BYMONTH=13/],
    ['FREQ=YEARLY;BYMONTHDAY=32', /BYMONTHDAY=32/],
    ['FREQ=YEARLY;BYDAY=54MO', /BYDAY=54MO/],
    ['FREQ=WEEKLY;BYDAY=1MO', /BYDAY=1MO goes not/],
    ['FREQ=MONTHLY;BYWEEKNO=53', /BYWEEKNO goes with/],
    ['FREQ=WEEKLY;BYDAY=XX', /BYDAY=XX/],
    ['FREQ=DAILY;X-NEVER=1', /know no X-NEVER/],
    ['', /no FREQ/],
  ])('the rule %s', (rule, detail) => {
    expect(freezesOf(eventOf(day, `RRULE:${rule}`))).toEqual(expect.stringMatching(detail));
  });

  it.each([
    [
      'every second for a century',
      'FREQ=SECONDLY;UNTIL=21260101T000000Z',
      '20260101T000000Z',
      /more than 20,000 times/,
    ],
    ['every minute since 2000', 'FREQ=MINUTELY', '20000101T000000Z', /more than 20,000 times/],
    [
      'a day that never comes',
      'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
      '20260101T000000Z',
      /takes too long/,
    ],
  ])(
    'one that does not end: %s',
    (_, rule, start, detail) => {
      expect(freezesOf(eventOf(`DTSTART:${start}`, 'DURATION:PT1S', `RRULE:${rule}`))).toEqual(
        expect.stringMatching(detail),
      );
    },
    30_000,
  );

  it('says in one line what is wrong, and believes nothing that is cut off', () => {
    const whole = writeCalendar(
      writeEvent('SUMMARY:Christmas', 'DTSTART;VALUE=DATE:20261224', 'RRULE:FREQ=DAILY;COUNT=3'),
    );
    const zone = zoneOf('Europe/Berlin');
    const now = Date.UTC(2026, 11, 24, 12);
    assert(
      property(nat(whole.length - 1), nat(12), string({ maxLength: 3 }), (index, length, put) => {
        const broken = whole.slice(0, index) + put + whole.slice(index + length);
        const reading = readCalendar(broken, zone, now, HIDE_NOTHING);
        if (reading.outcome === 'unreadable') expect(reading.detail).toMatch(/^[^\n]{1,300}$/);
      }),
      { numRuns: 400 },
    );
    assert(
      property(nat(whole.length - 20), (length) => {
        expect(readCalendar(whole.slice(0, length), zone, now, HIDE_NOTHING).outcome).toBe(
          'unreadable',
        );
      }),
    );
    assert(
      property(
        constantFrom('DTSTART', 'RRULE', 'BEGIN:VEVENT', 'END:VCALENDAR', 'VALUE'),
        (word) => {
          const reading = readCalendar(whole.replace(word, 'X'), zone, now, HIDE_NOTHING);
          expect(reading.outcome === 'unreadable' || reading.freezes.length > 0).toBe(true);
        },
      ),
    );
  });
});

it("says an event's name as one printable line", () => {
  const text = eventOf(
    'SUMMARY:Black\\, white\\nand @team \u001b[31mred\u0007',
    'DTSTART;VALUE=DATE:20261224',
  );
  const reading = readCalendar(text, zoneOf('UTC'), Date.UTC(2026, 11, 1), HIDE_NOTHING);
  expect(reading).toMatchObject({ freezes: [{ summary: "'Black, white and @team red'" }] });
});
