import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration, Instant } from '../../core/quantity/instant.ts';
import type { Exchange } from './exchange.ts';

/** What kept a request from being answered for now, and what that says about repeating it. */
export interface Trouble {
  readonly outcome: 'trouble';
  readonly reason: 'unreachable' | 'malformed';
  /** In a few words: `answered 502`. */
  readonly found: string;
  /** True when GitHub certainly did nothing, so that even a request that must not be done twice may be repeated. */
  readonly untouched: boolean;
  /** How long GitHub asks to wait, where it says so. */
  readonly wait?: Duration;
}

const SECOND: Duration = 1_000;
/** What GitHub's documentation asks for after a rate limit that names no time. */
const UNNAMED_WAIT: Duration = 60 * SECOND;
const UNSERVED = 503;

/** Hands back an answer to work with, a refusal included; anything else is trouble. */
export function siftExchange(exchange: Exchange, now: Instant): Answered | Trouble {
  if (exchange.outcome === 'lost') {
    const found = exchange.cause === 'TimeoutError' ? 'no answer in time' : exchange.cause;
    return trouble({ reason: 'unreachable', found, untouched: exchange.untouched });
  }
  const { status, headers, data } = exchange;
  const wait = waitAsked(headers, now);
  if (isLimited(exchange)) {
    const pause = wait ?? UNNAMED_WAIT;
    const found = `answered ${status}, the rate limit is used up for ${formatDuration(pause)}`;
    return trouble({ reason: 'unreachable', found, untouched: true, wait: pause });
  }
  if (status >= 500) {
    const found = `answered ${status}`;
    const untouched = status === UNSERVED;
    return trouble({
      reason: 'unreachable',
      found,
      untouched,
      ...(wait !== undefined && { wait }),
    });
  }
  if (isUnreadable(exchange)) {
    const found = `answered ${status} with a body that is cut off or no JSON`;
    return trouble({ reason: 'malformed', found, untouched: false });
  }
  return hasTimedOutInside(data)
    ? trouble({ reason: 'unreachable', found: 'could not finish the query', untouched: false })
    : exchange;
}

function trouble(found: Omit<Trouble, 'outcome'>): Trouble {
  return { outcome: 'trouble', ...found };
}

export type Answered = Extract<Exchange, { outcome: 'answered' }>;

function isLimited({ status, headers, data }: Answered): boolean {
  if (status === 429) return true;
  if (errorsOf(data).some(({ type }) => type === 'RATE_LIMITED')) return true;
  if (status !== 403) return false;
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /\bsecondary rate limit\b|\brate limit exceeded\b|\babuse detection\b/i.test(messageOf(data))
  );
}

function waitAsked(headers: Answered['headers'], now: Instant): Duration | undefined {
  const after = headers['retry-after'];
  if (after !== undefined && /^\d+$/.test(after)) return Number(after) * SECOND;
  const reset = headers['x-ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] !== '0' || reset === undefined) return undefined;
  // GitHub counts whole seconds: one more, so as not to come too early.
  return Math.max(0, (Number(reset) + 1) * SECOND - now);
}

/** GitHub answers JSON or, having nothing to say, 204. Octokit hands on as text what it could not parse. */
function isUnreadable({ status, data }: Answered): boolean {
  if (status < 200 || status >= 300 || status === 204) return false;
  return typeof data !== 'object' || data === null || data instanceof ArrayBuffer;
}

/** GitHub answers 200 also to a query that ran out of time inside. */
function hasTimedOutInside(data: unknown): boolean {
  const words = 'Something went wrong while executing your query';
  return errorsOf(data).some(({ message }) => message?.startsWith(words) === true);
}

export interface GraphqlError {
  readonly type?: string;
  readonly message?: string;
}

/** The `errors` of a GraphQL answer; none where there is no such thing. */
export function errorsOf(data: unknown): readonly GraphqlError[] {
  const errors = typeof data === 'object' && data !== null && 'errors' in data ? data.errors : [];
  return Array.isArray(errors) ? (errors as readonly unknown[]).filter(isRecord) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, never>> {
  return typeof value === 'object' && value !== null;
}

/** GitHub's own words about a refusal; empty where it has none. */
export function messageOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'message' in data ? String(data.message) : '';
}
