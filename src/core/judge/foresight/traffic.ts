import type { Bucket } from '../../measurement.ts';

/** Variance over that of independent events: 1 when nothing is known to be burstier. */
type Dispersion = number;

/**
 * How a metric is on a usual day in the stable version, at the full traffic: from its history, or as a person
 * says it.
 */
export type UsualMetric =
  | {
      readonly kind: 'proportion';
      /** Requests (visits, attempts) per second. */
      readonly perSecond: number;
      /** Share of them that the metric counts, 0 to 1. */
      readonly rate: number;
      readonly dispersion?: Dispersion;
    }
  | {
      readonly kind: 'latency';
      /** Requests per second. */
      readonly perSecond: number;
      /** Cumulative counts of any time that is usual, `le` ascending, ending with +Infinity. */
      readonly buckets: readonly Bucket[];
      readonly dispersion?: Dispersion;
    }
  | {
      readonly kind: 'count';
      /** Events per second. */
      readonly perSecond: number;
      readonly dispersion?: Dispersion;
    }
  | {
      readonly kind: 'gauge';
      /** Standard deviation of ln(canary / stable) from one interval to the next. */
      readonly deviation: number;
      /** Correlation of that from one interval to the next, 0 to 0.95. */
      readonly memory: number;
    };

/** What is known of a plan's metrics, by name; of those left out nothing is foreseen. */
export type UsualTraffic = ReadonlyMap<string, UsualMetric>;
