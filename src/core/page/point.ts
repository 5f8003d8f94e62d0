import { valueOf } from '../judge/value.ts';
import type { Arm, Measurement } from '../measurement.ts';
import type { Metric } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';

export interface Point {
  readonly at: Instant;
  readonly value: number;
  /** Nothing is known of the time before it, so that no line may lead to it. */
  readonly isApart?: true;
}

/** The numbers that one arm brought, each at the end of its interval. */
export function pointsOf(
  { shape }: Metric,
  measurements: readonly Measurement[],
  arm: Arm,
): readonly Point[] {
  const points: Point[] = [];
  let isApart = true;
  for (const { from, to, [arm]: reading } of measurements) {
    const value =
      reading.outcome === 'sample' ? valueOf(shape, reading.sample, to - from)?.value : undefined;
    const isKnown = value !== undefined && Number.isFinite(value);
    if (isKnown) points.push({ at: to, value, ...(isApart && { isApart }) });
    isApart = !isKnown;
  }
  return points;
}

/** Between which values points lie; undefined where there are none. */
export function rangeOf(
  points: readonly Point[],
): { readonly low: number; readonly high: number } | undefined {
  const [first] = points;
  if (first === undefined) return undefined;
  let [low, high] = [first.value, first.value];
  for (const { value } of points) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}
