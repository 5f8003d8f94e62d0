import type { Channel, ChecklistPlace, Gate, Plan, PrometheusConnection } from './plan.ts';

/*
 * `$NAME` and `${NAME}` in capitals stand for environment variables, in the few fields that say so:
 * addresses, credentials, headers, certificate paths, sockets and the names of the two versions.
 * `$version`, `$arm` and `$window` are Sluice's own and stand in queries only.
 */
const VARIABLE = /\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g;

/** What a query may hold: bound at every look by whoever runs it. */
export const QUERY_VARIABLES = ['version', 'arm', 'window'] as const;

export type Binding =
  | { readonly outcome: 'bound'; readonly text: string }
  | { readonly outcome: 'unbound'; readonly missing: readonly string[] };

/**
 * Puts the values of environment variables into a text. A variable that is not set, or empty, is missing:
 * an empty address or token is never what was meant. Values are taken as they are, not expanded again.
 *
 * @example bindVariables('http://$HOST:9090', { HOST: 'metrics' }) // bound: http://metrics:9090
 */
export function bindVariables(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Binding {
  const missing = variablesIn(text).filter((name) => !valueOf(name, environment));
  if (missing.length > 0) return { outcome: 'unbound', missing };
  const bound = text.replaceAll(VARIABLE, (_, braced?: string, plain?: string) =>
    valueOf(braced ?? plain ?? '', environment),
  );
  return { outcome: 'bound', text: bound };
}

function valueOf(name: string, environment: Readonly<Record<string, string | undefined>>): string {
  return Object.hasOwn(environment, name) ? (environment[name] ?? '') : '';
}

/** Names of the environment variables in a text, each once. */
export function variablesIn(text: string): readonly string[] {
  const names = [...text.matchAll(VARIABLE)].map(([, braced, plain]) => braced ?? plain ?? '');
  return [...new Set(names)];
}

/** Names of the environment variables a plan needs, sorted, so that all that are missing can be told at once. */
export function referencedVariables(plan: Plan): readonly string[] {
  const texts = [
    ...targetTexts(plan),
    ...plan.metrics.flatMap(({ source }) => {
      if (source.kind === 'prometheus') return connectionTexts(source.connection);
      return source.kind === 'openmetrics' ? [...source.canary, ...source.stable] : [];
    }),
    ...[...plan.gates, ...plan.phases.flatMap((phase) => phase.gates)].flatMap(gateTexts),
    ...plan.notifications.flatMap(channelTexts),
  ];
  return [...new Set(texts.flatMap(variablesIn))].toSorted();
}

function gateTexts(gate: Gate): readonly string[] {
  const token = 'token' in gate && gate.token !== undefined ? [gate.token] : [];
  const connection =
    'connection' in gate && gate.connection ? connectionTexts(gate.connection) : [];
  return [...token, ...connection, ...ownTexts(gate)];
}

function ownTexts(gate: Gate): readonly string[] {
  switch (gate.kind) {
    case 'freeze':
      return gate.calendar === undefined ? [] : [gate.calendar];
    case 'alerts':
      return [gate.url];
    case 'quality':
      return [gate.file];
    case 'attestation':
      return [gate.artifact];
    case 'checklist':
      return placeTexts(gate.place);
    default:
      return [];
  }
}

function placeTexts(place: ChecklistPlace): readonly string[] {
  if (place.kind === 'file') return [place.path];
  return place.kind === 'issue' ? [place.number] : [];
}

function channelTexts(channel: Channel): readonly string[] {
  switch (channel.kind) {
    case 'slack':
      return 'url' in channel ? [channel.url] : [channel.apiUrl, channel.token, channel.channel];
    case 'teams':
      return [channel.url];
    case 'webhook':
      return [channel.url, channel.secret];
    case 'pagerduty':
      return [channel.url, channel.routingKey];
  }
}

function targetTexts({ target }: Plan): readonly string[] {
  const versions = [target.stable, target.canary];
  return target.kind === 'haproxy' ? [...versions, target.socket] : versions;
}

function connectionTexts(connection: PrometheusConnection): readonly string[] {
  const { url, username = '', password = '', bearer = '', ca = '', headers } = connection;
  return [url, username, password, bearer, ca, ...Object.values(headers)];
}
