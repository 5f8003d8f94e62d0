import type { Duration } from '../quantity/instant.ts';
import type { Look } from './look.ts';

/**
 * How long `outcome` has been true up to the newest look, from the beginning of the first look of the run.
 * Looks without an answer neither end the run nor make it longer at its end: a provider's hiccup must not
 * reset an alarm that is counting.
 */
export function streakOf(looks: readonly Look[], outcome: 'successful' | 'failed'): Duration {
  let first: Look | undefined;
  let last: Look | undefined;
  for (const look of looks.toReversed()) {
    if (look.outcome === outcome) {
      last ??= look;
      first = look;
    } else if (look.outcome === 'successful' || look.outcome === 'failed') {
      break;
    }
  }
  return first && last ? last.to - first.from : 0;
}
