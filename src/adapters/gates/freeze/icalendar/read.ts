import type { Duration, Instant } from '../../../../core/quantity/instant.ts';
import { bound } from '../../bound.ts';
import type { Redact } from '../../../secrets/redaction.ts';
import type { Freeze } from '../calendar.ts';
import type { Zone } from '../zone.ts';
import { readComponents } from './component.ts';
import type { Component } from './component.ts';
import { readEvent } from './event.ts';
import type { CalendarEvent } from './event.ts';
import { collectFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { readLines } from './lines.ts';
import { findOccurrences } from './occurrences.ts';
import { allow } from './recurrence.ts';
import type { Allowance } from './recurrence.ts';
import { findZones } from './zones.ts';

export type CalendarReading =
  | { readonly outcome: 'read'; readonly freezes: readonly Freeze[] }
  /** One line; nothing of the file is believed. */
  | { readonly outcome: 'unreadable'; readonly detail: string };

/** How far ahead events are looked for. */
const AHEAD: Duration = 400 * 86_400_000;
/** Half a century of an event that comes every day. */
const MOST_OCCURRENCES = 20_000;
const MOST_TIME: Duration = 2_000;

/**
 * When the events of an iCalendar file (RFC 5545) freeze, from `now` to 400 days later. Recurring events, their
 * exceptions and changed occurrences, whole days, and zones of every kind are understood; dates and times
 * without a zone are those of `zone`. Cancelled events are none; one that is shown as free (TRANSP) is: calendars
 * make whole days so unasked. A file of which any event cannot be read is not believed, and neither is one
 * without events, nor one that takes more than 20,000 occurrences or two seconds.
 */
export function readCalendar(
  text: string,
  zone: Zone,
  now: Instant,
  redact: Redact,
): CalendarReading {
  const faults = collectFaults(redact);
  const allowance = allow(MOST_OCCURRENCES);
  const result = bound(
    () => readFreezes(text, { zone, now, last: now + AHEAD, faults, allowance }),
    MOST_TIME,
  );
  const detail =
    result.outcome === 'late'
      ? 'a rule of it takes too long to follow: no freeze needs such a rule'
      : (faults.first() ??
        (allowance.isSpent() ? 'its events come more than 20,000 times' : undefined));
  if (result.outcome === 'late' || detail !== undefined) {
    return { outcome: 'unreadable', detail: detail ?? '' };
  }
  return { outcome: 'read', freezes: result.value.filter(({ to }) => to > now) };
}

interface Around {
  readonly zone: Zone;
  readonly now: Instant;
  readonly last: Instant;
  readonly faults: Faults;
  readonly allowance: Allowance;
}

function readFreezes(text: string, around: Around): readonly Freeze[] {
  const { faults, allowance } = around;
  const calendars = readComponents(readLines(text, faults), faults);
  const stranger = calendars.find(({ name }) => name !== 'VCALENDAR');
  if (stranger !== undefined) faults.note(stranger.line, `${stranger.name} is no calendar`);
  const events = calendars.flatMap((calendar) => readEvents(calendar, around));
  if (events.length === 0) faults.note(1, 'it holds no event: nothing says that all of it is here');
  return faults.first() === undefined ? findOccurrences(events, around, allowance) : [];
}

function readEvents(calendar: Component, around: Around): readonly CalendarEvent[] {
  const findZone = findZones(calendar, around);
  return calendar.components
    .filter(({ name }) => name === 'VEVENT')
    .flatMap((event) => readEvent(event, { ...around, findZone }) ?? []);
}
