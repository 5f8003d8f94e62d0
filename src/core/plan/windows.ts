import type { OnceWindow, WeeklyWindow } from './plan.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const FULL_DAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
const MINUTES_PER_DAY = 1_440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/**
 * Reads a window of every week: `Fri 16:00 - Mon 08:00`. Days in English, short or in full; times from
 * 00:00 to 24:00. Returns undefined for anything else and for a window that ends where it begins.
 *
 * @example parseWeekly('Fri 16:00 - Mon 08:00') // { start: 6720, end: 480 }
 */
export function parseWeekly(text: string): WeeklyWindow | undefined {
  const match = /^\s*([A-Za-z]+)\s+(\d{1,2}:\d{2})\s*[-–]\s*([A-Za-z]+)\s+(\d{1,2}:\d{2})\s*$/.exec(
    text,
  );
  const [, fromDay = '', fromTime = '', toDay = '', toTime = ''] = match ?? [];
  const start = minuteOfWeek(fromDay, fromTime);
  const end = minuteOfWeek(toDay, toTime);
  return start === undefined || end === undefined || start === end ? undefined : { start, end };
}

function minuteOfWeek(day: string, time: string): number | undefined {
  const index = dayIndex(day.toLowerCase());
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const minute = hours * 60 + minutes;
  if (index === -1 || time === '' || minutes > 59 || minute > MINUTES_PER_DAY) return undefined;
  return (index * MINUTES_PER_DAY + minute) % MINUTES_PER_WEEK;
}

function dayIndex(day: string): number {
  const short = DAYS.findIndex((known) => known === day);
  return short === -1 ? FULL_DAYS.findIndex((known) => known === day) : short;
}

/**
 * Reads a local date and time, `2026-12-24T00:00` or `2026-12-24 00:00`, or a date alone, which is its
 * first minute. Returns it in the first form, or undefined when there is no such day or time.
 */
export function parseLocalTime(text: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::00)?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const written = `${match[1]}T${match[2] ?? '00:00'}`;
  const instant = Date.parse(`${written}:00Z`);
  if (Number.isNaN(instant)) return undefined;
  const isReal = new Date(instant).toISOString().startsWith(written);
  return isReal ? written : undefined;
}

/** A window that comes once; undefined when either end is no time or it ends before it begins. */
export function parseOnce(from: string, to: string): OnceWindow | undefined {
  const start = parseLocalTime(from);
  const end = parseLocalTime(to);
  return start !== undefined && end !== undefined && start < end ? { start, end } : undefined;
}
