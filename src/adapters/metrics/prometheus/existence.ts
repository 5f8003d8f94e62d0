import { suggest } from '../../../core/plan/nearest.ts';
import { metricNames } from '../../../core/plan/query/names.ts';
import { noData } from '../reading.ts';
import type { Obtained } from '../reading.ts';
import type { Vector } from './answer.ts';
import type { PrometheusClient } from './client.ts';

/**
 * An answer without series, once it is clear that there could be some.
 *
 * Counters of failures commonly come into being with the first failure, so beside a total no series means no
 * event. But so it looks when the query is misspelt. So Prometheus is asked whether it has ever seen a metric of
 * such a name, of whatever version: if not, nothing is known. Who counts errors in a metric of their own that
 * no version has ever shown says so by `… or vector(0)`. Servers that cannot tell are taken at their word.
 */
export async function confirmAbsence(
  answer: Obtained<Vector>,
  { findNames }: PrometheusClient,
): Promise<Obtained<Vector>> {
  if (answer.outcome !== 'obtained' || answer.value.elements.length > 0) return answer;
  const { address, query } = answer.value.asked;
  const wanted = metricNames(query);
  if (wanted.length === 0) return answer;
  const known = await findNames(wanted);
  if (known.outcome !== 'obtained') return answer;
  const unknown = wanted.find((name) => !known.value.includes(name));
  if (unknown === undefined) return answer;
  const remedy = await suggestName(unknown, findNames);
  const detail = `${address} has never seen a metric ${unknown}, which ${query} asks for: ${remedy}`;
  return noData('no-series', detail);
}

async function suggestName(
  unknown: string,
  findNames: PrometheusClient['findNames'],
): Promise<string> {
  const all = await findNames([]);
  const names = all.outcome === 'obtained' ? all.value : [];
  return suggest(
    unknown,
    names,
    'is it misspelt? If it comes with the first event, add `or vector(0)`',
  );
}
