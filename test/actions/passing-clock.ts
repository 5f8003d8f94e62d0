import { createSystemClock } from '../../src/adapters/clock/system.ts';
import type { Duration } from '../../src/core/quantity/instant.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** The machine's clock, on which a test may let time pass that nobody waits for. */
export interface PassingClock extends Clock {
  pass(duration: Duration): void;
}

export function createPassingClock(): PassingClock {
  const { now, until } = createSystemClock();
  let ahead: Duration = 0;
  return {
    now: () => now() + ahead,
    until: (instant, stop) => until(instant - ahead, stop),
    pass(duration) {
      ahead += duration;
    },
  };
}
