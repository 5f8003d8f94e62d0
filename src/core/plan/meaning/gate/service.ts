import type { AlertsGate, HttpGate, PrometheusGate } from '../../plan.ts';
import { parseGateCondition } from '../../sentence/gate-condition.ts';
import { isMistake } from '../../sentence/syntax.ts';
import { resolveConnection } from '../connection.ts';
import { checkAddress, checkQueryVariables } from '../variables.ts';
import type { GateAround, GateDraft } from './draft.ts';
import { noteMistake } from './mistake.ts';

export function resolvePrometheus(
  draft: NonNullable<GateDraft['prometheus']>,
  { basics, path, connections, notes }: GateAround,
): PrometheusGate | undefined {
  const { timeout: _, name: __, query, condition, ...own } = draft;
  const inherited = { ...connections.prometheus, timeout: basics.timeout };
  const connection = resolveConnection(own, inherited, path, notes);
  if (query !== undefined) checkQueryVariables(query, [...path, 'query'], notes, []);
  const comparison = condition === undefined ? undefined : parseGateCondition(condition);
  if (comparison !== undefined && isMistake(comparison)) {
    noteMistake(comparison, [...path, 'condition'], notes);
    return undefined;
  }
  return query === undefined || comparison === undefined
    ? undefined
    : { kind: 'prometheus', ...basics, connection, query, ...comparison };
}

export function resolveAlerts(
  { url, 'none-firing': noneFiring }: NonNullable<GateDraft['alerts']>,
  { basics, path, connections, notes }: GateAround,
): AlertsGate | undefined {
  if (url !== undefined) checkAddress(url, [...path, 'url'], notes);
  return noneFiring === undefined
    ? undefined
    : { kind: 'alerts', ...basics, url: url ?? connections.alertmanagerUrl, noneFiring };
}

export function resolveHttp(
  draft: NonNullable<GateDraft['http']>,
  { basics, path, notes }: GateAround,
): HttpGate | undefined {
  const { timeout: _, name: __, status, contains, ...own } = draft;
  if (own.url === undefined) return undefined;
  const bare = { url: own.url, headers: {}, timeout: basics.timeout };
  const connection = resolveConnection(own, bare, path, notes);
  return {
    kind: 'http',
    ...basics,
    connection,
    ...(status !== undefined && { status }),
    ...(contains !== undefined && { contains }),
  };
}
