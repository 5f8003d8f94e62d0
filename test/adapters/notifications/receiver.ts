import { text } from 'node:stream/consumers';
import { serve } from '../http/server.ts';

/** One request as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a request is answered; `undefined` leaves it without an answer. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service on this machine that writes down what it is sent. */
export interface Receiver {
  readonly origin: string;
  readonly received: readonly Received[];
  /** Answers from now on; the first is number 0. */
  answer: (request: Received, number: number) => Answer | undefined;
}

/** @param look sees every request when it comes, however it is answered */
export async function openReceiver(
  answer: Receiver['answer'] = () => ({ status: 200, body: 'ok' }),
  look: (request: Received) => void = () => {},
): Promise<Receiver> {
  const received: Received[] = [];
  const origin = await serve(async (question, reply) => {
    const request: Received = {
      method: question.method ?? '',
      path: question.url ?? '',
      headers: question.headers as Record<string, string>,
      body: await text(question),
    };
    received.push(request);
    look(request);
    const given = receiver.answer(request, received.length - 1);
    if (given !== undefined) reply.writeHead(given.status, given.headers).end(given.body);
  });
  const receiver: Receiver = { origin, received, answer };
  return receiver;
}
