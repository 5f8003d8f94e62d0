import type { Metric, Phase } from '../plan/plan.ts';
import type { Duration, Instant, Interval } from '../quantity/instant.ts';

/** How long a phase may take at most. */
export function lengthOf({ bake, extend }: Pick<Phase, 'bake' | 'extend'>): Duration {
  return bake + extend;
}

/**
 * The shortest time that is a whole number of intervals of every metric: what begins at multiples of it has
 * its looks at the same moments of history, whichever start it is.
 *
 * @example metrics looked at every 1m and every 90s: 3m
 */
export function beatOf(metrics: readonly Pick<Metric, 'looks'>[]): Duration {
  return metrics.reduce((beat, { looks }) => leastMultiple(beat, looks.interval), 1);
}

function leastMultiple(a: number, b: number): number {
  return (a / greatestDivisor(a, b)) * b;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * When phases are to start: from the first beat of the period on, every `every` (made a multiple of the beat),
 * each over before the period ends, and none while what is left `out` is going on.
 */
export function startsIn(
  period: Interval,
  { beat, every, length }: { beat: Duration; every: Duration; length: Duration },
  out?: Interval,
): readonly Instant[] {
  const step = Math.max(beat, Math.ceil(every / beat) * beat);
  const starts: Instant[] = [];
  for (let at = ceilTo(period.from, beat); at + length <= period.to; at += step) {
    const isOut = out !== undefined && at < out.to && at + length > out.from;
    if (!isOut) starts.push(at);
  }
  return starts;
}

/** The first multiple of `step` at or after `instant`. */
export function ceilTo(instant: Instant, step: Duration): Instant {
  return Math.ceil(instant / step) * step;
}
