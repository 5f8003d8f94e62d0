import { getOctokit } from '@actions/github';
import { RequestError } from '@octokit/request-error';
import type { Duration } from '../../core/quantity/instant.ts';

/** `METHOD /path/{with}/{places}` or `METHOD https://…`, and what fills the places, the query or the body. */
export interface Wanted {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What came of one request sent once. */
export type Exchange =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly data: unknown;
    }
  /** No whole answer came. `untouched`: GitHub certainly never saw the request. */
  | { readonly outcome: 'lost'; readonly cause: string; readonly untouched: boolean };

const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

export type Octo = ReturnType<typeof connect>;

/**
 * The toolkit's own Octokit, which finds a proxy as GitHub's actions do; without the plugins for retries and
 * throttling: those wait on the real clock, and repeat a write although the first may have been done.
 */
export function connect(token: string, apiUrl: string) {
  return getOctokit(token, { baseUrl: apiUrl.replace(/\/+$/, ''), userAgent: 'sluice' });
}

/** Method and path of a request as they may be shown: without host, query and body. */
export function nameRequest(octokit: Octo, { route, parameters }: Wanted): string {
  const { method, url } = octokit.request.endpoint(route, parameters);
  return `${method} ${new URL(url).pathname}`;
}

/** Sends a request once and reads its whole answer within `timeout`. Never throws for what GitHub or the network does. */
export async function exchange(
  octokit: Octo,
  { route, parameters }: Wanted,
  timeout: Duration,
): Promise<Exchange> {
  // Octokit's own way of parsing gives up on some 10 MB.
  const request = { signal: AbortSignal.timeout(timeout), parseSuccessResponseBody: false };
  try {
    const response = await octokit.request(route, { ...parameters, request });
    return answered({ ...response, data: await readBody(response.data) });
  } catch (error) {
    if (error instanceof RequestError && error.response !== undefined) {
      return answered(error.response);
    }
    return lost(error);
  }
}

/** What the JSON says; the text itself where it is none or was cut off, as Octokit does with errors. */
async function readBody(body: unknown): Promise<unknown> {
  if (!(body instanceof ReadableStream)) return body ?? undefined;
  const text = await new Response(body).text().catch(() => '');
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

function answered(response: {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}): Exchange {
  const { status, data } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return { outcome: 'answered', status, headers: Object.fromEntries(headers), data };
}

function lost(error: unknown): Exchange {
  const cause = rootOf(error);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return { outcome: 'lost', cause: code, untouched: NEVER_SENT.has(code) };
}

/** Octokit wraps what fetch wrapped; the socket's own error lies at the bottom. */
function rootOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}
