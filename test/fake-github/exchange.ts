import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { readToken } from './access.ts';
import { loadDescription } from './description.ts';
import type { Fault, FaultScript } from './faults.ts';
import type { GraphqlRequest } from './graphql/answer.ts';
import type { Journal } from './journal.ts';
import type { RateMeter } from './rates.ts';
import { failure, type Answer } from './reply.ts';
import { createRestAnswerer, type RestAnswer } from './rest/answer.ts';
import type { Hub } from './state/hub.ts';

export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What becomes of the answer on its way; sent whole by default. */
  readonly loss: 'reset' | 'timeout' | 'truncate' | undefined;
}

export interface Parts {
  readonly hub: Hub;
  readonly journal: Journal;
  readonly faults: FaultScript;
  readonly rates: RateMeter;
  /** The error type GraphQL gives when a ref is not where `beforeOid` says. */
  readonly staleRefType: string;
}

/** Takes each request through faults, authentication, rate limit and the API, and keeps the journal. */
export function createExchange(parts: Parts): (incoming: Incoming) => Promise<Outgoing> {
  const { hub, journal, faults, rates } = parts;
  const answerRest = createRestAnswerer(hub, loadDescription(), rates);

  async function answerGraphql(request: GraphqlRequest): Promise<ExchangeAnswer> {
    // Loaded on first use: many tests never ask, and the library alone takes a tenth of a second.
    const { createGraphqlAnswerer } = await import('./graphql/answer.ts');
    return createGraphqlAnswerer(hub, parts.staleRefType)(request);
  }

  async function carryOut(incoming: Incoming): Promise<ExchangeAnswer> {
    const { method, url, headers, text } = incoming;
    if (headers['user-agent'] === undefined)
      return forbid('Request forbidden by administrative rules: no user-agent header');
    const token = readToken(hub.world, headers.authorization);
    if (token === undefined) return { ...failure(401, 'Bad credentials'), ...BARE };
    const isGraphql = url.pathname === '/graphql';
    const resource = isGraphql ? 'graphql' : 'core';
    const isFree = url.pathname === '/rate_limit';
    if (!isFree && !rates.spend(resource)) {
      const exceeded = failure(403, 'API rate limit exceeded for installation.');
      return { ...exceeded, ...BARE, headers: rates.headers(resource) };
    }
    const answer = isGraphql
      ? await answerGraphql({ method, text, token })
      : answerRest({ method, url, text, token });
    return { ...answer, headers: { ...rates.headers(resource), ...answer.headers } };
  }

  return async (incoming) => {
    const { method, url, text } = incoming;
    const fault = faults.take({ method, path: url.pathname, text });
    const isCarriedOut = fault === undefined || isAnswerLost(fault);
    const answer = isCarriedOut ? await carryOut(incoming) : undefined;
    const sent = fault === undefined ? undefined : spoil(fault, answer);
    const outgoing = sent ?? finish(incoming, answer ?? failure(500, 'unreachable'));
    journal.requests.push({
      method,
      path: url.pathname,
      query: url.search,
      operation: answer?.operation,
      body: parseOrText(text),
      status: outgoing.loss ?? outgoing.status,
      login: readToken(hub.world, incoming.headers.authorization)?.login,
    });
    for (const problem of answer?.violations ?? [])
      journal.violations.push({ request: `${method} ${url.pathname}${url.search}`, problem });
    return outgoing;
  };
}

type ExchangeAnswer = Answer &
  Pick<RestAnswer, 'violations'> & {
    readonly operation: RestAnswer['operation'] | 'POST /graphql';
  };

const BARE = { operation: undefined, violations: [] } as const;

function forbid(message: string): ExchangeAnswer {
  return { ...failure(403, message), operation: undefined, violations: [message] };
}

function isAnswerLost(fault: Fault): boolean {
  return fault.carriedOut === true || fault.answer === 'truncate';
}

/** What the fault makes of an answer, or instead of one. */
function spoil(fault: Fault, answer: Answer | undefined): Outgoing {
  const headers = { ...JSON_HEADERS, ...fault.headers };
  if (typeof fault.answer === 'number') {
    const body = fault.body ?? failure(fault.answer, 'A fault set by the test').body;
    return { status: fault.answer, headers, text: JSON.stringify(body), loss: undefined };
  }
  const text = answer?.body === undefined ? '' : JSON.stringify(answer.body);
  return { status: answer?.status ?? 200, headers, text, loss: fault.answer };
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

function finish({ method, headers }: Incoming, answer: Answer): Outgoing {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  const etag = `W/"${createHash('sha1').update(text).digest('hex')}"`;
  const isTagged = method === 'GET' && answer.status === 200;
  const isKnown = isTagged && headers['if-none-match'] === etag;
  return {
    status: isKnown ? 304 : answer.status,
    headers: { ...JSON_HEADERS, ...answer.headers, ...(isTagged && { etag }) },
    text: isKnown ? '' : text,
    loss: undefined,
  };
}

function parseOrText(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}
