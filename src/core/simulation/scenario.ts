import type { ArmReading, Arm, Sample } from '../measurement.ts';
import type { MetricShape } from '../plan/plan.ts';
import { type Random, drawBinomial, drawNormal } from './random.ts';

/** What goes wrong in a simulated release, by name. */
export const SCENARIOS = {
  healthy: 'the canary is as good as stable',
  errors: 'the canary fails 8% of its requests',
  latency: 'the canary answers half of its requests 2 s late',
  'silent-drop': 'every answer is fine and fast, but two of five customers no longer buy',
  flapping: 'the canary fails 8% of its requests, one minute in three',
  'no-traffic': 'nothing reaches the canary',
  'late-errors': 'the canary begins to fail 8% of its requests after 20 minutes',
  'metrics-down': 'the metrics provider stops answering after 5 minutes',
} as const;

export type Scenario = keyof typeof SCENARIOS;

/** The simulated service at one moment. */
export interface Moment {
  /** Milliseconds since the release began. */
  readonly elapsed: number;
  readonly weight: number;
}

const REQUESTS_PER_SECOND = 200;
const ERROR_RATE = 0.0005;
const BAD_ERROR_RATE = 0.08;
const CONVERSION_RATE = 0.3;
const EDGES = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, Number.POSITIVE_INFINITY];
const MEDIAN_LATENCY = 0.08;
const MINUTE = 60_000;

/** What an arm of the simulated service would show for a metric of this shape over `seconds`. */
export function simulateReading(
  scenario: Scenario,
  arm: Arm,
  shape: MetricShape,
  seconds: number,
  moment: Moment,
  random: Random,
): ArmReading {
  if (scenario === 'metrics-down' && moment.elapsed > 5 * MINUTE) {
    return { outcome: 'error', reason: 'unreachable', detail: 'the simulated provider is down' };
  }
  const share = arm === 'canary' ? moment.weight / 100 : 1 - moment.weight / 100;
  const isReached = arm === 'baseline' || scenario !== 'no-traffic';
  const requests = isReached ? Math.round(REQUESTS_PER_SECOND * seconds * share) : 0;
  const isBad = arm === 'canary' && isHarmful(scenario, moment);
  return { outcome: 'sample', sample: simulateSample(scenario, shape, requests, isBad, random) };
}

function isHarmful(scenario: Scenario, { elapsed }: Moment): boolean {
  switch (scenario) {
    case 'errors':
    case 'latency':
    case 'silent-drop':
      return true;
    case 'flapping':
      return Math.floor(elapsed / MINUTE) % 3 === 2;
    case 'late-errors':
      return elapsed > 20 * MINUTE;
    default:
      return false;
  }
}

function simulateSample(
  scenario: Scenario,
  shape: MetricShape,
  requests: number,
  isBad: boolean,
  random: Random,
): Sample {
  const fails = isBad && ['errors', 'flapping', 'late-errors'].includes(scenario);
  switch (shape.kind) {
    case 'proportion': {
      const errors = fails ? BAD_ERROR_RATE : ERROR_RATE;
      const sells = CONVERSION_RATE * (isBad && scenario === 'silent-drop' ? 0.6 : 1);
      const p = shape.counts === 'failures' ? errors : sells;
      return { kind: 'proportion', events: drawBinomial(random, requests, p), total: requests };
    }
    case 'latency':
      return simulateHistogram(requests, isBad && scenario === 'latency', random);
    case 'gauge':
      return { kind: 'gauge', value: 0.5 * Math.exp(0.02 * drawNormal(random)) };
    case 'count':
      return {
        kind: 'count',
        count: drawBinomial(random, requests, fails ? BAD_ERROR_RATE : 0.01),
      };
  }
}

function simulateHistogram(requests: number, isSlow: boolean, random: Random): Sample {
  const counts = EDGES.map(() => 0);
  const draws = Math.min(requests, 2_000);
  for (let draw = 0; draw < draws; draw += 1) {
    const delay = isSlow && random() < 0.5 ? 2 : 0;
    const latency = MEDIAN_LATENCY * Math.exp(0.5 * drawNormal(random)) + delay;
    const edge = EDGES.findIndex((le) => latency <= le);
    counts[edge] = (counts[edge] ?? 0) + requests / draws;
  }
  let sum = 0;
  const buckets = EDGES.map((le, index) => ({ le, count: (sum += counts[index] ?? 0) }));
  return { kind: 'histogram', buckets };
}
