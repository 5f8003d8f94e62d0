import type { CriterionReport } from '../judge/report.ts';
import { valueOf } from '../judge/value.ts';
import type { Arm, Measurement } from '../measurement.ts';
import type { Metric, Plan, Sentence } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';

export interface Point {
  readonly at: Instant;
  readonly value: number;
}

/** A line that a plan drew: the value it must not pass, and since which phase. */
export interface LimitLine {
  readonly text: string;
  readonly value: number;
}

/** What one metric did from the first to the last measurement of a rollout. */
export interface Track {
  readonly metric: Metric;
  readonly canary: readonly Point[];
  readonly baseline: readonly Point[];
  readonly limits: readonly LimitLine[];
  /** Looks that brought no number for the canary. */
  readonly gaps: number;
  /** When it first broke one of its sentences. */
  readonly brokenAt?: Instant;
}

/** One track for every metric of the plan that was measured, in the plan's order. */
export function followMetrics(plan: Plan, events: readonly Event[]): readonly Track[] {
  const measurements = events.flatMap((event) =>
    event.type === 'measured' ? event.measurements : [],
  );
  const reports = events.flatMap((event) => ('criteria' in event ? event.criteria : []));
  return plan.metrics.flatMap((metric) => {
    const own = measurements.filter((one) => one.metric === metric.name && one.to > one.from);
    return own.length === 0 ? [] : [follow(metric, own, plan, reports)];
  });
}

function follow(
  metric: Metric,
  measurements: readonly Measurement[],
  plan: Plan,
  reports: readonly CriterionReport[],
): Track {
  const canary = pointsOf(metric, measurements, 'canary');
  const breaks = reports.flatMap(({ metric: name, brokenAt }) =>
    name === metric.name && brokenAt !== undefined ? [brokenAt] : [],
  );
  return {
    metric,
    canary,
    baseline: pointsOf(metric, measurements, 'baseline'),
    limits: limitsOf(metric, plan),
    gaps: measurements.length - canary.length,
    ...(breaks.length > 0 && { brokenAt: Math.min(...breaks) }),
  };
}

function pointsOf(
  { shape }: Metric,
  measurements: readonly Measurement[],
  arm: Arm,
): readonly Point[] {
  return measurements.flatMap(({ from, to, [arm]: reading }) => {
    const value =
      reading.outcome === 'sample' ? valueOf(shape, reading.sample, to - from)?.value : undefined;
    return value !== undefined && Number.isFinite(value) ? [{ at: to, value }] : [];
  });
}

/** The plain limits that the plan's sentences set the metric, each value once. */
function limitsOf({ name }: Metric, { phases, rollback }: Plan): readonly LimitLine[] {
  const sentences: readonly Sentence[] = [
    ...phases.flatMap(({ criteria }) => criteria),
    ...rollback,
  ];
  const limits = new Map<number, LimitLine>();
  for (const { metric, test, text } of sentences) {
    if (metric === name && test.kind === 'limit' && !limits.has(test.value)) {
      limits.set(test.value, { text, value: test.value });
    }
  }
  return [...limits.values()];
}
