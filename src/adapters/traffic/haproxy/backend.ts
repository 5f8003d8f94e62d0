import { quote } from '../../secrets/quotation.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { failed } from '../result.ts';
import type { FailedTraffic } from '../result.ts';
import { sendCommand, showAddress } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { parseServers, parseServerWeight } from './server.ts';
import type { Server } from './server.ts';

/** A backend with the two servers of a rollout. Names have been checked: they go into commands. */
export interface Backend {
  readonly runtime: Runtime;
  readonly name: string;
  readonly stable: string;
  readonly canary: string;
  /** Takes out of what answers there what nobody may see. */
  readonly redact: Redact;
}

/** All servers of the backend at one moment. */
export interface BackendView {
  readonly stable: Server;
  readonly canary: Server;
  readonly others: readonly Server[];
}

/** Reads both weights with `get weight` and the states of all servers with `show stat`. */
export async function readBackend(backend: Backend): Promise<BackendView | FailedTraffic> {
  const stable = await readServerWeight(backend, backend.stable);
  if (typeof stable !== 'number') return stable;
  const canary = await readServerWeight(backend, backend.canary);
  if (typeof canary !== 'number') return canary;
  const servers = await readServers(backend);
  if ('outcome' in servers) return servers;

  const find = (name: string) => servers.find((server) => server.name === name);
  const [stableServer, canaryServer] = [find(backend.stable), find(backend.canary)];
  if (stableServer === undefined || canaryServer === undefined) {
    return unintelligible(backend, 'show stat', servers.map(({ name }) => name).join(', '));
  }
  return {
    // `show stat` tells the effective weight, which a slow start holds back; `get weight` tells the set one.
    stable: { ...stableServer, weight: stable },
    canary: { ...canaryServer, weight: canary },
    others: servers.filter((server) => server !== stableServer && server !== canaryServer),
  };
}

export async function setServerWeight(
  backend: Backend,
  server: string,
  weight: number,
): Promise<FailedTraffic | undefined> {
  const command = `set server ${backend.name}/${server} weight ${weight}`;
  const answer = await sendCommand(backend.runtime, command);
  if (answer.outcome === 'failed') return answer;
  return answer.text === '' ? undefined : refusal(backend, command, answer.text);
}

async function readServerWeight(backend: Backend, server: string): Promise<number | FailedTraffic> {
  const command = `get weight ${backend.name}/${server}`;
  const answer = await sendCommand(backend.runtime, command);
  if (answer.outcome === 'failed') return answer;
  return parseServerWeight(answer.text) ?? refusal(backend, command, answer.text);
}

async function readServers(backend: Backend): Promise<readonly Server[] | FailedTraffic> {
  const command = `show stat ${backend.name} 4 -1`;
  const answer = await sendCommand(backend.runtime, command);
  if (answer.outcome === 'failed') return answer;
  return parseServers(answer.text) ?? refusal(backend, command, answer.text);
}

/** What HAProxy says when it means no, and what helps. */
const REMEDIES: readonly (readonly [said: RegExp, remedy: string])[] = [
  [/No such (backend|proxy)/, 'name a `backend` section of its configuration'],
  [/No such server/, 'name a `server` of that backend'],
  [/Permission denied/, 'give the `stats socket` line `level admin`'],
  [/static LB algorithm/, 'balance with `roundrobin` or `leastconn`, whose weights can move'],
];

function refusal(backend: Backend, command: string, text: string): FailedTraffic {
  const remedy = REMEDIES.find(([said]) => said.test(text))?.[1];
  return remedy === undefined
    ? unintelligible(backend, command, text)
    : failed('refused', `${tellAnswer(backend, command, text)}: ${remedy}`);
}

function unintelligible(backend: Backend, command: string, text: string): FailedTraffic {
  const told = tellAnswer(backend, command, text);
  return failed('malformed', `${told}: is it HAProxy's runtime API?`);
}

function tellAnswer({ runtime, redact }: Backend, command: string, text: string): string {
  const place = showAddress(runtime.address);
  return `${place} answered \`${command}\` with '${quote(text, redact, 120)}'`;
}
