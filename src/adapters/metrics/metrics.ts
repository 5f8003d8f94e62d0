import type { ArmReading } from '../../core/measurement.ts';
import type { MeasureRequest, MeasureResult, Metrics } from '../../ports/metrics.ts';
import { measureByCommand } from './command/metrics.ts';
import { comparableBaseline } from './comparable.ts';
import type { MetricsContext } from './context.ts';
import { createInstanceReader } from './openmetrics/instance.ts';
import type { ReadInstance } from './openmetrics/instance.ts';
import { measureOpenMetrics } from './openmetrics/metrics.ts';
import { measurePrometheus } from './prometheus/metrics.ts';
import { quote } from '../secrets/quotation.ts';
import { HIDE_NOTHING, type Redact } from '../secrets/redaction.ts';

export interface MetricsOptions extends Omit<MetricsContext, 'redact'> {
  /** Takes out of details what nobody may see, whoever said it; left out, there is nothing to hide. */
  readonly redact?: Redact;
}

/** Reads every kind of source a plan may name. */
export function createMetrics({ redact = HIDE_NOTHING, ...options }: MetricsOptions): Metrics {
  const readInstance = createInstanceReader(options.environment, redact);
  const context = { ...options, redact, readInstance };
  const finish = (reading: ArmReading): ArmReading =>
    reading.outcome === 'sample' ? reading : { ...reading, detail: quote(reading.detail, redact) };
  return {
    async measure(request) {
      const { measurement, ...rest } = await measure(request, context);
      const { canary } = measurement;
      const baseline = comparableBaseline(measurement);
      return {
        ...rest,
        measurement: { ...measurement, canary: finish(canary), baseline: finish(baseline) },
      };
    },
  };
}

function measure(
  request: MeasureRequest,
  context: MetricsContext & { readonly readInstance: ReadInstance },
): Promise<MeasureResult> {
  const { metric, interval, cursor } = request;
  const { source } = metric;
  switch (source.kind) {
    case 'prometheus':
      return measurePrometheus(metric.name, source, interval, context);
    case 'openmetrics':
      return measureOpenMetrics(metric.name, source, interval, cursor, context);
    case 'command':
      return measureByCommand(metric, source, interval, context);
  }
}
