import { treat, type Behaviour } from '../../demo/world/behaviour.ts';
import { BUYING_SHARE } from '../../demo/world/load.ts';
import { VISITS_PER_SECOND } from '../../demo/world/world.ts';
import type { ArmReading, Sample } from '../../src/core/measurement.ts';
import type { Interval } from '../../src/core/quantity/instant.ts';
import type { Metrics } from '../../src/ports/metrics.ts';

export interface CrowdOptions {
  /** What the canary does; the stable version is healthy. */
  readonly behaviour: Behaviour;
  /** Percent of the visitors whom the canary gets now. */
  readonly weight: () => number;
  readonly random: () => number;
}

/** The demo's visitors without the waiting: each visit is drawn, and metrics are counted from the draws. */
export function createCrowd({ behaviour, weight, random }: CrowdOptions): Metrics {
  const live = (arm: 'canary' | 'stable', interval: Interval): Tally => {
    const share = arm === 'canary' ? weight() : 100 - weight();
    const does = arm === 'canary' ? behaviour : 'healthy';
    return liveThrough(interval, share, does, random);
  };
  return {
    measure: ({ metric, interval }) => {
      const isFirst = interval.from === interval.to;
      const look = (arm: 'canary' | 'stable'): ArmReading =>
        isFirst ? FIRST_LOOK : read(sampleOf(metric.name, live(arm, interval)), arm);
      const measurement = {
        ...interval,
        metric: metric.name,
        canary: look('canary'),
        baseline: look('stable'),
      };
      return Promise.resolve({ measurement });
    },
  };
}

const FIRST_LOOK: ArmReading = {
  outcome: 'no-data',
  reason: 'first-look',
  detail: 'first reading',
};

/** Each version is one process, and told apart by it, as on its metrics page. */
function read(sample: Sample, arm: string): ArmReading {
  return { outcome: 'sample', sample, pods: { [arm]: sample } };
}

interface Tally {
  requests: number;
  failures: number;
  slow: number;
  visits: number;
  orders: number;
}

function liveThrough(
  { from, to }: Interval,
  share: number,
  behaviour: Behaviour,
  random: () => number,
): Tally {
  const tally = { requests: 0, failures: 0, slow: 0, visits: 0, orders: 0 };
  const visitors = Math.round((((to - from) / 1_000) * VISITS_PER_SECOND * share) / 100);
  for (let visitor = 0; visitor < visitors; visitor += 1) {
    visit(tally, behaviour, from + random() * (to - from), random);
  }
  return tally;
}

/** Front page, product, perhaps the checkout; whoever meets an error leaves, as in the demo. */
function visit(tally: Tally, behaviour: Behaviour, at: number, random: () => number): void {
  const ask = () => {
    const treatment = treat(behaviour, at, random);
    tally.requests += 1;
    if (treatment.delay > 250) tally.slow += 1;
    if (treatment.status !== 200) tally.failures += 1;
    return treatment;
  };
  if (ask().status !== 200) return;
  tally.visits += 1;
  if (ask().status !== 200 || random() >= BUYING_SHARE) return;
  const checkout = ask();
  if (checkout.status === 200 && !checkout.losesOrder) tally.orders += 1;
}

function sampleOf(metric: string, { requests, failures, slow, visits, orders }: Tally): Sample {
  switch (metric) {
    case 'error-rate':
      return { kind: 'proportion', events: failures, total: requests };
    case 'conversion-rate':
      return { kind: 'proportion', events: orders, total: visits };
    default:
      return {
        kind: 'histogram',
        buckets: [
          { le: 0.025, count: Math.round((requests - slow) / 2) },
          { le: 0.05, count: requests - slow },
          { le: 0.25, count: requests - slow },
          { le: 0.5, count: requests },
          { le: Number.POSITIVE_INFINITY, count: requests },
        ],
      };
  }
}
