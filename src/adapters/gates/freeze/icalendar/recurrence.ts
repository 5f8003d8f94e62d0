// oxlint-disable-next-line import/default -- a CommonJS module: all of it is its default export
import rrule from 'rrule';
import type { Duration } from '../../../../core/quantity/instant.ts';
import type { WallTime, Zone } from '../zone.ts';
import type { Rule } from './rule.ts';

/** How many times events may still come again, over a whole calendar. */
export interface Allowance {
  /** Takes one; false when there is none left. */
  take(): boolean;
  isSpent(): boolean;
}

export function allow(most: number): Allowance {
  let left = most;
  return {
    take() {
      left -= 1;
      return left >= 0;
    },
    isSpent: () => left < 0,
  };
}

const DAY: Duration = 86_400_000;

/**
 * The wall times at which a rule comes, in order, from `start` up to `last` or its own end, or until the
 * allowance is spent. A rule that never comes is sought for as long as the library will: bound the time of it.
 */
export function recur(
  { text, until }: Rule,
  { start, zone }: { readonly start: WallTime; readonly zone: Zone },
  last: WallTime,
  allowance: Allowance,
): readonly WallTime[] {
  const isOver = (wall: WallTime) => {
    if (until === undefined) return false;
    if (until.isDate) return wall >= until.wall + DAY;
    // No wall is further than a day from UTC: nearer its end it takes a look at the zone.
    const isNear = until.isUtc && Math.abs(wall - until.wall) < DAY;
    return (isNear ? zone.firstInstantOf(wall) : wall) > until.wall;
  };
  const walls: WallTime[] = [];
  rrule.rrulestr(text, { dtstart: new Date(start) }).all((date) => {
    const wall = date.getTime();
    if (wall > last || isOver(wall) || !allowance.take()) return false;
    walls.push(wall);
    return true;
  });
  return walls;
}
