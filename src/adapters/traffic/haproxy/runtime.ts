import { connect } from 'node:net';
import { formatDuration } from '../../../core/quantity/duration.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import { failed } from '../result.ts';
import type { FailedTraffic } from '../result.ts';

/** Where HAProxy's runtime API listens. */
export type RuntimeAddress =
  { readonly path: string } | { readonly host: string; readonly port: number };

export interface Runtime {
  readonly address: RuntimeAddress;
  readonly timeout: Duration;
}

export type RuntimeAnswer = { readonly outcome: 'answered'; readonly text: string } | FailedTraffic;

const ANSWER_LIMIT = 1024 * 1024;

/** Reads `host:port`, `[::1]:9999`, or the path of a unix socket, which has a slash in it. */
export function parseRuntimeAddress(text: string): RuntimeAddress | undefined {
  if (text.includes('/')) return { path: text.replace(/^unix[@:]/, '') };
  const match = /^(?:\[([\da-fA-F:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

/**
 * Sends one command on a connection of its own and returns all that is answered, without the blank lines at
 * its end. HAProxy closes after one command; success of a `set` is an empty text.
 */
export function sendCommand(runtime: Runtime, command: string): Promise<RuntimeAnswer> {
  const place = showAddress(runtime.address);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(runtime.address);
    const settle = (result: RuntimeAnswer) => {
      clearTimeout(alarm);
      socket.destroy();
      resolve(result);
    };
    const alarm = setTimeout(
      () => settle(tooLate(place, command, runtime.timeout)),
      runtime.timeout,
    );
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${command}\n`));
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (answer.length > ANSWER_LIMIT) settle(failed('malformed', `${place} answered too much`));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => settle(unreachable(place, error)));
    socket.once('close', () => settle(conclude(place, answer)));
  });
}

/** Even success says a line break: silence is somebody else. */
function conclude(place: string, answer: string): RuntimeAnswer {
  return answer === ''
    ? failed('malformed', `${place} closed without an answer: is it HAProxy's runtime API?`)
    : { outcome: 'answered', text: answer.trimEnd() };
}

function tooLate(place: string, command: string, timeout: Duration): FailedTraffic {
  const what = `${place} did not answer \`${command}\` within ${formatDuration(timeout)}`;
  return failed('timeout', `${what}: is it HAProxy's runtime API, and is HAProxy alive?`);
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is HAProxy up, with a `stats socket` at this address?',
  ENOENT: 'there is no such socket: is HAProxy up, and the path that of its `stats socket`?',
  EACCES: 'not allowed: give this user the right to write to the socket (`stats socket … user …`)',
  ENOTFOUND: 'there is no host of that name',
  ENOTSOCK: 'that file is no socket',
};

function unreachable(place: string, error: NodeJS.ErrnoException): FailedTraffic {
  const code = error.code ?? error.name;
  const cause = CAUSES[code] ?? 'the connection failed: check the address and the way to it';
  return failed('unreachable', `HAProxy's runtime API at ${place} (${code}): ${cause}`);
}

export function showAddress(address: RuntimeAddress): string {
  if ('path' in address) return address.path;
  return address.host.includes(':')
    ? `[${address.host}]:${address.port}`
    : `${address.host}:${address.port}`;
}
