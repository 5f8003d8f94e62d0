import type { FreezeGate, WeeklyWindow } from '../../../core/plan/plan.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import type { WallTime, Zone } from './zone.ts';

/** A stretch of time in which nothing goes out: from (inclusive) to (exclusive). */
export interface Freeze {
  readonly from: Instant;
  readonly to: Instant;
}

const MINUTE: Duration = 60_000;
const DAY: Duration = 86_400_000;
const WEEK: Duration = 7 * DAY;
/** A Monday, from which weeks are counted in wall time. */
const SOME_MONDAY: WallTime = Date.UTC(2024, 0, 1);
/** Windows that follow each other without a gap are one freeze; more than this never end. */
const MOST_WINDOWS = 60;

/**
 * The freeze that holds at this instant: windows that touch or overlap are one. Undefined when none does;
 * `to` is infinite when the windows leave no gap. Windows are wall-clock times: `Fri 16:00 - Mon 08:00`
 * lasts 64 hours, and 63 or 65 when clocks change on the Sunday between.
 */
export function findFreeze(gate: FreezeGate, zone: Zone, now: Instant): Freeze | undefined {
  let freeze: Freeze | undefined;
  for (let round = 0; round < MOST_WINDOWS; round += 1) {
    const at = freeze?.to ?? now;
    const holding = windowsAround(gate, zone, at).filter(({ from, to }) => from <= at && at < to);
    if (holding.length === 0) return freeze;
    const from = Math.min(...holding.map((window) => window.from), freeze?.from ?? now);
    freeze = { from, to: Math.max(...holding.map((window) => window.to)) };
  }
  return freeze && { ...freeze, to: Number.POSITIVE_INFINITY };
}

/** When the next window begins, if one does within a week or is written down as coming once. */
export function findNextStart(gate: FreezeGate, zone: Zone, now: Instant): Instant | undefined {
  const starts = windowsAround(gate, zone, now).map(({ from }) => from);
  const ahead = starts.filter((from) => from > now);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}

/** All windows that come once, and those of last week, this week and next week. */
function windowsAround({ weekly, once }: FreezeGate, zone: Zone, instant: Instant): Freeze[] {
  const wall = zone.wallTimeAt(instant);
  const monday = SOME_MONDAY + Math.floor((wall - SOME_MONDAY) / WEEK) * WEEK;
  const weeks = [monday - WEEK, monday, monday + WEEK];
  return [
    ...weekly.flatMap((window) => weeks.map((start) => placeWindow(window, start, zone))),
    ...once.map(({ start, end }) => toFreeze(readWallTime(start), readWallTime(end), zone)),
  ];
}

function placeWindow({ start, end }: WeeklyWindow, monday: WallTime, zone: Zone): Freeze {
  const length = (end > start ? end - start : end - start + WEEK / MINUTE) * MINUTE;
  const from = monday + start * MINUTE;
  return toFreeze(from, from + length, zone);
}

/** In doubt frozen: from the first time the clock shows the beginning to the last time it shows the end. */
function toFreeze(from: WallTime, to: WallTime, zone: Zone): Freeze {
  return { from: zone.firstInstantOf(from), to: zone.lastInstantOf(to) };
}

function readWallTime(text: string): WallTime {
  return Date.parse(`${text}Z`);
}

/** Whether a text is a wall-clock time as windows that come once are written: `2026-12-24T00:00`. */
export function isWallTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && !Number.isNaN(readWallTime(text));
}
