/** Thrown where a run is killed. */
export class Crash extends Error {}

/** Decides what happens next, from a list that a property test may shrink; once it is used up all is well. */
export interface Fate {
  /** A number from 0 to 999; 0 is the best that can happen. */
  next(): number;
  /** Lets a port call do its work, or kills the run before or after it. */
  survive<T>(call: () => Promise<T> | T): Promise<T>;
  /** From now on all is well. */
  relent(): void;
}

/** Out of 1,000 calls, so many are never made, and so many are made without anybody hearing of it. */
const KILLED_BEFORE = 4;
const KILLED_AFTER = 4;

export function createFate(choices: readonly number[]): Fate {
  let place = 0;
  const next = () => choices[place++] ?? 0;
  return {
    next,
    async survive(call) {
      const choice = next();
      if (choice >= 1_000 - KILLED_BEFORE) throw new Crash('before');
      const result = await call();
      if (choice >= 1_000 - KILLED_BEFORE - KILLED_AFTER) throw new Crash('after');
      return result;
    },
    relent: () => void (place = choices.length),
  };
}
