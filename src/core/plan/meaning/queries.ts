import type { MetricShape, Queries } from '../plan.ts';

/** Queries as a plan names them, whichever source they are for. */
export interface QueriesDraft {
  readonly failures?: string | undefined;
  readonly successes?: string | undefined;
  readonly total?: string | undefined;
  readonly histogram?: string | undefined;
  readonly quantile?: number | undefined;
  readonly gauge?: string | undefined;
  readonly count?: string | undefined;
}

export interface ResolvedQueries {
  readonly shape: MetricShape;
  readonly queries: Queries;
}

/** Which shape the queries make, once all of it is there. */
export function resolveQueries(draft: QueriesDraft): ResolvedQueries | undefined {
  const { failures, successes, total, histogram, quantile, gauge, count } = draft;
  const events = failures ?? successes;
  if (events !== undefined && total !== undefined) {
    const counts = failures === undefined ? 'successes' : 'failures';
    return {
      shape: { kind: 'proportion', counts },
      queries: { role: 'proportion', events, total },
    };
  }
  if (histogram !== undefined && quantile !== undefined) {
    return { shape: { kind: 'latency', quantile }, queries: { role: 'histogram', histogram } };
  }
  if (gauge !== undefined) return { shape: { kind: 'gauge' }, queries: { role: 'gauge', gauge } };
  if (count !== undefined) return { shape: { kind: 'count' }, queries: { role: 'count', count } };
  return undefined;
}
