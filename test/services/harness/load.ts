import { Agent, get, type IncomingMessage } from 'node:http';
import { waitUntil } from './polling.ts';

export interface LoadOptions {
  readonly url: string;
  readonly requestsPerSecond: number;
  /** Requests under way at once; what would exceed it is not sent. */
  readonly maxInFlight?: number;
  /** The load ends by itself after so many requests. */
  readonly maxRequests?: number;
}

export interface LoadTally {
  readonly answered: number;
  /** No answer at all: refused, reset, timed out. */
  readonly broken: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** By the answer's `x-version` header; `?` where there is none. */
  readonly byVersion: Readonly<Record<string, number>>;
}

export interface Load {
  tally(): LoadTally;
  /** Begins a new tally. Requests under way count into the new one. */
  resetTally(): void;
  /** Waits until the current tally holds at least so many answers, and returns it. */
  answered(count: number, timeoutMs?: number): Promise<LoadTally>;
  close(): void;
}

const TICK_MS = 20;
const REQUEST_TIMEOUT_MS = 5_000;

/** Sends GET requests at a steady rate over kept-alive connections until closed. Bounded in every way. */
export function startLoad(options: LoadOptions): Load {
  const { url, requestsPerSecond, maxInFlight = 64, maxRequests = 50_000 } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: maxInFlight });
  let tally = newTally();
  let sent = 0;
  let inFlight = 0;

  const send = () => {
    sent += 1;
    inFlight += 1;
    let answer: IncomingMessage | undefined;
    const request = get(url, { agent, timeout: REQUEST_TIMEOUT_MS }, (response) => {
      answer = response.resume();
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => undefined); // counted as broken on close
    request.once('close', () => {
      inFlight -= 1;
      if (answer?.complete === true) countAnswer(tally, answer);
      else tally.broken += 1;
    });
  };

  let owed = 0;
  let previous = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    owed += ((now - previous) / 1_000) * requestsPerSecond;
    previous = now;
    for (; owed >= 1; owed -= 1) if (inFlight < maxInFlight && sent < maxRequests) send();
  }, TICK_MS);

  return {
    tally: () => structuredClone(tally),
    resetTally: () => void (tally = newTally()),
    answered: (count, timeoutMs = 20_000) =>
      waitUntil(`${count} answers`, () => tally.answered >= count && structuredClone(tally), {
        timeoutMs,
      }),
    close() {
      clearInterval(timer);
      agent.destroy();
    },
  };
}

interface RunningTally {
  answered: number;
  broken: number;
  byStatus: Record<string, number>;
  byVersion: Record<string, number>;
}

function newTally(): RunningTally {
  return { answered: 0, broken: 0, byStatus: {}, byVersion: {} };
}

function countAnswer(tally: RunningTally, { statusCode, headers }: IncomingMessage): void {
  const status = String(statusCode);
  const version = typeof headers['x-version'] === 'string' ? headers['x-version'] : '?';
  tally.answered += 1;
  tally.byStatus[status] = (tally.byStatus[status] ?? 0) + 1;
  tally.byVersion[version] = (tally.byVersion[version] ?? 0) + 1;
}
