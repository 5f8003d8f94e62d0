import type { Duration } from './instant.ts';

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type DurationUnit = keyof typeof MILLISECONDS;

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
  PART.lastIndex = 0;
  let consumed = 0;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    const size = MILLISECONDS[part[2] as DurationUnit];
    if (size >= previous) return undefined;
    previous = size;
    total += Number(part[1]) * size;
    consumed = PART.lastIndex;
  }
  return consumed > 0 && consumed === text.length && Number.isFinite(total)
    ? Math.round(total)
    : undefined;
}

/**
 * Writes a duration with its two largest units: `2h`, `1h 30m`, `12s`, `250ms`.
 *
 * @example formatDuration(5_400_000) === '1h 30m'
 */
export function formatDuration(duration: Duration): string {
  let rest = Math.max(0, Math.round(duration));
  if (rest > 0 && rest < MILLISECONDS.s) return `${rest}ms`;
  rest = Math.round(rest / MILLISECONDS.s) * MILLISECONDS.s;
  const parts: string[] = [];
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const count = Math.floor(rest / MILLISECONDS[unit]);
    rest -= count * MILLISECONDS[unit];
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0s';
}
