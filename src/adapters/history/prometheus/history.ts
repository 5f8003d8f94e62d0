import type { ArmReading } from '../../../core/measurement.ts';
import type { PrometheusSource, Queries } from '../../../core/plan/plan.ts';
import type { HistoryAnswer, HistoryRequest } from '../../../ports/history.ts';
import { type MetricsContext, versionOf } from '../../metrics/context.ts';
import type { Element, History as Series, Vector } from '../../metrics/prometheus/answer.ts';
import { createPrometheusClient } from '../../metrics/prometheus/client.ts';
import { readArm } from '../../metrics/prometheus/metrics.ts';
import { bindQuery } from '../../../core/plan/query/binding.ts';
import { failed, type NoReading, type Obtained, obtained } from '../../metrics/reading.ts';

/**
 * Reads one arm of a metric over many intervals with one range query for each of its queries, and makes of
 * every interval what a look at that moment would have made of it.
 */
export async function readPrometheusHistory(
  { connection, queries }: PrometheusSource,
  request: HistoryRequest,
  context: MetricsContext,
): Promise<HistoryAnswer> {
  const client = createPrometheusClient(connection, context.environment);
  const { arm, first, step, count } = request;
  const range = { from: first, to: first + (count - 1) * step, step };
  const answers = new Map<string, readonly Series[]>();
  for (const query of queriesOf(queries)) {
    const variables = { version: versionOf(context, arm), arm, window: step };
    const bound = bindQuery(query, variables);
    if (bound.outcome !== 'bound') {
      return fail(failed('refused', `the query ${query} cannot be bound: ${bound.problem}`));
    }
    const answer = await client.queryRange({ ...range, query: bound.text });
    if (answer.outcome !== 'obtained') return fail(answer);
    answers.set(query, answer.value);
  }
  const vectors = new Map(
    [...answers].map(([query, series]) => [query, sliceByStep(series, request)] as const),
  );
  const readings: ArmReading[] = [];
  for (let index = 0; index < count; index += 1) {
    readings.push(
      await readArm(queries, (query) => Promise.resolve(vectorAt(vectors, query, index))),
    );
  }
  const values = [...answers.values()].flat().reduce((sum, { points }) => sum + points.length, 0);
  return { outcome: 'obtained', readings, values, requests: answers.size };
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

function vectorAt(
  vectors: ReadonlyMap<string, Slices>,
  query: string,
  index: number,
): Obtained<Vector> {
  const elements = vectors.get(query)?.get(index) ?? [];
  return obtained({ elements, asked: { address: 'the history', query } });
}
