import type { Arm, ArmReading } from '../measurement.ts';
import type { Metric, Plan, Weight } from '../plan/plan.ts';
import type { Duration, Instant, Interval } from '../quantity/instant.ts';
import { boundsOf } from './bounds.ts';
import { type Levels, levelsOf } from './levels.ts';
import type { Random } from './random.ts';
import { drawSample } from './sample.ts';
import { type Pace, type Scenario, ailmentAt, isProviderDown, reachesCanary } from './scenario.ts';
import { trafficFor } from './traffic.ts';

/** A service that does not exist, made for a plan. */
export interface Service {
  readonly requestsPerSecond: number;
  readonly levels: ReadonlyMap<string, Levels>;
  readonly pace: Pace;
}

/** The service whose healthy release keeps the plan, and whose ill releases break it. */
export function designService(plan: Plan): Service {
  const intervals = plan.metrics.map(({ looks }) => looks.interval);
  return {
    requestsPerSecond: trafficFor(plan),
    levels: new Map(
      plan.metrics.map((metric) => [metric.name, levelsOf(metric, boundsOf(plan, metric))]),
    ),
    pace: {
      beat: Math.max(1_000, ...intervals),
      length: plan.phases.reduce((sum, { bake }) => sum + bake, 0),
    },
  };
}

/** A look at the service: which release it plays, since when, at which weight. */
export interface Glance {
  readonly scenario: Scenario;
  readonly startedAt: Instant;
  readonly weight: Weight;
  readonly interval: Interval;
}

/** What both arms show of a metric. */
export function observe(
  service: Service,
  metric: Metric,
  glance: Glance,
  random: Random,
): Readonly<Record<Arm, ArmReading>> {
  const { scenario, startedAt, weight, interval } = glance;
  const span = interval.to - interval.from;
  if (isProviderDown(scenario, interval.to - startedAt, service.pace)) {
    return { canary: DOWN, baseline: DOWN };
  }
  if (span === 0) return { canary: FIRST_LOOK, baseline: FIRST_LOOK };
  // Half-way through the interval: what begins at its end is not in it yet.
  const ailment = ailmentAt(scenario, interval.from + span / 2 - startedAt, service.pace);
  const share = weight / 100;
  const toCanary = reachesCanary(scenario) ? share : 0;
  return {
    canary: read(service, metric, toCanary, span, ailment, random),
    baseline: read(service, metric, 1 - share, span, undefined, random),
  };
}

function read(
  { requestsPerSecond, levels }: Service,
  metric: Metric,
  share: number,
  span: Duration,
  ailment: Parameters<typeof drawSample>[2]['ailment'],
  random: Random,
): ArmReading {
  const level = levels.get(metric.name);
  if (level === undefined) throw new Error(`the service has no metric ${metric.name}`);
  const requests = Math.round((requestsPerSecond * share * span) / 1000);
  const sample = drawSample(metric, level, { requests, share, span, ailment }, random);
  return { outcome: 'sample', sample };
}

const DOWN: ArmReading = {
  outcome: 'error',
  reason: 'unreachable',
  detail: 'the simulated provider is down',
};

const FIRST_LOOK: ArmReading = {
  outcome: 'no-data',
  reason: 'first-look',
  detail: 'the simulated counters are read for the first time',
};
