import { judgePhase } from '../../../src/core/judge/judge.ts';
import type { CriterionReport } from '../../../src/core/judge/report.ts';
import type { ArmReading, Bucket, Measurement, Sample } from '../../../src/core/measurement.ts';
import { document } from '../plans.ts';

export const MINUTE = 60_000;

/** What a plan for a test says; a phase of 5% that bakes for an hour unless told. */
export interface Written {
  readonly criteria?: string;
  readonly conditions?: string;
  readonly phase?: string;
  readonly metrics?: string;
  readonly analysis?: string;
}

/** A plan with one metric of every kind, each looked at once a minute. */
export function plan({ criteria, conditions, phase, metrics, analysis }: Written) {
  return document(`version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
analysis: { ${['interval: 1m', analysis].filter(Boolean).join(', ')} }
metrics:
  errors: { command: { run: ./errors.sh, kind: proportion, counts: failures } }
  conversion: { command: { run: ./conversion.sh, kind: proportion, counts: successes } }
  latency: { command: { run: ./latency.sh, kind: latency, quantile: 0.95 } }
  memory: { command: { run: ./memory.sh, kind: gauge } }
  orders: { command: { run: ./orders.sh, kind: count } }
${metrics ?? ''}
phases:
  - { name: One, ${phase ?? 'weight: 5%, bake: 1h'}, criteria: [${criteria ?? ''}] }
  - { name: All, weight: 100%, bake: 10m, criteria: [errors < 99%] }
rollback: [${conditions ?? ''}]
`).plan;
}

export const sample = (one: Sample): ArmReading => ({ outcome: 'sample', sample: one });
export const share = (events: number, total: number): ArmReading =>
  sample({ kind: 'proportion', events, total });
export const gauge = (value: number): ArmReading => sample({ kind: 'gauge', value });
export const count = (events: number): ArmReading => sample({ kind: 'count', count: events });
export const noData: ArmReading = {
  outcome: 'no-data',
  reason: 'no-series',
  detail: 'nothing matched',
};

/** A histogram of requests that take exponentially long, on average `mean` seconds. */
export function latencies(requests: number, mean: number, edges = EDGES): ArmReading {
  const buckets: readonly Bucket[] = edges.map((le) => ({
    le,
    count: Math.round(requests * (1 - Math.exp(-le / mean))),
  }));
  return sample({ kind: 'histogram', buckets });
}

export const EDGES = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, Number.POSITIVE_INFINITY];

/** One measurement a minute, beginning with the bake; what each arm reads by minute. */
export function series(
  metric: string,
  minutes: number,
  canary: (minute: number) => ArmReading,
  baseline: (minute: number) => ArmReading,
): readonly Measurement[] {
  return Array.from({ length: minutes }, (_, minute) => ({
    metric,
    from: minute * MINUTE,
    to: (minute + 1) * MINUTE,
    canary: canary(minute),
    baseline: baseline(minute),
  }));
}

/** How everything of the first phase stands once these were measured. */
export function hear(
  written: Written,
  measurements: readonly Measurement[],
  bakeEnded = false,
): readonly CriterionReport[] {
  return judgePhase({ plan: plan(written), phase: 0, measurements, bakeEnded, bakingSince: 0 });
}

/** The only criterion, or the only condition where there is no criterion. */
export function judge(
  written: Written,
  measurements: readonly Measurement[],
  bakeEnded = false,
): CriterionReport {
  const [report] = hear(written, measurements, bakeEnded);
  if (report === undefined) throw new Error('the plan has no sentence');
  return report;
}

/** The minute of the first look at which the sentence fails; undefined if it never does. */
export function minuteOfFailure(
  written: Written,
  measurements: readonly Measurement[],
): number | undefined {
  for (let looks = 1; looks <= measurements.length; looks += 1) {
    if (judge(written, measurements.slice(0, looks)).verdict === 'fail') return looks;
  }
  return undefined;
}
