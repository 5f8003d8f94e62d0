import { readCalendar } from '../../../../../src/adapters/gates/freeze/icalendar/read.ts';
import { openZone } from '../../../../../src/adapters/gates/freeze/zone.ts';
import type { Zone } from '../../../../../src/adapters/gates/freeze/zone.ts';
import { HIDE_NOTHING } from '../../../../../src/adapters/secrets/redaction.ts';

export function zoneOf(name: string): Zone {
  const zone = openZone(name);
  if (zone === undefined) throw new Error(`no zone ${name}`);
  return zone;
}

/** A calendar of these lines, as programs write it. */
export function writeCalendar(...lines: readonly string[]): string {
  const all = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR'];
  return `${all.join('\r\n')}\r\n`;
}

/** An event of these lines. */
export function writeEvent(...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', 'UID:one', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join(
    '\r\n',
  );
}

export const at = (text: string) => Date.parse(`${text}Z`);
const shown = (instant: number) => new Date(instant).toISOString().slice(0, 16);

/** What freezes from an instant on, as `from / to` in UTC; the first few. */
export function freezesOf(
  text: string,
  { zone = 'Europe/Berlin', now = '2026-01-01T00:00', most = 4 } = {},
): readonly string[] | string {
  const reading = readCalendar(text, zoneOf(zone), at(now), HIDE_NOTHING);
  if (reading.outcome === 'unreadable') return reading.detail;
  return reading.freezes
    .toSorted((a, b) => a.from - b.from)
    .slice(0, most)
    .map(({ from, to }) => `${shown(from)} / ${shown(to)}`);
}
