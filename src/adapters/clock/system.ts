import type { Duration, Instant } from '../../core/quantity/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/**
 * The longest single timer. Timers count the machine's running time, so a laptop that slept wakes late:
 * looking at the wall clock this often bounds how late. It also keeps clear of setTimeout's 24.8 day limit.
 */
const LONGEST_NAP: Duration = 30_000;

/** The machine's own clock. */
export function createSystemClock(): Clock {
  return { now: Date.now, until };
}

async function until(instant: Instant, stop?: AbortSignal): Promise<void> {
  const isOver = () => stop?.aborted === true || Date.now() >= instant;
  while (!isOver()) {
    await nap(Math.min(instant - Date.now(), LONGEST_NAP), stop);
  }
}

function nap(duration: Duration, stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, duration);
    stop?.addEventListener('abort', wake);
  });
}
