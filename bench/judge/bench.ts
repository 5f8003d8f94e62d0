import { type Cell, type Examined, type Outcome, runCell } from './alarms.ts';
import type { Store } from './store.ts';

/** Runs the cells of the studies. */
export interface Bench {
  readonly run: <Pair>(cell: Cell<Pair>, examined: readonly Examined<Pair>[]) => readonly Outcome[];
}

export interface BenchSettings {
  readonly seed: string;
  /** Leaves out cells whose row and column do not match. */
  readonly cells: RegExp;
  /** Where what is done already is found again. */
  readonly store: Store;
  /** Leaves out what is not done yet. */
  readonly keptOnly: boolean;
  /** Called after every cell. */
  readonly progress: () => void;
}

export function createBench({ seed, cells, store, keptOnly, progress }: BenchSettings): Bench {
  return {
    run(cell, examined) {
      const title = cell.column === '' ? cell.row : `${cell.row}, ${cell.column}`;
      if (!cells.test(title)) return [];
      const rules = examined.map(({ rule, runs }) => `${rule.name} ${runs}`);
      const name = [seed, cell.row, cell.column, ...rules].join(' | ');
      const kept = store.find(name);
      if (kept !== undefined || keptOnly) return kept ?? [];
      const outcomes = runCell(cell, examined, seed);
      store.keep(name, outcomes);
      progress();
      return outcomes;
    },
  };
}
