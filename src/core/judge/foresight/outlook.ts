import type { Metric, Weight } from '../../plan/plan.ts';
import type { Inquiry } from '../inquiry.ts';
import { lookAheadOnCounts, lookAheadOnHistogram, lookAheadOnTrials } from './events.ts';
import { lookAheadOnReadings } from './readings.ts';
import type { UsualMetric } from './traffic.ts';

/** What a sentence can show at one weight. Harm is told as the judge takes margins: at least 1, whatever its direction. */
export interface Outlook {
  /** Harm up to this is none. */
  readonly margin: number;
  /** The smallest harm shown within so many intervals with 80% probability; Infinity when none is. */
  readonly detectable: (intervals: number) => number;
  /** The fewest intervals, at most `most`, within which a harm is so shown; Infinity when that is too few. */
  readonly intervalsFor: (harm: number, most: number) => number;
}

/** What is asked of an outlook. */
export interface Prediction {
  readonly metric: Metric;
  readonly inquiry: Inquiry;
  /** Chance of a false alarm. */
  readonly alpha: number;
  readonly weight: Weight;
}

/** The outlook on a usual day; undefined where what is known is not of the metric's kind. */
export function lookAhead(asked: Prediction, usual: UsualMetric): Outlook | undefined {
  if (usual.kind !== asked.metric.shape.kind) return undefined;
  switch (usual.kind) {
    case 'proportion':
      return lookAheadOnTrials(asked, usual);
    case 'latency':
      return lookAheadOnHistogram(asked, usual);
    case 'count':
      return lookAheadOnCounts(asked, usual);
    case 'gauge':
      return lookAheadOnReadings(asked, usual);
  }
}
