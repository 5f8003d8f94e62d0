import type { IncidentReplay } from '../../core/backtest/report.ts';
import type { BacktestRequest } from '../../core/backtest/request.ts';
import { beatOf, ceilTo, lengthOf } from '../../core/backtest/starts.ts';
import { observationsIn } from '../../core/judge/sum.ts';
import type { ArmReading } from '../../core/measurement.ts';
import type { Metric, Plan } from '../../core/plan/plan.ts';
import type { Duration, Instant, Interval } from '../../core/quantity/instant.ts';
import type { PlanDocument } from '../../drivers/assignment.ts';
import type { Timeline } from '../../drivers/backtest/timeline.ts';
import { runTrial } from './trial.ts';

/** How far back from the incident the canary's first data are looked for. */
const FARTHEST: Duration = 86_400_000;
/** So many intervals without data and the canary was not there. */
const ABSENCE = 5;

/** The plan as it would have run when something known went wrong; a string says why it cannot be told. */
export async function replayIncident(
  document: PlanDocument,
  open: (end: Instant) => Timeline,
  { incident, began, seed }: BacktestRequest & { readonly incident: Instant },
): Promise<IncidentReplay | string> {
  const { plan } = document;
  const beat = beatOf(plan.metrics);
  const length = plan.phases.reduce((whole, phase) => whole + lengthOf(phase), 0);
  const arrival = await findArrival(plan, open(incident), {
    incident,
    within: Math.min(length, FARTHEST),
  });
  if (typeof arrival === 'string') return arrival;
  const half = (plan.phases[0]?.bake ?? 0) / 2;
  const start = ceilTo(began ?? arrival.from ?? incident - half, beat);
  const arms = arrival.share === undefined ? ('split' as const) : ('recorded' as const);
  const timeline = open(start + length);
  const trouble = await timeline.cover({ from: start, to: start + length }, [
    'baseline',
    ...(arms === 'recorded' ? (['canary'] as const) : []),
  ]);
  if (trouble !== undefined) return trouble;
  const outcome = await runTrial(document, timeline, { arms, seed, start, bake: length });
  return {
    onset: incident,
    start,
    arms,
    ...(arrival.share !== undefined && { share: arrival.share }),
    end: outcome.end,
    at: outcome.at,
    criterion: outcome.criterion,
    reason: outcome.reason,
    weights: outcome.weights.filter(({ at, weight }) => weight > 0 || at > start),
  };
}

/** When the canary got its first traffic before the incident, and its share of the traffic then. */
interface Arrival {
  readonly from: Instant | undefined;
  readonly share: number | undefined;
}

async function findArrival(
  { metrics }: Plan,
  timeline: Timeline,
  { incident, within }: { readonly incident: Instant; readonly within: Duration },
): Promise<Arrival | string> {
  const metric = metrics.find(({ shape }) => shape.kind !== 'gauge') ?? metrics[0];
  if (metric === undefined) return NOWHERE;
  const stretch = { from: incident - within, to: incident };
  const trouble = await timeline.cover(stretch, ['canary', 'baseline']);
  if (trouble !== undefined) return trouble;
  const intervals = backwards(metric, stretch);
  const present = intervals.map((one) => sizeOf(timeline.at(metric.name, 'canary', one)) > 0);
  const gone = present.findIndex((_, index) =>
    present.slice(index, index + ABSENCE).every((isThere) => !isThere),
  );
  const seen = gone < 0 ? intervals : intervals.slice(0, gone);
  if (seen.length === 0) return NOWHERE;
  const canary = sum(seen.map((one) => sizeOf(timeline.at(metric.name, 'canary', one))));
  const baseline = sum(seen.map((one) => sizeOf(timeline.at(metric.name, 'baseline', one))));
  return {
    // A canary that was always there has not come with this release.
    from: gone < 0 ? undefined : seen.at(-1)?.from,
    share: canary / (canary + baseline),
  };
}

const NOWHERE: Arrival = { from: undefined, share: undefined };

/** The metric's intervals from the end of the stretch back to its beginning. */
function backwards({ looks: { interval } }: Metric, { from, to }: Interval): readonly Interval[] {
  const count = Math.floor((to - from) / interval);
  return Array.from({ length: count }, (_, index) => ({
    from: to - (index + 1) * interval,
    to: to - index * interval,
  }));
}

function sizeOf(reading: ArmReading): number {
  return reading.outcome === 'sample' ? observationsIn(reading.sample) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
