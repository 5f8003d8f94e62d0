import { createRandom } from '../../../../src/core/simulation/random.ts';

/** Draws that are the same for the same seed. */
export interface Luck {
  /** Whether something comes about that does so `times` out of a hundred. */
  has(times: number): boolean;
  pick<T>(things: readonly T[]): T;
}

export function createLuck(seed: number): Luck {
  const random = createRandom(seed);
  return {
    has: (times) => random() * 100 < times,
    pick<T>(things: readonly T[]): T {
      const thing = things[Math.floor(random() * things.length)];
      if (thing === undefined) throw new Error('there is nothing to pick from');
      return thing;
    },
  };
}
