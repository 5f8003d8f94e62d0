import type { Bucket, Sample } from '../measurement.ts';
import { type Random, drawBinomial } from '../simulation/random.ts';

/** A sample in two. */
export interface Parts {
  readonly taken: Sample;
  readonly left: Sample;
}

/**
 * Takes every observation with chance `share` (0 to 1), as a balancer that sends that share of the requests
 * elsewhere would; extrapolated counts are rounded first. What is taken and what is left add up to the whole.
 * A reading cannot be cut: both parts show it.
 *
 * @example 1,000 requests at a share of 0.05: about 50 are taken (standard deviation 7), 950 are left
 */
export function thin(sample: Sample, share: number, random: Random): Parts {
  switch (sample.kind) {
    case 'proportion': {
      const events = Math.round(sample.events);
      const others = Math.max(0, Math.round(sample.total) - events);
      const some = drawBinomial(random, events, share);
      const rest = drawBinomial(random, others, share);
      return {
        taken: { kind: 'proportion', events: some, total: some + rest },
        left: { kind: 'proportion', events: events - some, total: events - some + others - rest },
      };
    }
    case 'histogram':
      return thinBuckets(sample.buckets, share, random);
    case 'count': {
      const count = Math.round(sample.count);
      const taken = drawBinomial(random, count, share);
      return {
        taken: { kind: 'count', count: taken },
        left: { kind: 'count', count: count - taken },
      };
    }
    case 'gauge':
      return { taken: sample, left: sample };
  }
}

function thinBuckets(buckets: readonly Bucket[], share: number, random: Random): Parts {
  const taken: Bucket[] = [];
  const left: Bucket[] = [];
  let below = 0;
  let takenBelow = 0;
  for (const { le, count } of buckets) {
    const upTo = Math.max(below, Math.round(count));
    takenBelow += drawBinomial(random, upTo - below, share);
    below = upTo;
    taken.push({ le, count: takenBelow });
    left.push({ le, count: below - takenBelow });
  }
  return {
    taken: { kind: 'histogram', buckets: taken },
    left: { kind: 'histogram', buckets: left },
  };
}
