import type { Duration, Instant } from '../../../core/quantity/instant.ts';

/** What a clock on the wall shows, written as if it were UTC: `Date.UTC(2026, 0, 1, 9)` is nine o'clock there. */
export type WallTime = number;

/** Translates between instants and the wall clock of one place. */
export interface Zone {
  wallTimeAt(instant: Instant): WallTime;
  /**
   * The first instant at which the clock shows this time or a later one. A time that is skipped when clocks
   * go forward is the moment they do.
   */
  firstInstantOf(wall: WallTime): Instant;
  /** The last instant before which it has not yet shown it for good: the second of two when clocks go back. */
  lastInstantOf(wall: WallTime): Instant;
}

/** No zone is further than 14 hours from UTC, and none changes its offset twice within two days. */
const DAY: Duration = 86_400_000;

/** Opens an IANA zone by its name with the platform's own data; undefined when there is none of that name. */
export function openZone(name: string): Zone | undefined {
  const format = createFormat(name);
  if (format === undefined) return undefined;
  return zoneOf((instant) => readWallTime(format, instant));
}

/** The zone whose clocks show what `wallTimeAt` says. */
export function zoneOf(wallTimeAt: Zone['wallTimeAt']): Zone {
  const offsetAt = (instant: Instant) => wallTimeAt(instant) - instant;

  const instantsOf = (wall: WallTime): readonly Instant[] => {
    const guesses = [wall - offsetAt(wall - DAY), wall - offsetAt(wall + DAY)];
    const hits = guesses.filter((instant) => wallTimeAt(instant) === wall);
    return hits.length > 0 ? hits : [endOfGap(wallTimeAt, wall, guesses)];
  };
  return {
    wallTimeAt,
    firstInstantOf: (wall) => Math.min(...instantsOf(wall)),
    lastInstantOf: (wall) => Math.max(...instantsOf(wall)),
  };
}

/** The clock never shows this time: finds by halving when it jumps over it. */
function endOfGap(
  wallTimeAt: (instant: Instant) => WallTime,
  wall: WallTime,
  guesses: readonly Instant[],
): Instant {
  let before = Math.min(...guesses);
  let after = Math.max(...guesses);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallTimeAt(middle) < wall) before = middle;
    else after = middle;
  }
  return after;
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined; // a RangeError, the platform's way of saying that it knows no such zone
  }
}

function readWallTime(format: Intl.DateTimeFormat, instant: Instant): WallTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const millisecond = ((instant % 1_000) + 1_000) % 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** `Mon 2026-11-23 08:00`. */
export function formatWallTime(wall: WallTime): string {
  const date = new Date(wall);
  const [day, time = ''] = date.toISOString().split('T');
  return `${DAYS[date.getUTCDay()]} ${day} ${time.slice(0, 5)}`;
}
