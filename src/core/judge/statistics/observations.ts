import type { ConditionalModel, Margins } from './conditional.ts';

/**
 * The informative intervals so far, column by column, with running sums: every look goes through all of them
 * for every start, so this is where the judge's time is spent. Only the first `count` entries are filled.
 */
export interface Observations {
  readonly count: () => number;
  readonly columns: () => Columns;
  /** Sums over the observations from index `first` on. */
  readonly sumsSince: (first: number) => Sums;
  readonly push: (canaryEvents: number, margins: Margins) => void;
}

export interface Columns {
  readonly canary: Float64Array;
  readonly baseline: Float64Array;
  readonly events: Float64Array;
  readonly canaryEvents: Float64Array;
}

/** Numerator and denominator of Mantel and Haenszel's common ratio, and the arms' sizes. */
export interface Sums {
  readonly above: number;
  readonly below: number;
  readonly canary: number;
  readonly baseline: number;
}

export function createObservations(model: ConditionalModel): Observations {
  let count = 0;
  let columns = allocate(64);
  const sums: Sums[] = [{ above: 0, below: 0, canary: 0, baseline: 0 }];

  return {
    count: () => count,
    columns: () => columns,
    sumsSince(first) {
      const before = sums[first] as Sums;
      const total = sums[count] as Sums;
      return {
        above: total.above - before.above,
        below: total.below - before.below,
        canary: total.canary - before.canary,
        baseline: total.baseline - before.baseline,
      };
    },
    push(canaryEvents, margins) {
      const { canary, baseline, events } = margins;
      if (count === columns.events.length) columns = enlarge(columns);
      columns.canary[count] = canary;
      columns.baseline[count] = baseline;
      columns.events[count] = events;
      columns.canaryEvents[count] = canaryEvents;
      const before = sums[count] as Sums;
      sums.push({
        above: before.above + model.above(canaryEvents, margins),
        below: before.below + model.below(canaryEvents, margins),
        canary: before.canary + canary,
        baseline: before.baseline + baseline,
      });
      count++;
    },
  };
}

function allocate(length: number): Columns {
  return {
    canary: new Float64Array(length),
    baseline: new Float64Array(length),
    events: new Float64Array(length),
    canaryEvents: new Float64Array(length),
  };
}

function enlarge(columns: Columns): Columns {
  const larger = allocate(2 * columns.events.length);
  larger.canary.set(columns.canary);
  larger.baseline.set(columns.baseline);
  larger.events.set(columns.events);
  larger.canaryEvents.set(columns.canaryEvents);
  return larger;
}
