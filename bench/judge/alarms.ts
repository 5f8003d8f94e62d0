import { createRandom, type Random } from './random.ts';
import { firstAlarm, type Rule } from './rules/rule.ts';

/** One cell of a grid: a kind of series, drawn many times. */
export interface Cell<Pair> {
  readonly row: string;
  readonly column: string;
  /** What a fixed limit must know. */
  readonly usual: number;
  /** Minute at which there is something to find. */
  readonly onset: number;
  readonly draw: (random: Random, run: number) => readonly Pair[];
}

/** What one rule did in one cell. */
export interface Outcome {
  readonly row: string;
  readonly column: string;
  readonly rule: string;
  readonly runs: number;
  /** Minutes from onset to alarm, ascending; Infinity where there was none. Alarms before the onset count 0. */
  readonly minutes: readonly number[];
}

/** A rule, and how many of a cell's draws it looks at: the first ones, which all rules share. */
export interface Examined<Pair> {
  readonly rule: Rule<Pair>;
  readonly runs: number;
}

/** Lets every rule look at the same draws. */
export function runCell<Pair>(
  cell: Cell<Pair>,
  examined: readonly Examined<Pair>[],
  seed: string,
): Outcome[] {
  const minutes = examined.map((): number[] => []);
  const most = Math.max(...examined.map(({ runs }) => runs));
  for (let run = 0; run < most; run++) {
    const series = cell.draw(createRandom(`${seed}/${cell.row}/${cell.column}/${run}`), run);
    examined.forEach(({ rule, runs }, i) => {
      if (run >= runs) return;
      const alarm = firstAlarm(rule, series, cell.usual) ?? Number.POSITIVE_INFINITY;
      minutes[i]?.push(Math.max(0, alarm - cell.onset));
    });
  }
  return examined.map(({ rule, runs }, i) => ({
    row: cell.row,
    column: cell.column,
    rule: rule.name,
    runs,
    minutes: (minutes[i] as number[]).toSorted((one, other) => one - other),
  }));
}

/** Share of runs with an alarm. */
export function alarmShare({ minutes, runs }: Outcome): number {
  return minutes.filter((minute) => minute < Number.POSITIVE_INFINITY).length / runs;
}

/** The minutes that half, or another share, of the runs needed at most. */
export function minutesAt({ minutes, runs }: Outcome, share: number): number {
  return minutes[Math.min(runs - 1, Math.ceil(share * runs) - 1)] as number;
}
