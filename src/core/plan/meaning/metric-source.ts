import { DEFAULTS } from '../defaults.ts';
import type { Notes } from '../notes.ts';
import type { MetricShape, MetricSource } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { resolveCommandShape } from './command-metric.ts';
import { resolveConnection } from './connection.ts';
import type { MetricAround, MetricDraft } from './metric.ts';
import { checkQueries } from './promql.ts';
import { resolveQueries } from './queries.ts';
import { checkAddress, checkBinding } from './variables.ts';

/** What is measured, and where. */
export interface Measured {
  readonly shape: MetricShape;
  readonly source: MetricSource;
}

export function resolveSource(
  draft: MetricDraft,
  path: Path,
  around: MetricAround,
): Measured | undefined {
  if (draft.prometheus !== undefined) return resolvePrometheus(draft.prometheus, path, around);
  if (draft.openmetrics !== undefined)
    return resolveOpenMetrics(draft.openmetrics, path, around.notes);
  return draft.command && resolveCommand(draft.command, path, around.notes);
}

function resolvePrometheus(
  draft: NonNullable<MetricDraft['prometheus']>,
  path: Path,
  { connections, notes }: MetricAround,
): Measured | undefined {
  const place = [...path, 'prometheus'];
  const connection = resolveConnection(draft, connections.prometheus, place, notes);
  const { query: gauge, 'pod-label': podLabel, ...rest } = draft;
  const resolved = resolveQueries({ ...rest, gauge });
  checkQueries(draft, place, notes);
  return (
    resolved && {
      shape: resolved.shape,
      source: {
        kind: 'prometheus',
        connection,
        queries: resolved.queries,
        ...(podLabel !== undefined && { podLabel }),
      },
    }
  );
}

function resolveOpenMetrics(
  draft: NonNullable<MetricDraft['openmetrics']>,
  path: Path,
  notes: Notes,
): Measured | undefined {
  const { canary, stable, timeout = DEFAULTS.pageTimeout } = draft;
  for (const [arm, pages = []] of Object.entries({ canary, stable })) {
    for (const page of pages) checkAddress(page, [...path, 'openmetrics', arm], notes);
  }
  const { failures, successes, total, histogram, gauge, count } = draft;
  const selectors = { failures, successes, total, histogram, gauge, count };
  for (const [key, selector = ''] of Object.entries(selectors)) {
    checkBinding(selector, [...path, 'openmetrics', key], notes, undefined);
  }
  const resolved = resolveQueries(draft);
  if (resolved === undefined || canary === undefined || stable === undefined) return undefined;
  const { shape, queries } = resolved;
  return { shape, source: { kind: 'openmetrics', canary, stable, queries, timeout } };
}

function resolveCommand(
  draft: NonNullable<MetricDraft['command']>,
  path: Path,
  notes: Notes,
): Measured | undefined {
  const shape = resolveCommandShape(draft, [...path, 'command'], notes);
  const { run, timeout = DEFAULTS.metricCommandTimeout } = draft;
  return shape && run !== undefined
    ? { shape, source: { kind: 'command', run, timeout } }
    : undefined;
}
