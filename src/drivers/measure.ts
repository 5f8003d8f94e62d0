import type { Cursor, Measurement } from '../core/measurement.ts';
import type { Weight } from '../core/plan/plan.ts';
import type { Due } from '../core/rollout/decision.ts';
import type { Measured } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import { steadyWeight } from '../core/traffic.ts';
import type { Traffic } from '../ports/traffic.ts';
import type { Deed } from './step.ts';
import type { World } from './world.ts';

/** Measures what is due and reads the target; a look that finds what was known is not worth an event. */
export async function look(
  due: readonly Due[],
  world: Pick<World, 'metrics' | 'traffic' | 'clock'>,
  { cursors, weight, measurements }: State,
): Promise<Deed> {
  const known = { cursors, measurements, ...(weight.seen !== undefined && { seen: weight.seen }) };
  const measured = await takeMeasurements(due, world, known);
  const isNews = measured.measurements.length > 0 || changes(weight, measured.target);
  return { events: isNews ? [measured] : [], session: { targetSeenAt: measured.at } };
}

function changes({ seen, unread, down }: State['weight'], target: Measured['target']): boolean {
  if (target === undefined) return false;
  return !('seen' in target) || target.seen !== seen || unread > 0 || down > 0;
}

/** What is known from earlier looks. */
export interface Known {
  readonly cursors: Readonly<Record<string, Cursor>>;
  readonly measurements: readonly Measurement[];
  /** The weight that the target was last seen to carry. */
  readonly seen?: Weight;
}

/**
 * Takes the measurements that are due, all metrics side by side and each metric's intervals in order, and
 * reads the target's weight at the same moment.
 */
export async function takeMeasurements(
  due: readonly Due[],
  { metrics, traffic, clock }: Pick<World, 'metrics' | 'traffic' | 'clock'>,
  known: Known,
): Promise<Measured> {
  const names = [...new Set(due.map(({ metric }) => metric.name))];
  const series = names.map(async (name) => {
    const measurements: Measurement[] = [];
    let cursor = known.cursors[name];
    for (const { metric, interval } of due.filter((one) => one.metric.name === name)) {
      const result = await metrics.measure({ metric, interval, cursor });
      measurements.push(result.measurement);
      cursor = result.cursor ?? cursor;
    }
    return { name, measurements, cursor };
  });
  const [target, ...results] = await Promise.all([readTarget(traffic), ...series]);
  const counts = new Set(due.filter(isCount).map(({ metric }) => metric.name));
  return {
    type: 'measured',
    at: clock.now(),
    measurements: results
      .flatMap(({ measurements }) => measurements)
      .map((one) => (counts.has(one.metric) ? withWeight(one, known, target) : one)),
    cursors: Object.fromEntries(
      results.flatMap(({ name, cursor }) => (cursor === undefined ? [] : [[name, cursor]])),
    ),
    ...(target && { target }),
  };
}

/** Only counts depend on how the traffic was split: everything else is compared as it is. */
function isCount({ metric }: Due): boolean {
  return metric.shape.kind === 'count';
}

/** Notes what the target was seen to carry in the interval: before it, within it, and now. */
function withWeight(
  measurement: Measurement,
  { seen, measurements }: Known,
  target: Measured['target'],
): Measurement {
  const within = measurements.filter(
    ({ from, to }) => from < measurement.to && to > measurement.from,
  );
  const sightings = [
    seen,
    ...within.map(({ weight }) => weight),
    target && 'seen' in target ? target.seen : undefined,
  ].filter((sighting) => sighting !== undefined);
  const weight = steadyWeight(sightings);
  return weight === undefined ? measurement : { ...measurement, weight };
}

async function readTarget(traffic: Traffic): Promise<Measured['target']> {
  const reading = await traffic.readWeight();
  if (reading.outcome === 'failed') return { unread: reading.detail, reason: reading.reason };
  return reading.weight === undefined ? undefined : { seen: reading.weight };
}
