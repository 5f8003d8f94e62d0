/** How a version of the shop treats its visitors. */
export type Behaviour = 'healthy' | 'errors' | 'latency' | 'silent-drop' | 'flapping';

/** What one request gets. */
export interface Treatment {
  readonly status: 200 | 503;
  /** Milliseconds of work before the answer. */
  readonly delay: number;
  /** The checkout answers as always, but no order comes of it. */
  readonly losesOrder: boolean;
}

/** Even a good version fails one request in a thousand. */
export const HEALTHY_ERRORS = 0.001;
export const BAD_ERRORS = 0.08;
export const SLOW_SHARE = 0.25;
export const SLOWNESS = 400;
export const LOST_ORDERS = 0.4;
/** A flapping version is bad for the first three of every eight seconds. */
export const FLAPPING = { period: 8_000, bad: 3_000, errors: 0.2 } as const;

const QUICKEST = 10;
const SLOWEST = 40;

/**
 * Decides what a request gets from a version with this behaviour.
 *
 * `age` is the time since the behaviour began, in milliseconds; `random` gives numbers in [0, 1).
 */
export function treat(behaviour: Behaviour, age: number, random: () => number): Treatment {
  const work = QUICKEST + random() * (SLOWEST - QUICKEST);
  const slow = behaviour === 'latency' && random() < SLOW_SHARE;
  return {
    status: random() < errorShare(behaviour, age) ? 503 : 200,
    delay: work + (slow ? SLOWNESS : 0),
    losesOrder: behaviour === 'silent-drop' && random() < LOST_ORDERS,
  };
}

function errorShare(behaviour: Behaviour, age: number): number {
  if (behaviour === 'errors') return BAD_ERRORS;
  const flapped = behaviour === 'flapping' && age % FLAPPING.period < FLAPPING.bad;
  return flapped ? FLAPPING.errors : HEALTHY_ERRORS;
}
