import { type Standing, STANDINGS, worstOf } from '../judge/standing.ts';
import type { Metric, Plan } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import type { State } from '../rollout/state.ts';
import { type Line, listLines } from './line.ts';
import { type Point, pointsOf } from './point.ts';
import { listSaid, type Said } from './said.ts';
import type { Stretch } from './stretch.ts';

/** What one metric did from the first to the last measurement of a rollout, against what was wanted of it. */
export interface Track {
  readonly metric: Metric;
  readonly canary: readonly Point[];
  readonly baseline: readonly Point[];
  /** What the plan's sentences would not have it pass. */
  readonly lines: readonly Line[];
  readonly said: readonly Said[];
  /** The worst of what was said and counts; undefined while nothing was judged. */
  readonly standing: Standing | undefined;
  /** Looks that brought no number for the canary. */
  readonly gaps: number;
}

/** What tracks are made of. */
export interface Past {
  readonly plan: Plan;
  readonly state: State;
  readonly events: readonly Event[];
  readonly stretches: readonly Stretch[];
  readonly to: Instant;
}

/** One track for every metric of the plan that was measured: the broken ones first, else in the plan's order. */
export function followMetrics(past: Past): readonly Track[] {
  const { plan, events } = past;
  const measurements = events.flatMap((event) =>
    event.type === 'measured' ? event.measurements : [],
  );
  const tracks = plan.metrics.flatMap((metric): readonly Track[] => {
    const own = measurements.filter((one) => one.metric === metric.name && one.to > one.from);
    if (own.length === 0) return [];
    const canary = pointsOf(metric, own, 'canary');
    const baseline = pointsOf(metric, own, 'baseline');
    const said = listSaid(metric, past);
    const lines = listLines(metric, baseline, past);
    const standing = metric.looks.dryRun ? undefined : worstOf(said.map((one) => one.standing));
    const gaps = own.length - canary.length;
    return [{ metric, canary, baseline, lines, said, standing, gaps }];
  });
  return tracks.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ standing }: Track): number {
  return standing === undefined ? STANDINGS.length : STANDINGS.indexOf(standing);
}
