import type { ArmReading } from '../../../core/measurement.ts';
import type { PrometheusSource, Queries } from '../../../core/plan/plan.ts';
import type { HistoryAnswer, HistoryRequest } from '../../../ports/history.ts';
import { type MetricsContext, versionOf } from '../../metrics/context.ts';
import type { Asked, Element, History as Series, Vector } from '../../metrics/prometheus/answer.ts';
import { createPrometheusClient } from '../../metrics/prometheus/client.ts';
import { confirmAbsence } from '../../metrics/prometheus/existence.ts';
import { readArm } from '../../metrics/prometheus/metrics.ts';
import { bindQuery } from '../../../core/plan/query/binding.ts';
import { failed, type NoReading, type Obtained, obtained } from '../../metrics/reading.ts';

/**
 * Reads one arm of a metric over many intervals with one range query for each of its queries, and makes of
 * every interval what a look at that moment would have made of it.
 */
export async function readPrometheusHistory(
  { connection, queries, podLabel }: PrometheusSource,
  request: HistoryRequest,
  context: MetricsContext,
): Promise<HistoryAnswer> {
  const client = createPrometheusClient(connection, context.environment);
  const { arm, first, step, count } = request;
  const range = { from: first, to: first + (count - 1) * step, step };
  const answers = new Map<string, Answer>();
  for (const query of queriesOf(queries)) {
    const variables = { version: versionOf(context, arm), arm, window: step };
    const bound = bindQuery(query, variables);
    if (bound.outcome !== 'bound') {
      return fail(failed('refused', `the query ${query} cannot be bound: ${bound.problem}`));
    }
    const answer = await client.queryRange({ ...range, query: bound.text });
    if (answer.outcome !== 'obtained') return fail(answer);
    const asked = { address: 'the history', query: bound.text };
    const series = answer.value;
    // One series anywhere in the range shows that the query means something.
    const doubt = series.length > 0 ? undefined : await confirmAbsence(noElements(asked), client);
    answers.set(query, {
      asked,
      slices: sliceByStep(series, request),
      size: series.reduce((sum, { points }) => sum + points.length, 0),
      doubt: doubt?.outcome === 'obtained' ? undefined : doubt,
    });
  }
  const readings: ArmReading[] = [];
  for (let index = 0; index < count; index += 1) {
    const ask = (query: string) => Promise.resolve(vectorAt(answers.get(query), index));
    readings.push(await readArm(queries, ask, podLabel));
  }
  const values = [...answers.values()].reduce((sum, { size }) => sum + size, 0);
  return { outcome: 'obtained', readings, values, requests: answers.size };
}

/** What the range query of one of a metric's queries brought. */
interface Answer {
  readonly asked: Asked;
  readonly slices: Slices;
  /** How many numbers. */
  readonly size: number;
  /** Why no series does not mean that nothing happened. */
  readonly doubt: NoReading | undefined;
}

function noElements(asked: Asked): Obtained<Vector> {
  return obtained({ elements: [], asked });
}

function fail(reading: NoReading): HistoryAnswer {
  return reading.outcome === 'error'
    ? { outcome: 'failed', reason: reading.reason, detail: reading.detail }
    : { outcome: 'failed', reason: 'partial', detail: reading.detail };
}

function queriesOf(queries: Queries): readonly string[] {
  const { role: _, ...texts } = queries;
  return [...new Set(Object.values(texts))];
}

type Slices = ReadonlyMap<number, readonly Element[]>;

/** The instant vectors that a range is made of, by the number of their step. */
function sliceByStep(series: readonly Series[], { first, step }: HistoryRequest): Slices {
  const slices = new Map<number, Element[]>();
  for (const { labels, points } of series) {
    for (const { at, value } of points) {
      const index = Math.round((at - first) / step);
      const slice = slices.get(index);
      if (slice === undefined) slices.set(index, [{ labels, value }]);
      else slice.push({ labels, value });
    }
  }
  return slices;
}

function vectorAt(answer: Answer | undefined, index: number): Obtained<Vector> {
  if (answer === undefined) throw new Error('a query was not asked that is needed');
  const { doubt, slices, asked } = answer;
  return doubt ?? obtained({ elements: slices.get(index) ?? [], asked });
}
