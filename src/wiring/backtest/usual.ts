import { usualOf, usualReading } from '../../core/backtest/usual.ts';
import type { UsualMetric, UsualTraffic } from '../../core/judge/foresight/traffic.ts';
import type { ArmReading } from '../../core/measurement.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Duration, Interval } from '../../core/quantity/instant.ts';
import type { History, HistoryRequest } from '../../ports/history.ts';

const HOUR: Duration = 3_600_000;
/** How many looks at a reading tell how it moves. */
const LOOKS = 360;

/** What the stable version usually shows, by day and in quiet hours. */
export interface KnownTraffic {
  readonly usual: UsualTraffic;
  readonly quiet: UsualTraffic;
  readonly requests: number;
}

/** Asks the past what the plan's metrics are usually like, hour by hour; a string says why that cannot be told. */
export async function readUsualTraffic(
  plan: Plan,
  { from, to }: Interval,
  history: History,
  pace: () => Promise<void>,
): Promise<KnownTraffic | string> {
  const usual = new Map<string, UsualMetric>();
  const quiet = new Map<string, UsualMetric>();
  let requests = 0;
  for (const metric of plan.metrics) {
    if (metric.source.kind !== 'prometheus') continue;
    const isReading = metric.shape.kind === 'gauge';
    const step = isReading ? metric.looks.interval : HOUR;
    const most = isReading ? LOOKS : Number.POSITIVE_INFINITY;
    const count = Math.min(most, Math.max(1, Math.floor((to - from) / step)));
    const first = to - (count - 1) * step;
    const read = await readAll({ metric, arm: 'baseline', first, step, count }, history, pace);
    if (typeof read === 'string') return `${metric.name}: ${read}`;
    requests += read.requests;
    const found = isReading ? describeReading(plan, read.readings) : usualOf(read.readings, HOUR);
    if (found === undefined) continue;
    usual.set(metric.name, found.usual);
    quiet.set(metric.name, found.quiet);
  }
  return { usual, quiet, requests };
}

function describeReading(plan: Plan, readings: readonly ArmReading[]) {
  const found = usualReading(readings, (plan.phases[0]?.weight ?? 100) / 100);
  return found && { usual: found, quiet: found };
}

/** Reads all of it, in halves where that is too much for one answer. */
async function readAll(
  request: HistoryRequest,
  history: History,
  pace: () => Promise<void>,
): Promise<{ readonly readings: readonly ArmReading[]; readonly requests: number } | string> {
  await pace();
  const answer = await history.read(request);
  if (answer.outcome === 'obtained') {
    const broken = answer.readings.find(({ outcome }) => outcome === 'error');
    return broken?.outcome === 'error' ? broken.detail : answer;
  }
  const isTooMuch = answer.reason === 'timeout' || answer.reason === 'malformed';
  if (!isTooMuch || request.count < 2) return answer.detail;
  const half = Math.floor(request.count / 2);
  const early = await readAll({ ...request, count: half }, history, pace);
  if (typeof early === 'string') return early;
  const rest = { first: request.first + half * request.step, count: request.count - half };
  const late = await readAll({ ...request, ...rest }, history, pace);
  if (typeof late === 'string') return late;
  return {
    readings: [...early.readings, ...late.readings],
    requests: early.requests + late.requests,
  };
}
