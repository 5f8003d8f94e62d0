import type { MetricShape } from '../plan/plan.ts';
import { FEWEST_INTERVALS } from './statistics/gauge.ts';

/** Evidence about events comes together from at least so many looks, however large the harm. */
const OF_EVENTS = 4;

/** How many looks evidence about a metric of this kind takes at the least. */
export function fewestLooks(kind: MetricShape['kind']): number {
  return kind === 'gauge' ? FEWEST_INTERVALS : OF_EVENTS;
}
