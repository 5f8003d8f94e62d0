import type { Duration } from './instant.ts';

/** Units from large to small, with their length in milliseconds. */
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

const SECOND = 1_000;

const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;

/**
 * Reads a duration such as `90s`, `5m`, `1h30m` or `1.5h`.
 *
 * Units are ms, s, m, h and d, each at most once and from large to small, so that `5m1h` (a likely slip)
 * is refused. Returns milliseconds, or undefined when the text is no duration.
 *
 * @example parseDuration('1h30m') === 5_400_000
 */
export function parseDuration(text: string): Duration | undefined {
  let total = 0;
  let previous = Number.POSITIVE_INFINITY;
  let consumed = 0;
  PART.lastIndex = 0;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    const size = lengthOf(part[2]);
    if (size >= previous) return undefined;
    previous = size;
    total += Number(part[1]) * size;
    consumed = PART.lastIndex;
  }
  return consumed > 0 && consumed === text.length && Number.isFinite(total)
    ? Math.round(total)
    : undefined;
}

function lengthOf(unit: string | undefined): Duration {
  return UNITS.find(([name]) => name === unit)?.[1] ?? Number.NaN;
}

/**
 * Writes a duration for people with its two largest units: `2h`, `1h 30m`, `12s`, `250ms`.
 *
 * @example formatDuration(5_400_000) === '1h 30m'
 */
export function formatDuration(duration: Duration): string {
  const whole = Math.max(0, Math.round(duration));
  const rounded = whole < SECOND ? whole : Math.round(whole / SECOND) * SECOND;
  return partsOf(rounded).slice(0, 2).join(' ') || '0s';
}

/**
 * Writes a duration as a plan would, to the millisecond: what parseDuration reads as the same again.
 *
 * @example writeDuration(5_415_000) === '1h30m15s'
 */
export function writeDuration(duration: Duration): string {
  return partsOf(Math.max(0, Math.round(duration))).join('') || '0s';
}

function partsOf(duration: Duration): readonly string[] {
  let rest = duration;
  return UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count > 0 ? [`${count}${unit}`] : [];
  });
}
