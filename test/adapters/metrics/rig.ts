import type { Arm, ArmReading, Cursor, Sample } from '../../../src/core/measurement.ts';
import type {
  Looks,
  Metric,
  MetricShape,
  MetricSource,
  Queries,
} from '../../../src/core/plan/plan.ts';
import type { Instant } from '../../../src/core/quantity/instant.ts';
import type { MeasureResult, Metrics } from '../../../src/ports/metrics.ts';

export const VERSIONS = { canary: 'v2', stable: 'v1' } as const;
/** A password that every rig uses where it can: it must never be seen again. */
export const SECRET = 'hunter2-hunter2';

/** What happens to an arm's provider until the next look. */
export type Situation =
  Sample | 'nothing' | 'not-a-number' | 'down' | 'hanging' | 'denying' | 'garbled';

/** One adapter with a provider that does what a test says. */
export interface Rig {
  readonly metrics: Metrics;
  readonly clock: { now: Instant };
  readonly source: (role: Queries['role']) => MetricSource;
  happen(arm: Arm, situation: Situation): void | Promise<void>;
}

const SHAPES: Readonly<Record<Queries['role'], MetricShape>> = {
  proportion: { kind: 'proportion', counts: 'failures' },
  histogram: { kind: 'latency', quantile: 0.95 },
  gauge: { kind: 'gauge' },
  count: { kind: 'count' },
};

const LOOKS: Looks = {
  interval: 60_000,
  window: 60_000,
  initialDelay: 0,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
  minimumSamples: 1,
  dryRun: false,
};

export function metricOf(role: Queries['role'], source: MetricSource): Metric {
  return { name: 'the-metric', shape: SHAPES[role], unit: 'number', source, looks: LOOKS };
}

/** Looks again and again, one minute apart, with a cursor that went through the ledger's JSON. */
export function lookWith(rig: Rig, role: Queries['role']): () => Promise<MeasureResult> {
  let cursor: Cursor | undefined;
  let from = rig.clock.now;
  return async () => {
    const interval = { from, to: rig.clock.now };
    const metric = metricOf(role, rig.source(role));
    const result = await rig.metrics.measure({ metric, interval, cursor });
    if (result.cursor !== undefined) cursor = parse(JSON.stringify(result.cursor));
    from = rig.clock.now;
    rig.clock.now += 60_000;
    return result;
  };
}

function parse(text: string): Cursor {
  return JSON.parse(text);
}

/** The sample alone, without its pods. */
export function sampleIn(reading: ArmReading): Sample | string {
  return reading.outcome === 'sample' ? reading.sample : `${reading.reason}: ${reading.detail}`;
}
