import { text } from 'node:stream/consumers';
import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import type { ArmReading } from '../../../../src/core/measurement.ts';
import type { PrometheusSource, Queries } from '../../../../src/core/plan/plan.ts';
import { serve } from '../../http/server.ts';
import { metricOf, VERSIONS } from '../rig.ts';

export const QUERIES: Readonly<Record<Queries['role'], Queries>> = {
  proportion: {
    role: 'proportion',
    events: 'events{version="$version"}[$window]',
    total: 'total{version="$version"}[$window]',
  },
  histogram: { role: 'histogram', histogram: 'buckets{version="$version"}[$window]' },
  gauge: { role: 'gauge', gauge: 'gauge{version="$version"}' },
  count: { role: 'count', count: 'count{version="$version"}[$window]' },
};

export type Element = readonly [labels: Readonly<Record<string, string>>, value: string];

/** An instant vector as Prometheus answers it. */
export function vector(elements: readonly Element[], extra: object = {}): string {
  const result = elements.map(([metric, value]) => ({ metric, value: [1_000, value] }));
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result }, ...extra });
}

export function errorOf(errorType: string): string {
  return JSON.stringify({ status: 'error', errorType, error: 'because it is so' });
}

/** One canary reading of a metric whose queries are all answered by `answers`, by query. */
export async function readCanary(
  role: Queries['role'],
  answers: (query: string) => string | readonly [status: number, body: string],
  change: Partial<PrometheusSource> = {},
): Promise<ArmReading> {
  const url = await serve(async (question, answer) => {
    const query = new URLSearchParams(await text(question)).get('query') ?? '';
    const said = answers(query);
    const [status, body] = typeof said === 'string' ? [200, said] : said;
    answer.writeHead(status).end(body);
  });
  const metrics = createMetrics({ versions: VERSIONS, environment: {}, now: () => 0 });
  const connection = { url, headers: {}, timeout: 5_000 };
  const metric = metricOf(role, {
    kind: 'prometheus',
    connection,
    queries: QUERIES[role],
    ...change,
  });
  const interval = { from: 1_000_000, to: 1_060_000 };
  return (await metrics.measure({ metric, interval, cursor: undefined })).measurement.canary;
}
