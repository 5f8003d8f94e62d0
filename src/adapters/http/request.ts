import { request as requestHttp } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Duration } from '../../core/quantity/instant.ts';
import { parseUrl, showUrl } from './address.ts';
import { explainFailure } from './failure.ts';
import type { Failure } from './failure.ts';
import { portOf, proxyAuthorization, proxyFor } from './proxy.ts';
import { createTunnel } from './tunnel.ts';

export interface Request {
  /** `http:` or `https:`; a user and password in it become a basic authorization. */
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything together: name lookup, connection, redirects, the whole answer. */
  readonly timeout: Duration;
  /** PEM text of the certificate authority to trust in place of the usual ones. */
  readonly ca?: string;
  /** Where proxies are looked up, as `proxyFor` does; left out, nothing goes through one. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What details call the address; the address without user, password and query secrets if left out. */
  readonly shown?: string;
}

export type Response =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      /** Names in lower case; repeated ones joined with a comma. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  | ({ readonly outcome: 'failed' } & Failure);

const BODY_LIMIT = 16 * 1024 * 1024;
const MOST_REDIRECTS = 5;

/**
 * One HTTP exchange on a connection of its own. Every status is an answer; nothing is thrown.
 *
 * Redirects are followed within the same origin, and only when the request can be repeated as it was
 * (GET, or 307 and 308): one that leads elsewhere is returned as the 3xx answer it is, so that credentials
 * never travel to a host the plan did not name. At most 16 MiB are read. Details never hold secrets.
 */
export async function request(wanted: Request): Promise<Response> {
  const url = parseUrl(wanted.url);
  if (url === undefined) {
    const detail =
      'the address is no http:// or https:// URL: check it, and that its $VARIABLES are set';
    return { outcome: 'failed', reason: 'unreachable', detail };
  }
  const deadline = performance.now() + wanted.timeout;
  return follow(url, wanted, deadline, MOST_REDIRECTS);
}

async function follow(
  url: URL,
  wanted: Request,
  deadline: number,
  hops: number,
): Promise<Response> {
  const response = await exchange(url, wanted, deadline);
  const next = hops > 0 ? redirectOf(url, wanted, response) : undefined;
  return next === undefined ? response : follow(next, wanted, deadline, hops - 1);
}

function redirectOf(from: URL, wanted: Request, response: Response): URL | undefined {
  if (response.outcome === 'failed') return undefined;
  const { location } = response.headers;
  if (location === undefined || !isRepeatable(response.status, wanted.method)) return undefined;
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to?.origin !== from.origin) return undefined;
  to.username = from.username;
  to.password = from.password;
  return to;
}

function isRepeatable(status: number, method: Request['method'] = 'GET'): boolean {
  return [307, 308].includes(status) || (method === 'GET' && [301, 302, 303].includes(status));
}

function exchange(url: URL, wanted: Request, deadline: number): Promise<Response> {
  return new Promise((resolve) => {
    const shown = wanted.shown ?? showUrl(url.href);
    const fail = (error: unknown) =>
      resolve({ outcome: 'failed', ...explainFailure(error, shown, wanted.timeout) });
    let sent: ClientRequest;
    try {
      sent = send(url, wanted);
    } catch (error) {
      fail(error); // a header that cannot be sent
      return;
    }
    const alarm = setTimeout(
      () => {
        fail(failure('ETIMEDOUT'));
        sent.destroy();
      },
      Math.max(0, deadline - performance.now()),
    );
    sent.once('close', () => clearTimeout(alarm));
    sent.on('error', fail);
    sent.once('response', (answer) => {
      read(answer, sent).then((text) => resolve(answered(answer, text)), fail);
    });
  });
}

function send(url: URL, wanted: Request): ClientRequest {
  const { method = 'GET', headers = {}, body, ca, timeout, environment = {} } = wanted;
  const proxy = proxyFor(url, environment);
  // Without a shared agent there is no idle connection that the other side may just be closing.
  const options = { method, headers, agent: false as const };
  if (url.protocol === 'https:') {
    const agent = proxy === undefined ? options.agent : createTunnel(proxy, timeout);
    return requestHttps(url, { ...options, agent, ...(ca === undefined ? {} : { ca }) }).end(body);
  }
  if (proxy === undefined) return requestHttp(url, options).end(body);
  const through = {
    host: proxy.hostname,
    port: portOf(proxy),
    path: `${url.origin}${url.pathname}${url.search}`,
    headers: { host: url.host, ...headers, ...proxyAuthorization(proxy) },
    ...(url.username !== '' && {
      auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`,
    }),
  };
  return requestHttp({ ...options, ...through }).end(body);
}

async function read(answer: IncomingMessage, sent: ClientRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      sent.destroy();
      throw failure('EMSGSIZE');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answered(answer: IncomingMessage, text: string): Response {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { outcome: 'answered', status: answer.statusCode ?? 0, headers, text };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
