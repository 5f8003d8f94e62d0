import type { FreezeGate, WeeklyWindow } from '../../../core/plan/plan.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import type { WallTime, Zone } from './zone.ts';

/** What a freeze is made of: windows in wall time, and events that were placed already. */
export interface Windows extends Pick<FreezeGate, 'weekly' | 'once'> {
  readonly events?: readonly Freeze[];
}

/** A stretch of time in which nothing goes out: from (inclusive) to (exclusive). */
export interface Freeze {
  readonly from: Instant;
  readonly to: Instant;
  /** The event of a calendar that it is, in that calendar's words, between quotes. */
  readonly summary?: string;
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
export function findFreeze(windows: Windows, zone: Zone, now: Instant): Freeze | undefined {
  let freeze: Freeze | undefined;
  for (let round = 0; round < MOST_WINDOWS; round += 1) {
    const at = freeze?.to ?? now;
    const holding = windowsAround(windows, zone, at).filter(
      ({ from, to }) => from <= at && at < to,
    );
    if (holding.length === 0) return freeze;
    const from = Math.min(...holding.map((window) => window.from), freeze?.from ?? now);
    const to = Math.max(...holding.map((window) => window.to));
    freeze = { ...nameOf(freeze === undefined ? holding : [freeze]), from, to };
  }
  return freeze && { ...freeze, to: Number.POSITIVE_INFINITY };
}

function nameOf(freezes: readonly Freeze[]): Pick<Freeze, 'summary'> {
  const summary = freezes.find((freeze) => freeze.summary !== undefined)?.summary;
  return summary === undefined ? {} : { summary };
}

/** The next window that begins, if one does within a week, or is an event or written down as coming once. */
export function findNext(windows: Windows, zone: Zone, now: Instant): Freeze | undefined {
  const ahead = windowsAround(windows, zone, now).filter(({ from }) => from > now);
  return ahead.toSorted((a, b) => a.from - b.from)[0];
}

/** Puts events together that overlap or touch; they are then called what the one is called that holds now. */
export function joinEvents(events: readonly Freeze[], now: Instant): readonly Freeze[] {
  const joined: Freeze[] = [];
  for (const event of events.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || event.from > last.to) joined.push(event);
    else {
      const isNow = event.from <= now && now < event.to && now >= last.to;
      const named = isNow ? event : last;
      joined[joined.length - 1] = { ...named, from: last.from, to: Math.max(last.to, event.to) };
    }
  }
  return joined;
}

/** All windows that come once, and those of last week, this week and next week. */
function windowsAround(
  { weekly, once, events = [] }: Windows,
  zone: Zone,
  instant: Instant,
): Freeze[] {
  const wall = zone.wallTimeAt(instant);
  const monday = SOME_MONDAY + Math.floor((wall - SOME_MONDAY) / WEEK) * WEEK;
  const weeks = [monday - WEEK, monday, monday + WEEK];
  return [
    ...weekly.flatMap((window) => weeks.map((start) => placeWindow(window, start, zone))),
    ...events,
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
