import type { Instant } from '../../core/quantity/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/**
 * A clock that stands still until somebody waits, and then is at once where they wait for: a day of baking
 * passes in no time. It never goes back.
 */
export function createVirtualClock(start: Instant): Clock {
  let instant = start;
  return {
    now: () => instant,
    until(wanted, stop) {
      if (stop?.aborted !== true) instant = Math.max(instant, wanted);
      return Promise.resolve();
    },
  };
}
