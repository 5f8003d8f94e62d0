import type { Arm, ArmReading, ProviderErrorReason } from '../core/measurement.ts';
import type { Metric } from '../core/plan/plan.ts';
import type { Duration, Instant } from '../core/quantity/instant.ts';

/** Consecutive intervals of equal length. */
export interface HistoryRequest {
  readonly metric: Metric;
  readonly arm: Arm;
  /** End of the first interval. */
  readonly first: Instant;
  /** Length of each interval, and distance to the next. */
  readonly step: Duration;
  /** How many; at least one. */
  readonly count: number;
}

export type HistoryAnswer =
  | {
      readonly outcome: 'obtained';
      /** One for each interval; where the provider has nothing it says so. */
      readonly readings: readonly ArmReading[];
      /** How many numbers were sent: a measure of what asking costs. */
      readonly values: number;
      readonly requests: number;
    }
  | {
      readonly outcome: 'failed';
      readonly reason: ProviderErrorReason | 'partial' | 'no-past';
      readonly detail: string;
    };

/** Reads what metrics showed in the past. Never throws for what the provider does. */
export interface History {
  read(request: HistoryRequest): Promise<HistoryAnswer>;
}
