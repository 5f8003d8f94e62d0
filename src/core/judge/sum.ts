import type { Bucket, Sample } from '../measurement.ts';

/**
 * Adds up samples of one kind over consecutive intervals: counts and buckets are summed, of a gauge the
 * latest stays. Histograms whose edges differ are added on the edges they share.
 * Undefined when there is nothing to add.
 */
export function sumSamples(samples: readonly Sample[]): Sample | undefined {
  return samples.reduce<Sample | undefined>(
    (sum, sample) => (sum === undefined ? sample : addSamples(sum, sample)),
    undefined,
  );
}

/** Two samples of consecutive intervals as one; of two kinds the later stays. */
export function addSamples(sum: Sample, next: Sample): Sample {
  if (sum.kind === 'proportion' && next.kind === 'proportion') {
    return {
      kind: 'proportion',
      events: sum.events + next.events,
      total: sum.total + next.total,
    };
  }
  if (sum.kind === 'histogram' && next.kind === 'histogram') {
    return { kind: 'histogram', buckets: addBuckets(sum.buckets, next.buckets) };
  }
  if (sum.kind === 'count' && next.kind === 'count') {
    return { kind: 'count', count: sum.count + next.count };
  }
  return next;
}

function addBuckets(a: readonly Bucket[], b: readonly Bucket[]): readonly Bucket[] {
  if (haveSameEdges(a, b)) {
    return a.map(({ le, count }, index) => ({ le, count: count + (b[index]?.count ?? 0) }));
  }
  const counts = new Map(b.map((bucket) => [bucket.le, bucket.count]));
  return a.flatMap((bucket) => {
    const count = counts.get(bucket.le);
    return count === undefined ? [] : [{ le: bucket.le, count: bucket.count + count }];
  });
}

function haveSameEdges(a: readonly Bucket[], b: readonly Bucket[]): boolean {
  return a.length === b.length && a.every(({ le }, index) => le === b[index]?.le);
}

/** How many observations stand behind a sample; a gauge is one. */
export function observationsIn(sample: Sample): number {
  switch (sample.kind) {
    case 'proportion':
      return sample.total;
    case 'histogram':
      return sample.buckets.at(-1)?.count ?? 0;
    case 'gauge':
      return 1;
    case 'count':
      return sample.count;
  }
}
