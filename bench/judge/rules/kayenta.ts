import type {
  PairedCounts,
  PairedDistributions,
  PairedReadings,
  PairedTallies,
} from '../../../src/core/judge/statistics/evidence.ts';
import { standardise } from '../../../src/core/judge/kayenta/rank-sum.ts';
import { quantileOf } from '../latencies.ts';
import type { Rule } from './rule.ts';

/** Normal quantile of a two-sided 98% interval. */
const QUANTILE = 2.3263478740408408;
/** The interval must lie beyond this part of the estimated shift. */
const TOLERANCE = 0.25;

/**
 * Kayenta's judge, asked again every minute about all minutes so far: one value a minute and arm, compared by
 * Mann and Whitney's test. "High" when the lower end of the 98% interval for the shift lies above a quarter of
 * the Hodges-Lehmann estimate. The product's own `kayenta` method also keeps to how closely Kayenta solves for
 * the interval; this one asks the test itself, which is the same and a hundred times faster.
 */
function compareValues<Pair>(
  read: (pair: Pair) => readonly [canary: number, baseline: number],
): Rule<Pair> {
  return {
    name: 'Kayenta',
    begin() {
      const experiment: number[] = [];
      const control: number[] = [];
      return (minute) => {
        const [canary, baseline] = read(minute);
        insert(experiment, canary);
        insert(control, baseline);
        return isHigh(experiment, control);
      };
    },
  };
}

export const kayenta: Rule = compareValues(({ canary, baseline }: PairedCounts) => [
  canary.events / canary.total,
  baseline.events / baseline.total,
]);

export const kayentaP95: Rule<PairedDistributions> = compareValues(({ canary, baseline }) => [
  quantileOf(canary, 0.95),
  quantileOf(baseline, 0.95),
]);

export const kayentaCount: Rule<PairedTallies> = compareValues(({ canary, baseline }) => [
  canary.count / canary.exposure,
  baseline.count / baseline.exposure,
]);

export const kayentaGauge: Rule<PairedReadings> = compareValues(({ canary, baseline }) => [
  canary.value,
  baseline.value,
]);

/** Whether the experiment's values are classified as high against the control's; both ascending. */
export function isHigh(experiment: readonly number[], control: readonly number[]): boolean {
  const shift = TOLERANCE * Math.abs(estimateShift(experiment, control));
  return standardise(experiment, control, shift) > QUANTILE;
}

/** Keeps values in ascending order. */
function insert(values: number[], value: number): void {
  let at = values.length;
  while (at > 0 && (values[at - 1] as number) > value) at--;
  values.splice(at, 0, value);
}

/** Hodges and Lehmann's estimate: the median of all differences between the samples, found by halving. */
export function estimateShift(x: readonly number[], y: readonly number[]): number {
  let low = (x[0] as number) - (y.at(-1) as number);
  let high = (x.at(-1) as number) - (y[0] as number);
  const half = (x.length * y.length) / 2;
  for (let step = 0; step < 50 && low < high; step++) {
    const middle = (low + high) / 2;
    const { above, tied } = countAbove(x, y, middle);
    if (above + tied / 2 > half) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Pairs whose difference is above the shift, and equal to it. */
function countAbove(x: readonly number[], y: readonly number[], shift: number) {
  let above = 0;
  let tied = 0;
  let below = 0;
  let upTo = 0;
  for (const value of x) {
    const moved = value - shift;
    while (below < y.length && (y[below] as number) < moved) below++;
    if (upTo < below) upTo = below;
    while (upTo < y.length && (y[upTo] as number) === moved) upTo++;
    above += below;
    tied += upTo - below;
  }
  return { above, tied };
}
