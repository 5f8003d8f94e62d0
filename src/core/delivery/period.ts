import { parseDuration } from '../quantity/duration.ts';
import type { Duration, Instant } from '../quantity/instant.ts';
import { MOMENT_SYNTAX, parseMoment } from '../quantity/moment.ts';

/** The window that delivery is measured in. */
export interface Period {
  /** Its end. */
  readonly at: Instant;
  readonly window: Duration;
}

const WINDOW = '30d';

/**
 * Reads a window from how long it is, or from when it begins, and when it ends (now unless told); 30 days unless told.
 * A string says what is wrong. Empty texts are as good as none.
 */
export function readPeriod(
  { window, since, to }: Readonly<Record<'window' | 'since' | 'to', string | undefined>>,
  now: Instant,
): Period | string {
  if (window && since) return 'give the window or its beginning, not both';
  const at = parseMoment(to || 'now', now);
  if (at === undefined) return `${to} is no time: ${MOMENT_SYNTAX}`;
  if (!since) {
    const length = parseDuration(window || WINDOW);
    return length === undefined || length === 0
      ? `${window} is no window: write one such as 7d or 12h`
      : { at, window: length };
  }
  const from = parseMoment(since, now);
  if (from === undefined) return `${since} is no time: ${MOMENT_SYNTAX}`;
  return from < at ? { at, window: at - from } : `nothing lies between ${since} and ${to || 'now'}`;
}
