import type { Instant } from '../../../../core/quantity/instant.ts';
import type { Zone } from '../zone.ts';
import { propertiesOf, propertyOf } from './component.ts';
import type { Component } from './component.ts';
import type { Faults } from './faults.ts';
import type { ContentLine } from './lines.ts';
import { parseRule } from './rule.ts';
import type { Rule } from './rule.ts';
import { instantOf, readMoment, readMoments, readSpans, wallIn } from './moment.ts';
import type { Moment, Span } from './moment.ts';
import { parseLength } from './stamp.ts';
import type { ZoneFinder } from './zones.ts';

/** A VEVENT: when it is, when it comes again, and when it does not. */
export interface CalendarEvent {
  readonly uid: string;
  /** One line, in the words of whoever wrote the calendar. */
  readonly summary: string;
  readonly isCancelled: boolean;
  /** Where its clocks hang: wall times below are of this zone. */
  readonly zone: Zone;
  readonly span: Span;
  /** It has a duration in place of an end, and begins at a time of day. */
  readonly isTimed: boolean;
  readonly rules: readonly Rule[];
  /** Times besides the rules at which it comes. */
  readonly added: readonly Span[];
  /** Where it does not come, though a rule says so. */
  readonly without: readonly Instant[];
  /** It stands in place of the occurrence that would have begun here. */
  readonly replaces?: Instant;
}

export interface EventAround {
  /** For times that name no zone. */
  readonly zone: Zone;
  readonly findZone: ZoneFinder;
  readonly faults: Faults;
}

/** Reads a VEVENT; undefined, and a fault, where it does not say when it is. */
export function readEvent(event: Component, around: EventAround): CalendarEvent | undefined {
  const { faults } = around;
  const summary = readSummary(event, around);
  const begins = propertyOf(event, 'DTSTART');
  if (begins === undefined) return faults.note(event.line, `the event ${summary} has no DTSTART`);
  const start = readMoment(begins, around);
  const length = start && readLength(event, start, around);
  if (start === undefined || length === undefined) return undefined;
  const { zone, wall } = start;
  const replaced = propertyOf(event, 'RECURRENCE-ID');
  const replaces = replaced && readReplaced(replaced, around);
  return {
    uid: propertyOf(event, 'UID')?.value ?? `line ${event.line}`,
    summary,
    isCancelled: propertyOf(event, 'STATUS')?.value.trim().toUpperCase() === 'CANCELLED',
    zone,
    span: { start: wall, length },
    isTimed: propertyOf(event, 'DURATION') !== undefined && !start.isDate,
    rules: propertiesOf(event, 'RRULE').flatMap((line) => readRule(line, faults) ?? []),
    added: propertiesOf(event, 'RDATE').flatMap((line) =>
      readSpans(line, { ...around, zone, length }),
    ),
    without: propertiesOf(event, 'EXDATE').flatMap((line) =>
      readMoments(line, around).map(instantOf),
    ),
    ...(replaces !== undefined && { replaces }),
  };
}

const DAY = 86_400_000;

/**
 * How long it lasts on the wall, as calendars show it. A day that ends as it begins lasts a day: RFC 5545 (3.6.1)
 * forbids it, programs write it, and nobody means no time at all.
 */
function readLength(event: Component, start: Moment, around: EventAround): number | undefined {
  const length = readWritten(event, start, around);
  return length === 0 && start.isDate ? DAY : length;
}

function readWritten(event: Component, start: Moment, around: EventAround): number | undefined {
  const { faults } = around;
  const ends = propertyOf(event, 'DTEND');
  const lasts = propertyOf(event, 'DURATION');
  if (ends !== undefined) {
    const end = readMoment(ends, around);
    const length = end && wallIn(start.zone, end) - start.wall;
    return length !== undefined && length < 0
      ? faults.note(ends.number, `the event ${readSummary(event, around)} ends before it begins`)
      : length;
  }
  if (lasts !== undefined) {
    return (
      parseLength(lasts.value.trim()) ??
      faults.note(lasts.number, `DURATION is '${faults.quote(lasts.value)}'`)
    );
  }
  if (start.isDate) return DAY;
  return faults.note(
    event.line,
    `the event ${readSummary(event, around)} has neither DTEND nor DURATION`,
  );
}

function readReplaced(line: ContentLine, around: EventAround): Instant | undefined {
  if (line.parameters['RANGE'] !== undefined) {
    const detail = 'RECURRENCE-ID;RANGE is not understood: end the series and begin another one';
    return around.faults.note(line.number, detail);
  }
  const moment = readMoment(line, around);
  return moment && instantOf(moment);
}

function readRule({ value, number }: ContentLine, faults: Faults): Rule | undefined {
  const rule = parseRule(value.trim());
  return typeof rule === 'string' ? faults.note(number, rule) : rule;
}

const LONGEST_SUMMARY = 80;

/** What the event is called, as one printable line between quotes. */
function readSummary(event: Component, { faults }: Pick<EventAround, 'faults'>): string {
  const written = propertyOf(event, 'SUMMARY')?.value ?? 'no summary';
  const text = written.replaceAll(/\\n/gi, '\n').replaceAll(/\\([\\;,])/g, '$1');
  return `'${faults.quote(text, LONGEST_SUMMARY)}'`;
}
