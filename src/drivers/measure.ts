import type { Cursor, Measurement } from '../core/measurement.ts';
import type { Due } from '../core/rollout/decision.ts';
import type { Measured } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import type { Traffic } from '../ports/traffic.ts';
import type { Deed } from './step.ts';
import type { World } from './world.ts';

/** Measures what is due and reads the target; a look that finds what was known is not worth an event. */
export async function look(
  due: readonly Due[],
  world: Pick<World, 'metrics' | 'traffic' | 'clock'>,
  { cursors, weight }: State,
): Promise<Deed> {
  const measured = await takeMeasurements(due, world, cursors);
  const isNews = measured.measurements.length > 0 || changes(weight, measured.target);
  return { events: isNews ? [measured] : [], session: { targetSeenAt: measured.at } };
}

function changes({ seen, unread, down }: State['weight'], target: Measured['target']): boolean {
  if (target === undefined) return false;
  return !('seen' in target) || target.seen !== seen || unread > 0 || down > 0;
}

/**
 * Takes the measurements that are due, all metrics side by side and each metric's intervals in order, and
 * reads the target's weight at the same moment.
 */
export async function takeMeasurements(
  due: readonly Due[],
  { metrics, traffic, clock }: Pick<World, 'metrics' | 'traffic' | 'clock'>,
  cursors: Readonly<Record<string, Cursor>>,
): Promise<Measured> {
  const names = [...new Set(due.map(({ metric }) => metric.name))];
  const series = names.map(async (name) => {
    const measurements: Measurement[] = [];
    let cursor = cursors[name];
    for (const { metric, interval } of due.filter((one) => one.metric.name === name)) {
      const result = await metrics.measure({ metric, interval, cursor });
      measurements.push(result.measurement);
      cursor = result.cursor ?? cursor;
    }
    return { name, measurements, cursor };
  });
  const [target, ...results] = await Promise.all([readTarget(traffic), ...series]);
  return {
    type: 'measured',
    at: clock.now(),
    measurements: results.flatMap(({ measurements }) => measurements),
    cursors: Object.fromEntries(
      results.flatMap(({ name, cursor }) => (cursor === undefined ? [] : [[name, cursor]])),
    ),
    ...(target && { target }),
  };
}

async function readTarget(traffic: Traffic): Promise<Measured['target']> {
  const reading = await traffic.readWeight();
  if (reading.outcome === 'failed') return { unread: reading.detail, reason: reading.reason };
  return reading.weight === undefined ? undefined : { seen: reading.weight };
}
