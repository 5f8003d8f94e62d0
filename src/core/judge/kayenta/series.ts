import type { Arm, Measurement } from '../../measurement.ts';
import type { KayentaPlan, KayentaPlanMetric, Metric } from '../../plan/plan.ts';
import type { Instant } from '../../quantity/instant.ts';
import { forEqualTraffic } from '../exposure.ts';
import type { Hearing } from '../hearing.ts';
import { valueOf } from '../value.ts';

/** A metric that is judged by Kayenta's method, with what was measured of it. */
export interface Judged extends KayentaPlanMetric {
  readonly metric: Metric;
  /** Oldest first, without those that only set a starting point. */
  readonly measurements: readonly Measurement[];
}

/** The values of both arms, interval by interval; NaN where there is none. */
export interface Points {
  readonly canary: readonly number[];
  readonly baseline: readonly number[];
}

/** The metrics of the judge's configuration, in its order. */
export function judgedMetrics(
  { metrics }: KayentaPlan,
  { plan }: Hearing,
  series: ReadonlyMap<string, readonly Measurement[]>,
): readonly Judged[] {
  return metrics.map((wanted) => {
    const metric = plan.metrics.find(({ name }) => name === wanted.name);
    if (metric === undefined) throw new Error(`the plan declares no metric ${wanted.name}`);
    // A dry run is Kayenta's muted: shown, never scored.
    const muted = wanted.settings.muted === true || metric.looks.dryRun;
    const settings = { ...wanted.settings, muted };
    return { ...wanted, settings, metric, measurements: series.get(wanted.name) ?? [] };
  });
}

/**
 * One point for each interval that had ended by then: a share, a quantile, a reading, or events per second,
 * stable's for as much traffic as the canary has. A quantile beyond the last finite bucket is that bucket's
 * edge, as `histogram_quantile` has it. Intervals of which the provider told nothing are left out: they are no
 * gaps that could be taken for 0.
 */
export function pointsUntil(
  end: Instant,
  { metric, measurements }: Judged,
  hearing: Hearing,
): Points {
  const ended = measurements.filter(({ to }) => to <= end);
  const comparable = forEqualTraffic({ metric, measurements: ended, hearing });
  const pointsOf = (arm: Arm) =>
    comparable.flatMap(({ [arm]: reading, from, to }) => {
      if (reading.outcome === 'error') return [];
      const value =
        reading.outcome === 'sample' ? valueOf(metric.shape, reading.sample, to - from) : undefined;
      return [value?.value ?? Number.NaN];
    });
  return { canary: pointsOf('canary'), baseline: pointsOf('baseline') };
}
