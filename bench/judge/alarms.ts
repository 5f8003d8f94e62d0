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
  readonly draw: (random: Random) => readonly Pair[];
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

/** Lets every rule look at the same draws. */
export function runCell<Pair>(
  cell: Cell<Pair>,
  rules: readonly Rule<Pair>[],
  runs: number,
  seed: string,
): Outcome[] {
  const minutes = rules.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    const series = cell.draw(createRandom(`${seed}/${cell.row}/${cell.column}/${run}`));
    rules.forEach((rule, i) => {
      const alarm = firstAlarm(rule, series, cell.usual) ?? Number.POSITIVE_INFINITY;
      minutes[i]?.push(Math.max(0, alarm - cell.onset));
    });
  }
  return rules.map(({ name }, i) => ({
    row: cell.row,
    column: cell.column,
    rule: name,
    runs,
    minutes: (minutes[i] as number[]).toSorted((a, b) => a - b),
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
