import type { PairedReadings } from '../../src/core/judge/statistics/evidence.ts';
import type { Random } from './random.ts';
import { type Change, MINUTE, MINUTES } from './traffic.ts';

/** How readings of a gauge wander: in each arm by itself, and in both alike. */
export interface Wander {
  readonly name: string;
  /** Standard deviation of the logarithm. */
  readonly deviation: number;
  /** Correlation from minute to minute. */
  readonly memory: number;
}

export const WANDERS: readonly Wander[] = [
  { name: 'memory 0', deviation: 0.1, memory: 0 },
  { name: 'memory .5', deviation: 0.1, memory: 0.5 },
  { name: 'memory .8', deviation: 0.1, memory: 0.8 },
  { name: 'memory .95', deviation: 0.1, memory: 0.95 },
];

/** Two hours of a gauge around 500. */
export function simulateReadings(random: Random, wander: Wander, change: Change): PairedReadings[] {
  const next = createWander(random, wander);
  const [canary, baseline, common] = [next(), next(), next()];
  return Array.from({ length: MINUTES }, (_, minute) => {
    const shared = 500 * Math.exp(common());
    const factor = minute >= change.onset ? change.factor : 1;
    return {
      from: minute * MINUTE,
      to: (minute + 1) * MINUTE,
      canary: { value: shared * factor * Math.exp(canary()) },
      baseline: { value: shared * Math.exp(baseline()) },
    };
  });
}

function createWander(random: Random, { deviation, memory }: Wander): () => () => number {
  return () => {
    let state = random.normal();
    return () => {
      state = memory * state + Math.sqrt(1 - memory * memory) * random.normal();
      return deviation * state;
    };
  };
}
