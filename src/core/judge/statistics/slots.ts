/** Numbers names 0, 1, 2, ... as they are first seen. */
export interface Slots {
  readonly count: () => number;
  /** Pods mostly come in the same order, interval after interval: a right `guess` spares looking one up. */
  readonly of: (name: string, guess: number) => number;
  /** Of several names; the same array again costs nothing. */
  readonly ofAll: (names: readonly string[]) => readonly number[];
}

export function createSlots(): Slots {
  const known: string[] = [];
  const slots = new Map<string, number>();
  let lastNames: readonly string[] = [];
  let lastSlots: readonly number[] = [];

  function slotOf(name: string, guess: number): number {
    if (known[guess] === name) return guess;
    const slot = slots.get(name);
    if (slot !== undefined) return slot;
    slots.set(name, known.length);
    return known.push(name) - 1;
  }

  return {
    count: () => known.length,
    of: slotOf,
    ofAll(names) {
      if (names !== lastNames) {
        lastSlots = names.map(slotOf);
        lastNames = names;
      }
      return lastSlots;
    },
  };
}
