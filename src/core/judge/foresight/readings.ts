import { FEWEST_INTERVALS } from '../statistics/gauge.ts';
import { defaultMargin } from '../statistics/margins.ts';
import { decisiveT, degrees } from '../statistics/paired.ts';
import type { Outlook, Prediction } from './outlook.ts';
import type { UsualMetric } from './traffic.ts';

const POWER_80 = 0.8416;

/** How far paired readings reach: margin * exp((t + 0.84) * deviation / sqrt(effective readings)). */
export function lookAheadOnReadings(
  { inquiry, alpha }: Prediction,
  { deviation, memory }: Extract<UsualMetric, { kind: 'gauge' }>,
): Outlook {
  const margin = inquiry.margin ?? defaultMargin(0);
  const needed = inquiry.direction === 'change' ? alpha / 2 : alpha;

  function detectable(intervals: number): number {
    if (intervals < FEWEST_INTERVALS) return Number.POSITIVE_INFINITY;
    const known = degrees(intervals, memory);
    const reach = (decisiveT(needed, known) + POWER_80) * deviation;
    return margin * Math.exp(reach / Math.sqrt(known.effective));
  }

  return {
    margin,
    detectable,
    intervalsFor: (harm, most) => fewest(most, (intervals) => detectable(intervals) <= harm),
  };
}

/** The fewest that do, when more always do what fewer did. */
function fewest(most: number, does: (count: number) => boolean): number {
  if (!does(most)) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (does(middle)) high = middle;
    else low = middle;
  }
  return high;
}
