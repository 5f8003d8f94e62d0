/** Running totals of events and sizes (trials or exposure) by pod, with the standings at earlier moments. */
export interface PodTotals {
  readonly add: (pod: string, events: number, size: number) => void;
  readonly count: () => number;
  /** Remembers the standings, for `since`. */
  readonly mark: () => void;
  /** What came after the given mark, counted from 1; 0: everything. */
  readonly since: (mark: number) => PodSums;
}

/** Events and sizes by pod, pods in the order they were first seen. */
export interface PodSums {
  readonly events: Float64Array;
  readonly sizes: Float64Array;
}

export function createPodTotals(): PodTotals {
  const slots = new Map<string, number>();
  const events: number[] = [];
  const sizes: number[] = [];
  const standings: PodSums[] = [{ events: new Float64Array(), sizes: new Float64Array() }];

  function slotOf(pod: string): number {
    const known = slots.get(pod);
    if (known !== undefined) return known;
    events.push(0);
    sizes.push(0);
    slots.set(pod, slots.size);
    return slots.size - 1;
  }

  return {
    add(pod, newEvents, size) {
      const slot = slotOf(pod);
      events[slot] = (events[slot] as number) + newEvents;
      sizes[slot] = (sizes[slot] as number) + size;
    },
    count: () => slots.size,
    mark() {
      standings.push({ events: Float64Array.from(events), sizes: Float64Array.from(sizes) });
    },
    since(mark) {
      const before = standings[mark] as PodSums;
      return {
        events: subtract(events, before.events),
        sizes: subtract(sizes, before.sizes),
      };
    },
  };
}

function subtract(totals: readonly number[], before: Float64Array): Float64Array {
  const rest = Float64Array.from(totals);
  before.forEach((value, pod) => {
    rest[pod] = (rest[pod] as number) - value;
  });
  return rest;
}
