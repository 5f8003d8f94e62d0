import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { failure, type Answer } from './reply.ts';
import type { Fault } from './script.ts';

/** What goes over the wire. */
export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What becomes of the answer on its way; undefined when it arrives whole. */
  readonly loss: 'reset' | 'timeout' | 'truncate' | undefined;
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/** The answer with its entity tag, or 304 when the client has it already. */
export function deliver(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  answer: Answer,
): Outgoing {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  const etag = `W/"${createHash('sha1').update(text).digest('hex')}"`;
  const isTagged = request.method === 'GET' && answer.status === 200;
  const isKnown = isTagged && request.headers['if-none-match'] === etag;
  return {
    status: isKnown ? 304 : answer.status,
    headers: { ...JSON_HEADERS, ...answer.headers, ...(isTagged && { etag }) },
    text: isKnown ? '' : text,
    loss: undefined,
  };
}

/** What a fault makes of an answer, or sends instead of one. */
export function lose(fault: Fault, answer: Answer | undefined): Outgoing {
  const headers = { ...JSON_HEADERS, ...fault.headers };
  if (typeof fault.answer !== 'number') {
    const text = JSON.stringify(answer?.body ?? {});
    return { status: answer?.status ?? 200, headers, text, loss: fault.answer };
  }
  const body = fault.body ?? failure(fault.answer, 'A fault scripted by the test').body;
  return { status: fault.answer, headers, text: JSON.stringify(body), loss: undefined };
}
