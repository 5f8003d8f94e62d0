import type { DeliveryMetrics } from '../core/delivery/metrics.ts';
import type { DeliveryReport, DeliveryRow } from '../core/delivery/report.ts';
import type { Spread } from '../core/delivery/spread.ts';
import { formatInstant, type Duration } from '../core/quantity/instant.ts';

/** Version of the shape; it grows by new fields, and changes only when one changes its meaning. */
const SCHEMA = 1;

/** Delivery metrics for machines; what there is no number for is left out. */
export function describeDelivery({ at, window, rows }: DeliveryReport) {
  return {
    schema: SCHEMA,
    at: formatInstant(at),
    windowSeconds: inSeconds(window),
    rows: rows.map(describeRow),
  };
}

function describeRow({ environment, name, current, before, underWay }: DeliveryRow) {
  return {
    environment,
    ...(name !== undefined && { name }),
    underWay,
    current: describeMetrics(current),
    before: describeMetrics(before),
  };
}

function describeMetrics(metrics: DeliveryMetrics) {
  const { window, deployments, perWeek, leadTime, changeFailure, restore, superseded } = metrics;
  const { unknown, repeated } = leadTime;
  return {
    from: formatInstant(window.from),
    to: formatInstant(window.to),
    deployments,
    perWeek,
    leadTime: { ...describeSpread(leadTime), unknown, repeated },
    changeFailure,
    restore: { ...describeSpread(restore), open: restore.open },
    superseded,
  };
}

function describeSpread({ samples, median, p90 }: Spread) {
  return {
    samples,
    ...(median !== undefined && { medianSeconds: inSeconds(median) }),
    ...(p90 !== undefined && { p90Seconds: inSeconds(p90) }),
  };
}

function inSeconds(duration: Duration): number {
  return Math.round(duration / 1_000);
}
