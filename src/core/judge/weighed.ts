import type { Measurement, Sample } from '../measurement.ts';
import type { Metric, MetricShape } from '../plan/plan.ts';
import type { Case, Ruling } from './case.ts';
import { forEqualTraffic } from './exposure.ts';
import { isOfMetric, readRatio } from './inquiry.ts';
import type { Weighed } from './report.ts';
import type { Direction, Evidence } from './statistics/evidence.ts';
import { sumSamples } from './sum.ts';
import { type Value, valueOf } from './value.ts';
import type { Weighing } from './weigh.ts';

/** How far the evidence has come towards what a rollback needs: 0 to 1. */
export function strainOf({ evidence: { logE }, falseAlarms: { share } }: Weighing): number {
  return Math.min(1, Math.max(0, logE / Math.log(1 / share))) || 0;
}

/** The whole phase's values and their ratio, as all of it was weighed. */
export function tellNumbers(
  it: Case,
  { ratio }: Evidence,
): Pick<Ruling, 'canary' | 'baseline' | 'ratio' | 'ratioRange' | 'samples'> {
  const measurements = forEqualTraffic(it);
  const canary = valueOfAll(it.metric, measurements, 'canary');
  const baseline = valueOfAll(it.metric, measurements, 'baseline');
  const isKnown = !Number.isNaN(ratio.low) && !Number.isNaN(ratio.high);
  return {
    samples: canary?.samples ?? 0,
    ...(canary && { canary: canary.value }),
    ...(baseline && { baseline: baseline.value }),
    ...(Number.isFinite(ratio.estimate) && { ratio: ratio.estimate }),
    ...(isKnown && { ratioRange: { low: ratio.low, high: ratio.high } }),
  };
}

function valueOfAll(
  { shape }: Metric,
  measurements: readonly Measurement[],
  arm: 'canary' | 'baseline',
): Value | undefined {
  const samples: Sample[] = [];
  let span = 0;
  for (const { [arm]: reading, from, to } of measurements) {
    if (reading.outcome !== 'sample') continue;
    samples.push(reading.sample);
    span += to - from;
  }
  const sum = sumSamples(samples);
  return sum && valueOf(shape, sum, span);
}

export function tellWeighed(it: Case, { inquiry, evidence, falseAlarms }: Weighing): Weighed {
  const { direction, accepted } = inquiry;
  const detectable = evidence.minimumDetectable.ratio;
  const isKnown = !Number.isNaN(detectable) && evidence.intervals > 0;
  return {
    finding: findingOf(evidence),
    ...(isOfMetric(inquiry, it.metric.shape.kind) && {
      allowed: readRatio(evidence.margin, direction),
      accepted: readRatio(accepted, direction),
    }),
    ...(isKnown && { detectable }),
    falseAlarms,
    seen: seenOf(it, direction, evidence),
    after: Math.max(0, (it.measurements.at(-1)?.to ?? 0) - it.hearing.bakingSince),
  };
}

function findingOf({ harm, harmless }: Evidence): Weighed['finding'] {
  if (harm === 'shown') return 'harm-shown';
  return harmless === 'shown' ? 'harmless-shown' : 'undecided';
}

function seenOf(
  { metric: { shape } }: Case,
  direction: Direction,
  { events, intervals }: Evidence,
): Weighed['seen'] {
  const count = shape.kind === 'gauge' ? intervals : Math.round(events.canary);
  return { count, noun: nounOf(shape, direction, count) };
}

/** What the events are called that speak for harm in this direction. */
function nounOf(shape: MetricShape, direction: Direction, count: number): string {
  const plural = count === 1 ? '' : 's';
  switch (shape.kind) {
    case 'proportion':
      if (direction === 'change') return `event${plural}`;
      return (shape.counts === 'failures') === (direction === 'increase')
        ? `failure${plural}`
        : `success${count === 1 ? '' : 'es'}`;
    case 'latency':
      return `${direction === 'drop' ? 'fast' : 'slow'} request${plural}`;
    case 'gauge':
      return `reading${plural}`;
    case 'count':
      return `event${plural}`;
  }
}
