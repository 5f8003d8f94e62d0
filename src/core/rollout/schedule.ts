import type { Measurement } from '../measurement.ts';
import type { Metric, Plan } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Due } from './decision.ts';

/** Most looks one step catches up on after a gap; the next step takes the rest. */
const MOST_AT_ONCE = 30;

/**
 * By which part of its interval a metric of a page is looked at too early when another one is due: pages are read
 * once for all of their metrics, whose looks would otherwise drift apart.
 */
const EARLY = 0.2;

/** What is to be measured now, and when the next look comes. */
export interface Schedule {
  readonly due: readonly Due[];
  readonly next: Instant;
}

/**
 * Which intervals of which metrics have ended and were not measured yet. Each metric's looks follow one
 * another without gap or overlap from `bakingSince` plus its initial delay, so that no sample counts twice.
 * Metrics that compare counters with an earlier reading get an empty interval first, to set that reading.
 */
export function scheduleLooks(
  plan: Plan,
  phase: number,
  bakingSince: Instant,
  measurements: readonly Measurement[],
  now: Instant,
): Schedule {
  const metrics = metricsOf(plan, phase);
  const scheduleAll = (early: number) =>
    metrics.map((metric) =>
      scheduleMetric(metric, bakingSince, lastOf(measurements, metric.name), now, early),
    );
  const punctual = scheduleAll(0);
  const isReading = punctual.some(({ due }) => due.some(({ metric }) => readsCounters(metric)));
  const schedules = isReading ? scheduleAll(EARLY) : punctual;
  return {
    due: schedules.flatMap(({ due }) => due),
    next: Math.min(...schedules.map(({ next }) => next)),
  };
}

/** The metrics that the phase's criteria or the plan's conditions speak of, or its judge. */
export function metricsOf(plan: Plan, phase: number): readonly Metric[] {
  const { criteria = [], kayenta } = plan.phases[phase] ?? {};
  const names = new Set([
    ...[...criteria, ...plan.rollback].map(({ metric }) => metric),
    ...(kayenta?.metrics ?? []).map(({ name }) => name),
  ]);
  return plan.metrics.filter(({ name }) => names.has(name));
}

function scheduleMetric(
  metric: Metric,
  bakingSince: Instant,
  last: Measurement | undefined,
  now: Instant,
  early: number,
): Schedule {
  const start = bakingSince + metric.looks.initialDelay;
  if (last === undefined && readsCounters(metric)) {
    return now >= start
      ? { due: [{ metric, interval: { from: now, to: now } }], next: now }
      : { due: [], next: start };
  }
  const due: Due[] = [];
  let from = last?.to ?? start;
  const wait = metric.looks.interval * (readsCounters(metric) ? 1 - early : 1);
  while (from + wait <= now && due.length < MOST_AT_ONCE) {
    const interval = { from, to: from + metric.looks.interval };
    due.push({ metric, interval });
    // A source that cannot look back measures from its last reading until now, all in one.
    if (readsCounters(metric)) return { due, next: now + metric.looks.interval };
    from = interval.to;
  }
  return { due, next: from + metric.looks.interval };
}

function lastOf(measurements: readonly Measurement[], metric: string): Measurement | undefined {
  return measurements.findLast((measurement) => measurement.metric === metric);
}

/** Whether the source knows only the present. */
function readsCounters({ source }: Metric): boolean {
  return source.kind === 'openmetrics';
}
