import type { Arm, ArmReading } from '../measurement.ts';
import { observationsIn } from '../judge/sum.ts';
import type { Duration, Instant, Interval } from '../quantity/instant.ts';

/** What was found in the history of one metric of one version. */
export interface Survey {
  readonly metric: string;
  readonly arm: Arm;
  /** Length of the intervals. */
  readonly step: Duration;
  readonly intervals: number;
  /** Intervals of which nothing is known. They are never taken for healthy ones. */
  readonly missing: number;
  readonly longestGap: Interval | undefined;
  /** Why the last of them are. */
  readonly why: string | undefined;
  /** Requests, observations or events in all. */
  readonly observations: number;
  /** Fewest and most pods that were told apart in an interval; 0 where none are. */
  readonly pods: { readonly fewest: number; readonly most: number };
}

export interface Surveyor {
  /** The next interval, in order. */
  note(at: Instant, reading: ArmReading): void;
  survey(): Survey;
}

export function createSurveyor(metric: string, arm: Arm, step: Duration): Surveyor {
  let intervals = 0;
  let missing = 0;
  let observations = 0;
  let fewest = Number.POSITIVE_INFINITY;
  let most = 0;
  let why: string | undefined;
  let gap: Interval | undefined;
  let longestGap: Interval | undefined;

  return {
    note(at, reading) {
      intervals += 1;
      if (reading.outcome !== 'sample') {
        missing += 1;
        why = reading.detail;
        gap = { from: gap?.from ?? at - step, to: at };
        if (longestGap === undefined || lengthOf(gap) > lengthOf(longestGap)) longestGap = gap;
        return;
      }
      gap = undefined;
      observations += observationsIn(reading.sample);
      const pods = Object.keys(reading.pods ?? {}).length;
      fewest = Math.min(fewest, pods);
      most = Math.max(most, pods);
    },
    survey: () => ({
      metric,
      arm,
      step,
      intervals,
      missing,
      longestGap,
      why,
      observations,
      pods: { fewest: Math.min(fewest, most), most },
    }),
  };
}

function lengthOf({ from, to }: Interval): Duration {
  return to - from;
}
