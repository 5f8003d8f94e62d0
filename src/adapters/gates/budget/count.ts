import type { ErrorBudgetGate } from '../../../core/plan/gate/budget.ts';
import { bindQuery } from '../../../core/plan/query/binding.ts';
import type { Outcomes } from '../../../core/quantity/error-budget.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import type { PrometheusClient } from '../../metrics/prometheus/client.ts';
import { confirmAbsence } from '../../metrics/prometheus/existence.ts';
import { readArm } from '../../metrics/prometheus/metrics.ts';
import { failed, noData, obtained } from '../../metrics/reading.ts';
import type { Obtained } from '../../metrics/reading.ts';

/** Counts over the window that ends now, by the same rules as a metric: no series of failures is none, if such were ever seen. */
export async function countOutcomes(
  client: PrometheusClient,
  { failures, total }: ErrorBudgetGate['queries'],
  window: Duration,
  now: Instant,
): Promise<Obtained<Outcomes>> {
  const ask = async (query: string) => {
    const bound = bindQuery(query, { version: '', arm: 'canary', window });
    if (bound.outcome === 'refused') {
      return failed('refused', `the query ${query} cannot be bound: ${bound.problem}`);
    }
    return confirmAbsence(await client.queryInstant(bound.text, now), client);
  };
  const reading = await readArm({ role: 'proportion', events: failures, total }, ask, undefined);
  if (reading.outcome !== 'sample') return reading;
  const { sample } = reading;
  if (sample.kind !== 'proportion' || sample.total <= 0) {
    return noData('no-series', 'there were no requests, which is no proof that they succeed');
  }
  return obtained({ failures: sample.events, total: sample.total });
}
