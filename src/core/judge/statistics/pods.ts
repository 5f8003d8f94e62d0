import type { PodColumns } from './evidence.ts';

/** How one side of a comparison is counted. */
export interface Counting<Side> {
  /** What was counted: errors, conversions. */
  readonly eventsOf: (side: Side) => number;
  /** The trials or exposure that the events come from; 0 leaves the side out. */
  readonly sizeOf: (side: Side) => number;
  /** Of so many events of a size, those that the harm makes more of. */
  readonly harmful: (events: number, size: number) => number;
}

/** One arm by pod, in either form. */
export interface Pods<Side> {
  readonly pods?: Readonly<Record<string, Side>>;
  readonly podColumns?: PodColumns;
}

/** Running totals of harmful events and sizes by pod, with the standings at earlier moments. */
export interface PodTotals<Side> {
  /** Adds what every pod had in one interval. */
  readonly add: (arm: Pods<Side>) => void;
  /** Adds an arm whose pods are unknown, as if it were one. */
  readonly addWhole: (events: number, size: number) => void;
  readonly count: () => number;
  /** Remembers the standings, for `since`. */
  readonly mark: () => void;
  /** What came after the given mark, counted from 1; 0: everything. */
  readonly since: (mark: number) => PodSums;
}

/** Harmful events and sizes by pod, pods in the order they were first seen. */
export interface PodSums {
  readonly events: Float64Array;
  readonly sizes: Float64Array;
}

export function createPodTotals<Side>(counting: Counting<Side>): PodTotals<Side> {
  const { eventsOf, sizeOf, harmful } = counting;
  const slots = createSlots();
  const standings: PodSums[] = [{ events: new Float64Array(), sizes: new Float64Array() }];
  let totals: PodSums = { events: new Float64Array(64), sizes: new Float64Array(64) };

  function makeRoom(): void {
    if (slots.count() <= totals.sizes.length) return;
    const events = new Float64Array(2 * slots.count());
    const sizes = new Float64Array(2 * slots.count());
    events.set(totals.events);
    sizes.set(totals.sizes);
    totals = { events, sizes };
  }

  function addColumns(columns: PodColumns): void {
    const { names, events, sizes } = columns;
    const known = slots.ofAll(names);
    makeRoom();
    for (let i = 0; i < names.length; i++) {
      addTo(totals, known[i] as number, events[i] as number, sizes[i] as number);
    }
  }

  function addRecord(pods: Readonly<Record<string, Side>>): void {
    const names = Object.keys(pods);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const side = pods[name] as Side;
      const size = sizeOf(side);
      const slot = slots.of(name, i);
      makeRoom();
      if (size > 0) addTo(totals, slot, eventsOf(side), size);
    }
  }

  function addTo({ events, sizes }: PodSums, slot: number, counted: number, size: number): void {
    events[slot] = (events[slot] as number) + harmful(counted, size);
    sizes[slot] = (sizes[slot] as number) + size;
  }

  return {
    add({ pods, podColumns }) {
      if (podColumns !== undefined) addColumns(podColumns);
      else if (pods !== undefined) addRecord(pods);
    },
    addWhole(events, size) {
      const slot = slots.of('', 0);
      addTo(totals, slot, events, size);
    },
    count: slots.count,
    mark() {
      standings.push({
        events: totals.events.slice(0, slots.count()),
        sizes: totals.sizes.slice(0, slots.count()),
      });
    },
    since(mark) {
      const before = standings[mark] as PodSums;
      return {
        events: subtract(totals.events.slice(0, slots.count()), before.events),
        sizes: subtract(totals.sizes.slice(0, slots.count()), before.sizes),
      };
    },
  };
}

/** Numbers names 0, 1, 2, ... as they are first seen. */
function createSlots() {
  const known: string[] = [];
  const slots = new Map<string, number>();
  let lastNames: readonly string[] = [];
  let lastSlots: readonly number[] = [];

  /** Pods mostly come in the same order, interval after interval: a right `guess` spares looking one up. */
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
    ofAll(names: readonly string[]): readonly number[] {
      if (names !== lastNames) {
        lastSlots = names.map(slotOf);
        lastNames = names;
      }
      return lastSlots;
    },
  };
}

function subtract(totals: Float64Array, before: Float64Array): Float64Array {
  for (let pod = 0; pod < before.length; pod++) {
    totals[pod] = (totals[pod] as number) - (before[pod] as number);
  }
  return totals;
}
