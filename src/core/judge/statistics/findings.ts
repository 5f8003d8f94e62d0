import type { ConditionalModel } from './conditional.ts';
import type { EvidenceReason, Standing } from './evidence.ts';
import type { Observations } from './observations.ts';
import type { Hypotheses, Weight } from './process.ts';

/** Events in the canary, and intervals with any, below which no rollback is based on statistics. */
export const FEWEST_EVENTS = 5;
export const FEWEST_INTERVALS = 3;

/** Harm twice as likely as none since some start. */
const SUSPICIOUS = Math.LN2;

/** Harmful events so far. */
export interface EventCount {
  readonly canary: number;
  readonly baseline: number;
  /** The events a claim of harm can point at, and the intervals with any. */
  readonly telling: number;
  readonly tellingIntervals: number;
}

export function countEvents(model: ConditionalModel, observations: Observations): EventCount {
  const columns = observations.columns();
  const count = { canary: 0, baseline: 0, telling: 0, tellingIntervals: 0 };
  for (let i = 0; i < observations.count(); i++) {
    const inCanary = columns.canaryEvents[i] as number;
    const inBaseline = (columns.events[i] as number) - inCanary;
    const telling = model.telling(inCanary, inBaseline);
    count.canary += inCanary;
    count.baseline += inBaseline;
    count.telling += telling;
    if (telling > 0) count.tellingIntervals += 1;
  }
  return count;
}

type Decision = Pick<Standing, 'harm' | 'harmless' | 'reason'>;

/** What the weighed evidence amounts to. */
export function decide(
  { logE, logHarmlessE, suspicion }: Weight,
  { alpha, harmless }: Hypotheses,
  events: EventCount,
): Decision {
  if (events.canary + events.baseline === 0) return because('no-events');
  if (logE >= Math.log(1 / alpha)) {
    const enough = events.telling >= FEWEST_EVENTS && events.tellingIntervals >= FEWEST_INTERVALS;
    return because(enough ? 'harm-shown' : 'too-few-events');
  }
  // A long good past must not outweigh a harm that has just begun: what speaks for one delays.
  const excluded = logHarmlessE >= Math.log(1 / harmless.alpha) && suspicion <= SUSPICIOUS;
  return because(excluded ? 'harmless-shown' : 'undecided');
}

function because(reason: EvidenceReason): Decision {
  return {
    harm: reason === 'harm-shown' ? 'shown' : 'not-shown',
    harmless: reason === 'harmless-shown' ? 'shown' : 'not-shown',
    reason,
  };
}
