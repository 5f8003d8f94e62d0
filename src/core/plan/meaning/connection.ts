import { DEFAULTS } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { PrometheusConnection } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { checkAddress, checkEnvironmentVariables, warnAboutLiteralSecret } from './variables.ts';

type ConnectionsDraft = Draft<NonNullable<PlanDocument['connections']>>;
export type ConnectionDraft = NonNullable<ConnectionsDraft['prometheus']>;

/** What metrics and gates inherit. */
export interface Connections {
  readonly prometheus: PrometheusConnection;
  readonly alertmanagerUrl: string;
}

export function resolveConnections(draft: ConnectionsDraft | undefined, notes: Notes): Connections {
  const path = ['connections', 'prometheus'];
  const bare = { url: DEFAULTS.prometheusUrl, headers: {}, timeout: DEFAULTS.connectionTimeout };
  const alertmanager = draft?.alertmanager?.url;
  if (alertmanager !== undefined) {
    checkAddress(alertmanager, ['connections', 'alertmanager', 'url'], notes);
  }
  return {
    prometheus: resolveConnection(draft?.prometheus ?? {}, bare, path, notes),
    alertmanagerUrl: alertmanager ?? DEFAULTS.alertmanagerUrl,
  };
}

/**
 * Lays a connection over the one it inherits from. With an address of its own it inherits nothing but the
 * timeout, so that credentials never travel to another host.
 */
export function resolveConnection(
  draft: ConnectionDraft,
  inherited: PrometheusConnection,
  path: Path,
  notes: Notes,
): PrometheusConnection {
  checkConnection(draft, path, notes);
  const { url, basic, bearer, headers, ca, timeout } = draft;
  const base = url === undefined ? inherited : { url, headers: {}, timeout: inherited.timeout };
  return {
    ...(basic === undefined && bearer === undefined ? base : withoutCredentials(base)),
    headers: { ...base.headers, ...definedEntries(headers) },
    ...(basic?.username !== undefined && { username: basic.username }),
    ...(basic?.password !== undefined && { password: basic.password }),
    ...(bearer !== undefined && { bearer }),
    ...(ca !== undefined && { ca }),
    ...(timeout !== undefined && { timeout }),
  };
}

function withoutCredentials(connection: PrometheusConnection): PrometheusConnection {
  const { username: _username, password: _password, bearer: _bearer, ...rest } = connection;
  return rest;
}

function checkConnection(draft: ConnectionDraft, path: Path, notes: Notes): void {
  const { url, basic, bearer, headers, ca } = draft;
  if (url !== undefined) checkAddress(url, [...path, 'url'], notes);
  const texts: [string | undefined, Path][] = [
    [ca, [...path, 'ca']],
    [basic?.username, [...path, 'basic', 'username']],
    [basic?.password, [...path, 'basic', 'password']],
    [bearer, [...path, 'bearer']],
    ...Object.entries(headers ?? {}).map(([name, value]): [string | undefined, Path] => [
      value,
      [...path, 'headers', name],
    ]),
  ];
  for (const [text, place] of texts) {
    if (text !== undefined) checkEnvironmentVariables(text, place, notes);
  }
  if (basic?.password !== undefined)
    warnAboutLiteralSecret(basic.password, [...path, 'basic', 'password'], notes);
  if (bearer !== undefined) warnAboutLiteralSecret(bearer, [...path, 'bearer'], notes);
  if (basic !== undefined && bearer !== undefined) {
    notes.error(
      [...path, 'bearer'],
      'one-of',
      'both `basic` and `bearer` are given',
      'keep the one the server asks for',
    );
  }
}

function definedEntries(
  record: Readonly<Record<string, string | undefined>> | undefined,
): Record<string, string> {
  const entries = Object.entries(record ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
