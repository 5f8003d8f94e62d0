import type { Duration, Instant } from '../../../../core/quantity/instant.ts';
import { openZone, zoneOf } from '../zone.ts';
import type { Zone } from '../zone.ts';
import { propertiesOf, propertyOf } from './component.ts';
import type { Component } from './component.ts';
import type { Faults } from './faults.ts';
import type { ContentLine } from './lines.ts';
import { recur } from './recurrence.ts';
import type { Allowance } from './recurrence.ts';
import { parseRule } from './rule.ts';
import { parseOffset, parseStamp } from './stamp.ts';

/** The zone of a `TZID`; undefined, and a fault of the line, where nobody knows it. */
export type ZoneFinder = (tzid: string, line: number) => Zone | undefined;

export interface ZonesAround {
  /** Up to when the zones must be known. */
  readonly last: Instant;
  readonly allowance: Allowance;
  readonly faults: Faults;
}

/**
 * Finds zones by name. One that the world knows (`Europe/Berlin`) is taken from the platform, which is kept up to
 * date, as calendar programs do; any other (`W. Europe Standard Time`) is what its VTIMEZONE says.
 */
export function findZones(calendar: Component, around: ZonesAround): ZoneFinder {
  const found = new Map<string, Zone | undefined>();
  const find = (tzid: string): Zone | undefined => {
    const known = tzid.includes('/') ? openKnown(tzid) : undefined;
    return known ?? define(tzid, calendar, around) ?? openZone(tzid);
  };
  return (tzid, line) => {
    if (!found.has(tzid)) found.set(tzid, find(tzid));
    return found.get(tzid) ?? around.faults.note(line, `there is no time zone '${tzid}'`);
  };
}

/** `/vendor.example/20210210/Europe/Berlin` is a registry's name for the zone at its end. */
function openKnown(tzid: string): Zone | undefined {
  if (!tzid.startsWith('/')) return openZone(tzid);
  const parts = tzid.split('/').slice(2);
  const names = parts.map((_, index) => parts.slice(index).join('/'));
  return names
    .filter((name) => name.includes('/'))
    .map((name) => openZone(name))
    .find((zone) => zone !== undefined);
}

function define(tzid: string, calendar: Component, around: ZonesAround): Zone | undefined {
  const definition = calendar.components.find(
    (component) =>
      component.name === 'VTIMEZONE' && propertyOf(component, 'TZID')?.value.trim() === tzid,
  );
  const changes = (definition?.components ?? [])
    .flatMap((observance) => readChanges(observance, around) ?? [])
    .toSorted((a, b) => a.at - b.at);
  const [first] = changes;
  if (first === undefined) return undefined;
  return zoneOf((instant) => {
    const past = changes.findLast(({ at }) => at <= instant);
    return instant + (past?.to ?? first.from);
  });
}

/** A moment at which clocks change, and what they are ahead of UTC before and after. */
interface Change {
  readonly at: Instant;
  readonly from: Duration;
  readonly to: Duration;
}

/** The changes to summer time, or those to standard time. */
function readChanges(
  observance: Component,
  { last, allowance, faults }: ZonesAround,
): readonly Change[] | undefined {
  const read = <T>(name: string, parse: (text: string) => T | undefined) =>
    parse(propertyOf(observance, name)?.value ?? '') ??
    faults.note(observance.line, `${observance.name} has no ${name} that can be read`);
  const start = read('DTSTART', parseStamp);
  const from = read('TZOFFSETFROM', parseOffset);
  const to = read('TZOFFSETTO', parseOffset);
  if (start === undefined || from === undefined || to === undefined) return undefined;
  const before = zoneOf((instant) => instant + from);
  const dates = propertiesOf(observance, 'RDATE').flatMap((line) => readDates(line, faults));
  const walls = propertiesOf(observance, 'RRULE').flatMap(({ value, number }) => {
    const rule = parseRule(value);
    if (typeof rule === 'string') return faults.note(number, rule) ?? [];
    return recur(rule, { start: start.wall, zone: before }, before.wallTimeAt(last), allowance);
  });
  return [start.wall, ...dates, ...walls].map((wall) => ({ at: wall - from, from, to }));
}

function readDates({ value, number }: ContentLine, faults: Faults): readonly number[] {
  return value.split(',').flatMap((text) => {
    const stamp = parseStamp(text) ?? faults.note(number, `'${text}' is no date and time`);
    return stamp === undefined ? [] : [stamp.wall];
  });
}
