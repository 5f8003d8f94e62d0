import { parseDuration } from './duration.ts';
import type { Instant } from './instant.ts';

/** What a moment may be written as, said where something else was given. */
export const MOMENT_SYNTAX =
  'write a time such as 2026-11-20T14:03Z, a day such as 2026-11-20, a while ago such as -7d, or now';

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a moment: `2026-11-20T14:03Z`, `2026-11-20 14:03` and `2026-11-20` (both in UTC), `-7d` or `7d` (that
 * long ago), `now`. Undefined when the text is no moment.
 *
 * @example parseMoment('-1h', 7_200_000) === 3_600_000
 */
export function parseMoment(text: string, now: Instant): Instant | undefined {
  if (text === 'now') return now;
  const ago = parseDuration(text.replace(/^-/, ''));
  if (ago !== undefined) return now - ago;
  const [, day, time = '00:00', zone = 'Z'] = TIME.exec(text) ?? [];
  const instant = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(instant) ? undefined : instant;
}
