import type { Duration, Instant } from '../../../../core/quantity/instant.ts';
import { openZone } from '../zone.ts';
import type { WallTime, Zone } from '../zone.ts';
import type { EventAround } from './event.ts';
import type { ContentLine } from './lines.ts';
import { parseLength, parseStamp } from './stamp.ts';

/** A time on the wall of a place. */
export interface Moment {
  readonly wall: WallTime;
  readonly zone: Zone;
  readonly isDate: boolean;
}

/** A stretch of time on the wall. */
export interface Span {
  readonly start: WallTime;
  readonly length: Duration;
}

/** Reads the time of a property such as DTSTART. */
export function readMoment(line: ContentLine, around: EventAround): Moment | undefined {
  return readText(line.value.trim(), line, around);
}

/** Reads the times of a property such as EXDATE, which may hold a list. */
export function readMoments(line: ContentLine, around: EventAround): readonly Moment[] {
  return line.value.split(',').flatMap((text) => readText(text.trim(), line, around) ?? []);
}

/** Reads an RDATE: times at which the event comes as long as ever, or periods with their own end. */
export function readSpans(
  line: ContentLine,
  around: EventAround & { readonly zone: Zone; readonly length: Duration },
): readonly Span[] {
  return line.value.split(',').flatMap((text) => {
    const [from = '', to] = text.trim().split('/');
    const moment = readText(from, line, around);
    if (moment === undefined) return [];
    const start = wallIn(around.zone, moment);
    if (to === undefined) return [{ start, length: around.length }];
    const end = parseStamp(to) && readText(to, line, around);
    const length = end ? wallIn(around.zone, end) - start : parseLength(to);
    return length === undefined || length < 0
      ? (around.faults.note(line.number, `'${around.faults.quote(text)}' is no period`) ?? [])
      : [{ start, length }];
  });
}

function readText(text: string, line: ContentLine, around: EventAround): Moment | undefined {
  const stamp = parseStamp(text);
  if (stamp === undefined) {
    return around.faults.note(
      line.number,
      `${line.name} '${around.faults.quote(text)}' is no date and time`,
    );
  }
  const zone = zoneFor(stamp, line, around);
  return zone && { wall: stamp.wall, zone, isDate: stamp.isDate };
}

function zoneFor(
  { isUtc, isDate }: { readonly isUtc: boolean; readonly isDate: boolean },
  { parameters: { TZID }, number }: ContentLine,
  { zone, findZone }: EventAround,
): Zone | undefined {
  if (isUtc) return UTC;
  return TZID === undefined || isDate ? zone : findZone(TZID, number);
}

const UTC = openZone('UTC');

/** What the wall of a zone shows then. */
export function wallIn(zone: Zone, moment: Moment): WallTime {
  return moment.zone === zone ? moment.wall : zone.wallTimeAt(instantOf(moment));
}

export function instantOf({ wall, zone }: Moment): Instant {
  return zone.firstInstantOf(wall);
}
