import { writeCalendar, writeEvent } from '../freeze/icalendar/calendar.ts';
import {
  createFailingRepository,
  createRepository,
  createSilentRepository,
  createThrowingRepository,
} from '../repository.ts';
import { answering, loginPage, silent } from './answers.ts';
import { MONDAY, SATURDAY, SHA } from './scene.ts';
import type { Rows } from './scene.ts';

const WEEKEND = "freeze: { timezone: Europe/Berlin, weekly: 'Fri 16:00 - Mon 08:00' }";
const HOTFIX =
  "freeze: { timezone: Europe/Berlin, weekly: 'Fri 16:00 - Mon 08:00', except-label: hotfix }";
const FILE = 'freeze: { timezone: Europe/Berlin, calendar: $FILE }';
const URL = 'freeze: { timezone: Europe/Berlin, calendar: $URL/freeze.ics }';

const sale = writeCalendar(
  writeEvent('SUMMARY:Black Friday', 'DTSTART;VALUE=DATE:20261127', 'RRULE:FREQ=YEARLY'),
);
const BLACK_FRIDAY = Date.UTC(2026, 10, 27, 12);

const labelled = createRepository(SHA, { pullRequests: [{ number: 12, labels: ['hotfix'] }] });
const bare = createRepository(SHA, {});
const refusing = createFailingRepository({
  outcome: 'failed',
  reason: 'unauthorized',
  detail: 'GitHub answered 403',
});

export const freeze: Rows = {
  pass: [
    { what: 'outside its windows', gate: WEEKEND, now: MONDAY, found: /no freeze before Fri/ },
    {
      what: 'lifted by a label',
      gate: HOTFIX,
      now: SATURDAY,
      around: { repository: labelled, sha: SHA },
      found: /lifted by the label hotfix that ada put on #12 'Mend the till'$/,
    },
    {
      what: 'no event yet',
      gate: FILE,
      file: { text: sale },
      found: /no freeze before Fri 2026-11-27 00:00 \(Europe\/Berlin\): 'Black Friday'/,
    },
    {
      what: 'no event yet, by an address',
      gate: URL,
      service: answering(sale),
      found: /no freeze/,
    },
  ],
  fail: [
    { what: 'within a window', gate: WEEKEND, now: SATURDAY, found: /frozen until Mon/ },
    {
      what: 'without the label',
      gate: HOTFIX,
      now: SATURDAY,
      around: { repository: bare, sha: SHA },
      found: /frozen until/,
    },
    {
      what: 'while nobody can tell the labels',
      gate: HOTFIX,
      now: SATURDAY,
      around: { repository: refusing, sha: SHA },
      found: /whether the label hotfix lifts it is unknown: GitHub answered 403/,
    },
    {
      what: 'without a repository',
      gate: HOTFIX,
      now: SATURDAY,
      found: /unknown: there is no repository/,
    },
    {
      what: 'within an event',
      gate: FILE,
      file: { text: sale },
      now: BLACK_FRIDAY,
      found: /frozen until Sat 2026-11-28 00:00 \(Europe\/Berlin\): 'Black Friday'/,
    },
  ],
  away: [
    { what: 'no file', gate: FILE, found: /there is no file/ },
    { what: 'no calendar', gate: FILE, file: { text: '# Freezes' }, found: /is no line of a/ },
    { what: 'cut off', gate: FILE, file: { text: sale.slice(0, -30) }, found: /has no end|closes/ },
    { what: 'without events', gate: FILE, file: { text: writeCalendar() }, found: /no event/ },
    { what: 'nobody there', gate: URL, found: /ECONNREFUSED/ },
    { what: 'an error', gate: URL, service: answering(sale, 500), found: /answered 500/ },
    { what: 'a login page', gate: URL, service: loginPage, found: /is no line of a calendar/ },
    {
      what: 'a bug',
      gate: HOTFIX,
      now: SATURDAY,
      around: { repository: createThrowingRepository(), sha: SHA },
      found: /looking failed/,
    },
  ],
  late: [
    { what: 'the file', gate: FILE, file: 'endless', found: /no answer within 60ms/ },
    { what: 'the address', gate: URL, service: silent, found: /within 60ms/ },
    {
      what: 'the labels',
      gate: HOTFIX,
      now: SATURDAY,
      around: { repository: createSilentRepository(), sha: SHA },
      found: /no answer within 60ms/,
    },
  ],
  misconfigured: [
    { gate: 'freeze: { timezone: UTC }', code: 'missing-key' },
    { gate: "freeze: { weekly: 'Fri 16:00 - Mon 08:00' }", code: 'missing-key' },
    { gate: 'freeze: { timezone: Europe/Berln, calendar: x.ics }', code: 'unknown-timezone' },
    { gate: 'freeze: { timezone: UTC, weekly: Fridays }', code: 'bad-window' },
    {
      gate: 'freeze: { timezone: UTC, once: [{ from: 2027-02-29, to: 2027-03-01 }] }',
      code: 'bad-window',
    },
    { gate: 'freeze: { timezone: UTC, calendar: $version }', code: 'unknown-variable' },
  ],
};
