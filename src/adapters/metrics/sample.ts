import type { ArmReading, Bucket, Sample } from '../../core/measurement.ts';
import { sumSamples } from '../../core/judge/sum.ts';
import { failed, noData, obtained } from './reading.ts';
import type { Obtained } from './reading.ts';

/** How far a count may exceed its total by extrapolation or unsteady reading before it is called wrong. */
const SLACK = { share: 0.1, absolute: 1 } as const;

/**
 * Events of a total, both increases over one interval. `where` begins the message should they not fit:
 * slightly more events than total are an artefact of extrapolation and are cut to the total.
 */
export function proportionOf(events: number, total: number, where: string): Obtained<Sample> {
  const negative = countOf(Math.min(events, total), where);
  if (negative.outcome !== 'obtained') return negative;
  if (events > total * (1 + SLACK.share) + SLACK.absolute) {
    const detail = `${where}: ${events} events of a total of ${total}: are the two swapped, or counted over different series?`;
    return failed('malformed', detail);
  }
  return obtained({ kind: 'proportion', events: Math.min(events, total), total });
}

/** An increase over the interval; a negative one is no count. */
export function countOf(count: number, where: string): Obtained<Sample> {
  return count >= 0
    ? obtained({ kind: 'count', count })
    : failed('malformed', `${where}: a count of ${count}: was a gauge taken for a counter?`);
}

/**
 * A histogram from cumulative counts by upper edge. It must reach +Inf, and must not fall by more than
 * extrapolation explains; a smaller fall is levelled, as Prometheus does.
 */
export function histogramOf(counts: ReadonlyMap<number, number>, where: string): Obtained<Sample> {
  const edges = [...counts].toSorted(([a], [b]) => a - b);
  if (edges.at(-1)?.[0] !== Number.POSITIVE_INFINITY) {
    const detail = `${where}: the histogram has no bucket le="+Inf": keep every \`le\``;
    return failed('malformed', detail);
  }
  const buckets: Bucket[] = [];
  let below = 0;
  for (const [le, count] of edges) {
    if (count < 0 || below > count * (1 + SLACK.share) + SLACK.absolute) {
      const detail = `${where}: bucket le="${Number.isFinite(le) ? le : '+Inf'}" holds ${count} after ${below} in the one below: buckets must be cumulative counts`;
      return failed('malformed', detail);
    }
    below = Math.max(below, count);
    buckets.push({ le, count: below });
  }
  return obtained({ kind: 'histogram', buckets });
}

/**
 * The reading of an arm from its pods: counts and buckets add up, gauges are averaged. One pod without a
 * name is the whole arm.
 */
export function readingOf(pods: ReadonlyMap<string, Sample>): ArmReading {
  const samples = [...pods.values()];
  const sample = samples[0]?.kind === 'gauge' ? meanOf(samples) : sumSamples(samples);
  if (sample === undefined) return failed('malformed', 'there is no sample to add up');
  if (!hasEdge(sample) && samples.some(hasEdge)) {
    const names = [...pods.keys()].slice(0, 5).join(', ');
    return noData('partial', `the histograms of the pods (${names}) have no bucket edge in common`);
  }
  return pods.has('')
    ? { outcome: 'sample', sample }
    : { outcome: 'sample', sample, pods: Object.fromEntries(pods) };
}

/** Whether a histogram tells more than how many observations there were. */
function hasEdge(sample: Sample): boolean {
  return sample.kind !== 'histogram' || sample.buckets.length > 1;
}

function meanOf(samples: readonly Sample[]): Sample {
  const values = samples.flatMap((sample) => (sample.kind === 'gauge' ? [sample.value] : []));
  return { kind: 'gauge', value: values.reduce((sum, value) => sum + value, 0) / values.length };
}
