import type { Duration } from '../../quantity/instant.ts';
import { DEFAULTS } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { AlertsGate, Gate, Position, PrometheusGate } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { parseGateCondition } from '../sentence/gate-condition.ts';
import { isMistake } from '../sentence/syntax.ts';
import { resolveConnection } from './connection.ts';
import type { Connections } from './connection.ts';
import { resolveFreeze } from './freeze.ts';
import { checkAddress, checkQueryVariables } from './variables.ts';

type GatesDraft = Draft<NonNullable<PlanDocument['gates']>>;
export type GateDraft = NonNullable<GatesDraft[number]>;

export interface GateBasics {
  readonly name: string;
  readonly timeout: Duration;
  readonly position: Position;
}

const KINDS = ['freeze', 'checks', 'issues', 'prometheus', 'alerts', 'command'] as const;

export interface GatesAround {
  readonly connections: Connections;
  readonly notes: Notes;
}

export function resolveGates(
  drafts: GatesDraft | undefined,
  path: Path,
  around: GatesAround,
): readonly Gate[] {
  return (drafts ?? []).flatMap(
    (draft, index) => (draft && resolveGate(draft, [...path, index], around)) ?? [],
  );
}

function resolveGate(
  draft: GateDraft,
  path: Path,
  { connections, notes }: GatesAround,
): Gate | undefined {
  const kind = KINDS.find((known) => draft[known] !== undefined);
  const inner = kind && draft[kind];
  if (kind === undefined || inner === undefined) return undefined;
  const basics: GateBasics = {
    name: inner.name ?? kind,
    timeout: inner.timeout ?? DEFAULTS.gateTimeout,
    position: notes.source.position(path),
  };
  const place = [...path, kind];
  const { freeze, checks, issues, prometheus, alerts, command } = draft;
  if (freeze !== undefined) return resolveFreeze(freeze, basics, place, notes);
  if (prometheus !== undefined)
    return resolvePrometheus(prometheus, basics, place, { connections, notes });
  if (alerts !== undefined) return resolveAlerts(alerts, basics, place, { connections, notes });
  if (checks?.required !== undefined)
    return { kind: 'checks', ...basics, required: checks.required };
  if (issues?.label !== undefined) return { kind: 'issues', ...basics, label: issues.label };
  return command?.run === undefined ? undefined : { kind: 'command', ...basics, run: command.run };
}

function resolvePrometheus(
  draft: NonNullable<GateDraft['prometheus']>,
  basics: GateBasics,
  path: Path,
  { connections, notes }: GatesAround,
): PrometheusGate | undefined {
  const { timeout: _, name: __, query, condition, ...own } = draft;
  const inherited = { ...connections.prometheus, timeout: basics.timeout };
  const connection = resolveConnection(own, inherited, path, notes);
  if (query !== undefined) checkQueryVariables(query, [...path, 'query'], notes, []);
  const comparison = condition === undefined ? undefined : parseGateCondition(condition);
  if (comparison !== undefined && isMistake(comparison)) {
    const place = notes.source.within([...path, 'condition'], comparison.index);
    notes.errorAt(place, 'condition', comparison.found, comparison.expected);
    return undefined;
  }
  return query === undefined || comparison === undefined
    ? undefined
    : { kind: 'prometheus', ...basics, connection, query, ...comparison };
}

function resolveAlerts(
  draft: NonNullable<GateDraft['alerts']>,
  basics: GateBasics,
  path: Path,
  { connections, notes }: GatesAround,
): AlertsGate | undefined {
  const { url, 'none-firing': noneFiring } = draft;
  if (url !== undefined) checkAddress(url, [...path, 'url'], notes);
  return noneFiring === undefined
    ? undefined
    : { kind: 'alerts', ...basics, url: url ?? connections.alertmanagerUrl, noneFiring };
}
