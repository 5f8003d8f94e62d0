import type { IncomingHttpHeaders } from 'node:http';
import { readToken } from './access.ts';
import { loadDescription } from './description.ts';
import type { Journal } from './journal.ts';
import type { Operation } from './operations.ts';
import { deliver, lose, type Outgoing } from './delivery.ts';
import type { RateMeter } from './rates.ts';
import { failure, type Answer } from './reply.ts';
import { createRestAnswerer } from './rest/answer.ts';
import { matchRoute } from './router.ts';
import type { Fault, Script } from './script.ts';
import type { Hub } from './state/hub.ts';

export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Parts {
  readonly hub: Hub;
  readonly journal: Journal;
  readonly script: Script;
  readonly rates: RateMeter;
  readonly staleRefType: string;
}

interface JudgedAnswer extends Answer {
  readonly violations: readonly string[];
}

/** Takes each request through script, authentication, rate limit and the API, and keeps the journal. */
export function createExchange(parts: Parts): (incoming: Incoming) => Promise<Outgoing> {
  const { hub, journal, script, rates, staleRefType } = parts;
  const answerRest = createRestAnswerer(hub, loadDescription(), rates);

  async function carryOut(incoming: Incoming): Promise<JudgedAnswer> {
    const { method, url, headers, text } = incoming;
    const mistake = findHeaderMistake(headers);
    if (mistake !== undefined) return { ...failure(403, mistake), violations: [mistake] };
    const token = readToken(hub.world, headers.authorization);
    if (token === undefined) return { ...failure(401, 'Bad credentials'), violations: [] };

    const isGraphql = operationOf(incoming) === 'POST /graphql';
    const resource = isGraphql ? 'graphql' : 'core';
    if (url.pathname !== '/rate_limit' && !rates.spend(resource)) {
      const exceeded = failure(403, 'API rate limit exceeded for installation.');
      return { ...exceeded, headers: rates.headers(resource), violations: [] };
    }
    if (!isGraphql) {
      const answer = answerRest({ method, url, text, token });
      return { ...answer, headers: { ...rates.headers(resource), ...answer.headers } };
    }
    // Loaded on first use: many tests never ask, and the library alone takes a tenth of a second.
    const { answerGraphql } = await import('./graphql/answer.ts');
    const answer = await answerGraphql(text, { hub, token, rates, staleRefType });
    return { ...answer, headers: rates.headers(resource) };
  }

  return async (incoming) => {
    const { method, url, headers, text } = incoming;
    const fault = script.take({ method, path: url.pathname, text });
    const answer =
      fault === undefined || isCarriedOut(fault) ? await carryOut(incoming) : undefined;
    const outgoing = send(incoming, answer, fault);
    if (outgoing.status === 304) rates.refund('core');
    journal.requests.push({
      operation: operationOf(incoming),
      method,
      path: url.pathname,
      query: url.search,
      body: parseOrText(text),
      status: outgoing.loss ?? outgoing.status,
      login: readToken(hub.world, headers.authorization)?.login,
    });
    for (const problem of answer?.violations ?? [])
      journal.violations.push({ request: `${method} ${url.pathname}${url.search}`, problem });
    return outgoing;
  };
}

function operationOf({ method, url }: Incoming): Operation | 'POST /graphql' | undefined {
  if (method === 'POST' && url.pathname === '/graphql') return 'POST /graphql';
  return matchRoute(method, url.pathname)?.operation;
}

/** GitHub refuses clients that do not name themselves; this one has no other form of answer than JSON. */
function findHeaderMistake(headers: IncomingHttpHeaders): string | undefined {
  if (headers['user-agent'] === undefined) return 'Request forbidden: no user-agent header';
  const isJson = /json|\*\/\*/.test(headers.accept ?? '*/*');
  return isJson ? undefined : `Must accept 'application/json', not '${headers.accept ?? ''}'`;
}

function isCarriedOut(fault: Fault): boolean {
  return fault.carriedOut === true || fault.answer === 'truncate';
}

function send(incoming: Incoming, answer: Answer | undefined, fault: Fault | undefined): Outgoing {
  if (fault !== undefined) return lose(fault, answer);
  return deliver(incoming, answer ?? failure(500, 'not carried out'));
}

function parseOrText(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}
