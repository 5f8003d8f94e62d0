import type { ArmReading, Measurement, Sample } from '../../core/measurement.ts';
import { noData } from './reading.ts';

type Histogram = Extract<Sample, { kind: 'histogram' }>;

/** How many edges a message names. */
const MOST_NAMED = 6;

/**
 * The baseline's reading, unless it is a histogram that has no bucket edge in common with the canary's: then
 * nothing in it can be compared. Edges that only one of them has do no harm.
 */
export function comparableBaseline({ canary, baseline }: Measurement): ArmReading {
  const [ours, theirs] = [histogramIn(canary), histogramIn(baseline)];
  if (ours === undefined || theirs === undefined) return baseline;
  const edges = finiteEdges(theirs);
  const shared = finiteEdges(ours).some((edge) => edges.includes(edge));
  if (shared || edges.length === 0) return baseline;
  const detail = `the buckets of the two versions have no edge in common: the canary's end at ${list(ours)} seconds, stable's at ${list(theirs)}`;
  return noData('partial', detail);
}

function histogramIn(reading: ArmReading): Histogram | undefined {
  return reading.outcome === 'sample' && reading.sample.kind === 'histogram'
    ? reading.sample
    : undefined;
}

function finiteEdges({ buckets }: Histogram): readonly number[] {
  return buckets.map(({ le }) => le).filter(Number.isFinite);
}

function list(histogram: Histogram): string {
  const edges = finiteEdges(histogram);
  if (edges.length === 0) return 'no finite number of';
  const named = edges.slice(0, MOST_NAMED).map((edge) => Number(edge.toPrecision(4)));
  return `${named.join(', ')}${edges.length > MOST_NAMED ? ', …' : ''}`;
}
