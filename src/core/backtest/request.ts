import type { Duration, Instant, Interval } from '../quantity/instant.ts';
import type { Plant } from './plant.ts';

/** What a backtest is to find out. */
export interface BacktestRequest {
  readonly period: Interval;
  /** When something known went wrong. */
  readonly incident?: Instant | undefined;
  /** When the release that brought it had begun; found out where it is not given. */
  readonly began?: Instant | undefined;
  readonly plants: readonly Plant[];
  /** Distance from one start of a phase to the next; its length where it is not given, so that none overlap. */
  readonly every?: Duration | undefined;
  readonly seed: number;
}

const HALF_A_DAY: Duration = 43_200_000;

/** The day around the incident, which is no quiet one. */
export function unquiet({ incident }: BacktestRequest): Interval | undefined {
  return incident === undefined
    ? undefined
    : { from: incident - HALF_A_DAY, to: incident + HALF_A_DAY };
}
