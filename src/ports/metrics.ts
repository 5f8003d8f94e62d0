import type { Cursor, Measurement } from '../core/measurement.ts';
import type { Metric } from '../core/plan/plan.ts';
import type { Interval } from '../core/quantity/instant.ts';

export interface MeasureRequest {
  readonly metric: Metric;
  /** The interval to measure. A source that cannot look back measures from its cursor until now, and says so in the measurement. */
  readonly interval: Interval;
  readonly cursor: Cursor | undefined;
}

export interface MeasureResult {
  readonly measurement: Measurement;
  readonly cursor?: Cursor;
}

/** Reads metrics of both arms. Never throws for what the provider does: that is an outcome of the reading. */
export interface Metrics {
  measure(request: MeasureRequest): Promise<MeasureResult>;
}
