import { type Effect, type Fate, PASS } from '../tap.ts';
import { type Case, concerns, SPEED } from './case.ts';

const MINUTE = 60_000 / SPEED;

/** Decides over every effect of a case; `jump` is called once, where the clock is to jump. */
export function createTrouble(
  { service, onset, length, strike }: Case,
  jump: () => void,
): (effect: Effect) => Fate {
  let since: number | undefined;
  let struck = 0;

  function hasBegun(effect: Effect): boolean {
    const begins =
      onset === 'the start' || (effect.kind === 'metric query' && effect.name !== GATE);
    if (since === undefined && begins) {
      since = Date.now();
      if (service === 'clock') jump();
    }
    return since !== undefined;
  }

  function lasts(): boolean {
    if (length === 'once') return struck === 0;
    return length === 'for ever' || Date.now() - (since ?? 0) < MINUTE;
  }

  return (effect) => {
    if (!hasBegun(effect) || strike === undefined) return PASS;
    if (!concerns(effect, service) || !lasts()) return PASS;
    struck += 1;
    return { kind: 'fault', fault: strike };
  };
}

/** The gate's query comes before any bake. */
const GATE = 'query up';
