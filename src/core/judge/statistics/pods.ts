import type { ConditionalModel } from './conditional.ts';
import type { PodColumns } from './evidence.ts';
import { createRunningLimit } from './outliers.ts';
import { createPodNoise } from './pod-noise.ts';
import { createSlots } from './slots.ts';
import type { Steadiness } from './steadiness.ts';

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
  /** What came after the given mark, counted from 1; 0: everything. To be read before anything else is asked. */
  readonly since: (mark: number) => PodSums;
}

/**
 * Harmful events and sizes by pod, pods in the order they were first seen. What stood out in an interval among
 * the pods of the arm is pulled in (see `outliers.ts`).
 */
export interface PodSums extends ByPod {
  /** Only so many entries are filled. */
  readonly count: number;
  /** How much more than independent events pods vary over time (see `pod-noise.ts`). */
  readonly noise: number;
}

interface ByPod {
  readonly events: Float64Array;
  readonly sizes: Float64Array;
}

export function createPodTotals<Side>(
  model: ConditionalModel,
  counting: Counting<Side>,
  steadiness: Steadiness,
): PodTotals<Side> {
  const { eventsOf, sizeOf, harmful } = counting;
  const slots = createSlots();
  const outliers = createRunningLimit();
  const noise = createPodNoise();
  const standings: ByPod[] = [allocate(0)];
  let totals = allocate(64);
  /** The interval at hand, every pod in its slot. */
  let interval = allocate(64);
  /** What came after a mark. */
  let recent = allocate(64);
  let residuals = new Float64Array(64);

  function makeRoom(): void {
    if (slots.count() <= totals.sizes.length) return;
    totals = enlarge(totals, 2 * slots.count());
    interval = allocate(2 * slots.count());
    recent = allocate(2 * slots.count());
    residuals = new Float64Array(2 * slots.count());
  }

  function readColumns(columns: PodColumns): void {
    const { names, events, sizes } = columns;
    const known = slots.ofAll(names);
    makeRoom();
    for (let i = 0; i < names.length; i++) {
      put(known[i] as number, events[i] as number, sizes[i] as number);
    }
  }

  function readRecord(pods: Readonly<Record<string, Side>>): void {
    const names = Object.keys(pods);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const side = pods[name] as Side;
      const slot = slots.of(name, i);
      makeRoom();
      put(slot, eventsOf(side), sizeOf(side));
    }
  }

  function put(slot: number, events: number, size: number): void {
    if (!(size > 0)) return;
    interval.events[slot] = harmful(events, size);
    interval.sizes[slot] = size;
  }

  function subtract(before: ByPod, count: number): ByPod {
    const known = before.sizes.length;
    for (let pod = 0; pod < count; pod++) {
      const [events, size] = [totals.events[pod] as number, totals.sizes[pod] as number];
      recent.events[pod] = pod < known ? events - (before.events[pod] as number) : events;
      recent.sizes[pod] = pod < known ? size - (before.sizes[pod] as number) : size;
    }
    return recent;
  }

  /** Moves the interval into the totals, pulling in what stands out. */
  function settle(): void {
    const { events, sizes } = interval;
    const { events: allEvents, sizes: allSizes } = totals;
    const count = slots.count();
    const whole = sumOf(sizes, count);
    const rate = sumOf(events, count) / whole;
    const spread = rate * model.spread(rate);
    const limit = outliers.limit();
    let standardised = 0;
    let squares = 0;
    let pulledIn = 0;
    let variance = 0;
    let pods = 0;
    for (let pod = 0; pod < count; pod++) {
      const size = sizes[pod] as number;
      residuals[pod] = 0;
      if (size === 0) continue;
      const expected = size * rate;
      const independent = size * spread;
      let residual = (events[pod] as number) - expected;
      let square = independent > 0 ? (residual * residual) / independent : 0;
      squares += residual * residual;
      if (square > limit) {
        residual *= Math.sqrt(limit / square);
        square = limit;
      }
      standardised += square;
      pulledIn += residual * residual;
      pods += 1;
      residuals[pod] = residual;
      variance += independent * (1 - size / whole);
      allEvents[pod] = (allEvents[pod] as number) + expected + residual;
      allSizes[pod] = (allSizes[pod] as number) + size;
      events[pod] = 0;
      sizes[pod] = 0;
    }
    outliers.add(standardised, pods);
    if (pods > 1) steadiness.add({ pods, squares, pulledIn, variance });
    noise.add(residuals, pods, variance);
  }

  return {
    add({ pods, podColumns }) {
      if (podColumns !== undefined) readColumns(podColumns);
      else if (pods !== undefined) readRecord(pods);
      settle();
    },
    addWhole(events, size) {
      const slot = slots.of('', 0);
      makeRoom();
      interval.events[slot] = events;
      interval.sizes[slot] = size;
      settle();
    },
    count: slots.count,
    mark() {
      standings.push(copy(totals, slots.count()));
      noise.mark();
    },
    since(mark) {
      const count = slots.count();
      const { events, sizes } = mark === 0 ? totals : subtract(standings[mark] as ByPod, count);
      return { count, events, sizes, noise: noise.since(mark) };
    },
  };
}

function allocate(pods: number): ByPod {
  return { events: new Float64Array(pods), sizes: new Float64Array(pods) };
}

function enlarge(sums: ByPod, pods: number): ByPod {
  const larger = allocate(pods);
  larger.events.set(sums.events);
  larger.sizes.set(sums.sizes);
  return larger;
}

function copy({ events, sizes }: ByPod, pods: number): ByPod {
  return { events: events.slice(0, pods), sizes: sizes.slice(0, pods) };
}

function sumOf(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] as number;
  return sum;
}
