import type { ArmReading, Bucket, Sample } from '../measurement.ts';
import { type Random, drawBinomial, drawCount } from '../simulation/random.ts';
import { gatherPods } from './gather.ts';
import type { Plant } from './plant.ts';

/**
 * An arm with the regression in it. `whole` is all traffic of the interval: its rate of events is what a
 * multiple multiplies, so that planted events come in bursts where the service's own do.
 */
export function worsen(
  reading: ArmReading,
  change: Plant['change'],
  whole: Sample,
  random: Random,
): ArmReading {
  if (reading.outcome !== 'sample') return reading;
  const pods = Object.entries(reading.pods ?? {});
  return pods.length === 0
    ? { outcome: 'sample', sample: worsenSample(reading.sample, change, whole, random) }
    : gatherPods(
        pods.map(([name, sample]) => [name, worsenSample(sample, change, whole, random)] as const),
      );
}

function worsenSample(
  sample: Sample,
  { kind, size }: Plant['change'],
  whole: Sample,
  random: Random,
): Sample {
  switch (sample.kind) {
    case 'proportion': {
      const rate = kind === 'plus' ? size : (size - 1) * rateOf(whole);
      return { ...sample, events: moreEvents(sample, rate, size, random) };
    }
    case 'histogram':
      return { kind: 'histogram', buckets: stretch(sample.buckets, size) };
    case 'gauge':
      return { kind: 'gauge', value: sample.value * size };
    case 'count': {
      const more = drawCount(random, Math.max(0, size - 1) * sample.count);
      const kept = drawBinomial(random, Math.round(sample.count), Math.min(1, size));
      return { kind: 'count', count: kept + more };
    }
  }
}

/** Observations that were none become events at this rate of all; for a factor below 1 events are lost. */
function moreEvents(
  { events, total }: Extract<Sample, { kind: 'proportion' }>,
  rate: number,
  factor: number,
  random: Random,
): number {
  const own = Math.round(events);
  if (rate < 0) return drawBinomial(random, own, factor);
  const others = Math.max(0, Math.round(total) - own);
  const share = total > 0 ? others / total : 1;
  return own + drawBinomial(random, others, share > 0 ? Math.min(1, rate / share) : 0);
}

function rateOf(whole: Sample): number {
  return whole.kind === 'proportion' && whole.total > 0 ? whole.events / whole.total : 0;
}

/**
 * The histogram of durations that are all `factor` times as long, on the same edges: at most `le` now is at
 * most `le / factor` before, read off inside its bucket by linear interpolation. What lay beyond the last
 * finite edge stays there.
 *
 * @example 50 of 100 within 0.1 s, all within 0.2 s; twice as long: 25 within 0.1 s, 50 within 0.2 s
 */
function stretch(buckets: readonly Bucket[], factor: number): readonly Bucket[] {
  const total = buckets.at(-1)?.count ?? 0;
  return buckets.map(({ le }) => ({
    le,
    count: Number.isFinite(le) ? Math.round(countBelow(buckets, le / factor)) : total,
  }));
}

function countBelow(buckets: readonly Bucket[], time: number): number {
  let below: Bucket = { le: 0, count: 0 };
  for (const bucket of buckets) {
    if (time <= bucket.le) {
      if (!Number.isFinite(bucket.le)) return below.count;
      const part = bucket.le > below.le ? (time - below.le) / (bucket.le - below.le) : 1;
      return below.count + Math.max(0, part) * (bucket.count - below.count);
    }
    below = bucket;
  }
  return below.count;
}
