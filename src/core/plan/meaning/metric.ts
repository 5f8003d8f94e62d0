import { writeDuration } from '../../quantity/duration.ts';
import type { Unit } from '../../quantity/unit.ts';
import { DEFAULTS } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { Looks, Metric, MetricShape, MetricSource } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { quote } from '../wording.ts';
import { resolveCommandShape } from './command-metric.ts';
import { resolveConnection } from './connection.ts';
import type { Connections } from './connection.ts';
import { resolveLooks } from './looks.ts';
import type { LooksDraft } from './looks.ts';
import { resolveQueries } from './queries.ts';
import { checkQueries } from './promql.ts';
import { checkEnvironmentVariables, checkQueryVariables } from './variables.ts';

type MetricsDraft = Draft<NonNullable<PlanDocument['metrics']>>;
export type MetricDraft = NonNullable<MetricsDraft[string]>;

/** Metrics by name. One that is declared but could not be understood is there as undefined. */
export type Metrics = ReadonlyMap<string, Metric | undefined>;

interface Around {
  readonly analysis: LooksDraft;
  readonly connections: Connections;
  readonly notes: Notes;
}

export function resolveMetrics(draft: MetricsDraft | undefined, around: Around): Metrics {
  const entries = Object.entries(draft ?? {});
  return new Map(
    entries.map(([name, metric]) => [name, metric && resolveMetric(name, metric, around)]),
  );
}

function resolveMetric(name: string, draft: MetricDraft, around: Around): Metric | undefined {
  const path = ['metrics', name];
  checkName(name, path, around.notes);
  const measured = resolveSource(draft, path, around);
  if (measured === undefined) return undefined;
  const { shape, source } = measured;
  const looks = resolveLooks(draft, around.analysis, shape.kind);
  checkLooks(looks, path, around.notes);
  return { name, shape, unit: resolveUnit(draft, shape, path, around.notes), source, looks };
}

function checkName(name: string, path: Path, notes: Notes): void {
  if (name !== 'baseline') return;
  notes.errorAt(
    notes.source.keyPosition(path),
    'reserved-name',
    'a metric is named `baseline`',
    'choose another name: in sentences `baseline` is the stable version',
  );
}

interface Measured {
  readonly shape: MetricShape;
  readonly source: MetricSource;
}

function resolveSource(draft: MetricDraft, path: Path, around: Around): Measured | undefined {
  if (draft.prometheus !== undefined) return resolvePrometheus(draft.prometheus, path, around);
  if (draft.openmetrics !== undefined)
    return resolveOpenMetrics(draft.openmetrics, path, around.notes);
  return draft.command && resolveCommand(draft.command, path, around.notes);
}

function resolvePrometheus(
  draft: NonNullable<MetricDraft['prometheus']>,
  path: Path,
  { connections, notes }: Around,
): Measured | undefined {
  const place = [...path, 'prometheus'];
  const connection = resolveConnection(draft, connections.prometheus, place, notes);
  const { query: gauge, ...rest } = draft;
  const resolved = resolveQueries({ ...rest, gauge });
  checkQueries(draft, place, notes);
  return (
    resolved && {
      shape: resolved.shape,
      source: { kind: 'prometheus', connection, queries: resolved.queries },
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
    for (const page of pages) checkEnvironmentVariables(page, [...path, 'openmetrics', arm], notes);
  }
  const { failures, successes, total, histogram, gauge, count } = draft;
  const selectors = { failures, successes, total, histogram, gauge, count };
  for (const [key, selector = ''] of Object.entries(selectors)) {
    checkQueryVariables(selector, [...path, 'openmetrics', key], notes);
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

const UNITS = {
  ratio: 'ratio',
  '%': 'ratio',
  seconds: 'seconds',
  s: 'seconds',
  bytes: 'bytes',
  B: 'bytes',
  'per-second': 'per-second',
  '/s': 'per-second',
  number: 'number',
} as const satisfies Record<NonNullable<MetricDraft['unit']>, Unit>;

const UNIT_OF_SHAPE = { proportion: 'ratio', latency: 'seconds', count: 'per-second' } as const;

function resolveUnit(draft: MetricDraft, shape: MetricShape, path: Path, notes: Notes): Unit {
  const declared = draft.unit && UNITS[draft.unit];
  if (shape.kind === 'gauge') return declared ?? 'number';
  const unit = UNIT_OF_SHAPE[shape.kind];
  if (declared !== undefined && declared !== unit) {
    notes.error(
      [...path, 'unit'],
      'wrong-unit',
      `\`unit\` is ${quote(draft.unit ?? '')} for a ${shape.kind}`,
      `leave it out: a ${shape.kind} is measured in \`${unit}\``,
    );
  }
  return unit;
}

function checkLooks({ interval, window }: Looks, path: Path, notes: Notes): void {
  if (window % interval === 0) return;
  const place = ['window', 'interval']
    .flatMap((key) => [
      [...path, key],
      ['analysis', key],
    ])
    .find((candidate) => notes.source.at(candidate) !== undefined);
  const times = Math.max(1, Math.round(window / interval));
  notes.error(
    place ?? path,
    'window-interval',
    `the window of ${quote(String(path.at(-1)))} is ${writeDuration(window)}, its interval ${writeDuration(interval)}`,
    `make the window a multiple of the interval, such as \`${writeDuration(times * interval)}\``,
  );
}
