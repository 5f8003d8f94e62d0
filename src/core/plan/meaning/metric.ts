import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { Metric } from '../plan.ts';
import type { Path } from '../source/path.ts';
import type { Connections } from './connection.ts';
import { checkLooks, resolveLooks } from './looks.ts';
import type { LooksDraft } from './looks.ts';
import { resolveUnit } from './metric-unit.ts';
import { resolveSource } from './metric-source.ts';

type MetricsDraft = Draft<NonNullable<PlanDocument['metrics']>>;
export type MetricDraft = NonNullable<MetricsDraft[string]>;

/** Metrics by name. One that is declared but could not be understood is there as undefined. */
export type Metrics = ReadonlyMap<string, Metric | undefined>;

/** What a metric inherits. */
export interface MetricAround {
  readonly analysis: LooksDraft;
  readonly connections: Connections;
  readonly notes: Notes;
}

export function resolveMetrics(draft: MetricsDraft | undefined, around: MetricAround): Metrics {
  const entries = Object.entries(draft ?? {});
  return new Map(
    entries.map(([name, metric]) => [name, metric && resolveMetric(name, metric, around)]),
  );
}

function resolveMetric(name: string, draft: MetricDraft, around: MetricAround): Metric | undefined {
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
