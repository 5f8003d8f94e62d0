import type { Endpoints } from '@octokit/types';
import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration, Instant } from '../../core/quantity/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Answer, GitHubFailure } from './answer.ts';
import { connect, exchange, nameRequest } from './exchange.ts';
import type { Wanted } from './exchange.ts';
import { insist } from './patience.ts';
import type { GaveUp, Insisted } from './patience.ts';
import { graphqlRefusalOf, refusalOf } from './refusal.ts';
import type { Answered } from './trouble.ts';

export interface GitHubClientOptions {
  readonly token: string;
  /** Base address of the REST API, as in `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** Address of the GraphQL API, as in `GITHUB_GRAPHQL_URL`. */
  readonly graphqlUrl: string;
  readonly clock: Clock;
  /** For one request: 20 s unless told. */
  readonly timeout?: Duration;
  /** For one call with all its retries and waits: 60 s unless told. */
  readonly patience?: Duration;
}

export interface CallOptions {
  /**
   * Whether doing it twice is as good as once. GET, PUT, PATCH, DELETE and GraphQL queries are taken to be
   * so, POST and mutations not: those are repeated only when GitHub certainly did nothing.
   */
  readonly repeatable?: boolean;
}

export interface GraphqlOptions extends CallOptions {
  /** Hand on `data` although `errors` came with it. Without this, an answer in part is a failure. */
  readonly partial?: boolean;
  /** The permission it takes, for the message: `contents: write`. */
  readonly needs?: string;
}

/** What is there, or that it is still what was seen under that entity tag. */
export type Polled<T> =
  | { readonly changed: false }
  | { readonly changed: true; readonly data: T; readonly etag: string | undefined };

export interface GitHubClient {
  /** Asks the REST API: `rest('GET /repos/{owner}/{repo}', { owner, repo })`. An answer of 204 has no data. */
  rest<R extends keyof Endpoints>(
    route: R,
    parameters: Endpoints[R]['parameters'],
    options?: CallOptions,
  ): Promise<Answer<Endpoints[R]['response']['data']>>;
  /**
   * Asks the REST API for what is new since it answered with the entity tag `etag`. That nothing is new
   * (304) counts against no rate limit.
   */
  poll<R extends keyof Endpoints>(
    route: R,
    parameters: Endpoints[R]['parameters'],
    etag: string | undefined,
  ): Promise<Answer<Polled<Endpoints[R]['response']['data']>>>;
  /** Asks the GraphQL API; resolves to what stands under `data`, not yet held against any shape. */
  graphql(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    options?: GraphqlOptions,
  ): Promise<Answer<unknown>>;
  /** The same client for somebody in a hurry: its calls give up at `deadline`, if not before. */
  by(deadline: Instant): GitHubClient;
  /** Requests sent so far, repetitions included. */
  readonly requests: number;
}

const TIMEOUT: Duration = 20_000;
const PATIENCE: Duration = 60_000;
const NOT_MODIFIED = 304;

/**
 * A client for GitHub that never throws for what GitHub does, and never waits long: a request that fails for
 * now (5xx, rate limit, no connection, half an answer) is repeated after 1, 2, 4, … seconds or when GitHub
 * says, as long as `patience` lasts. It does not space writes out: a rollout sends far fewer than the 80 a
 * minute that GitHub allows.
 */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const octokit = connect(options.token, options.apiUrl);
  return openClient(options, octokit, { requests: 0 }, Number.POSITIVE_INFINITY);
}

function openClient(
  options: GitHubClientOptions,
  octokit: ReturnType<typeof connect>,
  sent: { requests: number },
  deadline: Instant,
): GitHubClient {
  const { token, clock, graphqlUrl, timeout = TIMEOUT, patience = PATIENCE } = options;

  function send(wanted: Wanted, repeatable: boolean): Promise<Insisted> {
    const left = Math.min(patience, deadline - clock.now());
    return insist({ clock, patience: left, repeatable }, (remaining) => {
      sent.requests += 1;
      return exchange(octokit, wanted, Math.min(timeout, remaining));
    });
  }

  /** Whoever stands between may say the token back. */
  function conceal<T extends Answer<unknown>>(answer: T): T {
    return answer.outcome === 'answered' || token === ''
      ? answer
      : { ...answer, detail: answer.detail.replaceAll(token, '***') };
  }

  async function askRest(wanted: Wanted, repeatable: boolean): Promise<Answered | GitHubFailure> {
    const asked = nameRequest(octokit, wanted);
    const result = await send(wanted, repeatable);
    if (result.outcome === 'gave-up') return giveUp(asked, result);
    return refusalOf(asked, result) ?? result;
  }

  async function askGraphql(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    { repeatable = !isMutation(query), partial = false, needs }: GraphqlOptions,
  ): Promise<Answer<unknown>> {
    const wanted = { route: `POST ${graphqlUrl}`, parameters: { query, variables } };
    const asked = `${nameRequest(octokit, wanted)} (${nameOperation(query)})`;
    const result = await send(wanted, repeatable);
    if (result.outcome === 'gave-up') return giveUp(asked, result);
    const refusal = refusalOf(asked, result);
    if (refusal !== undefined) return refusal;
    const data = dataOf(result.data);
    const failure = graphqlRefusalOf(asked, result, needs);
    return failure === undefined || (partial && data !== undefined)
      ? { outcome: 'answered', data }
      : failure;
  }

  return {
    by: (sooner) => openClient(options, octokit, sent, Math.min(sooner, deadline)),

    get requests() {
      return sent.requests;
    },

    async rest(route, parameters, { repeatable = !route.startsWith('POST ') } = {}) {
      const answer = await askRest({ route, parameters: parameters ?? {} }, repeatable);
      if (answer.outcome === 'failed') return conceal(answer);
      // As GitHub documents it; who depends on it holds it against a shape.
      return { outcome: 'answered', data: answer.data as never };
    },

    async poll(route, parameters, etag) {
      const headers = etag === undefined ? {} : { headers: { 'if-none-match': etag } };
      const answer = await askRest({ route, parameters: { ...parameters, ...headers } }, true);
      if (answer.outcome === 'failed') return conceal(answer);
      const { status, data, headers: told } = answer;
      return status === NOT_MODIFIED
        ? { outcome: 'answered', data: { changed: false } }
        : { outcome: 'answered', data: { changed: true, data: data as never, etag: told['etag'] } };
    },

    async graphql(query, variables, settings = {}) {
      return conceal(await askGraphql(query, variables, settings));
    },
  };
}

function isMutation(query: string): boolean {
  return query.trimStart().startsWith('mutation');
}

function nameOperation(query: string): string {
  return /^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? 'a query without a name';
}

function dataOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'data' in body
    ? (body.data ?? undefined)
    : undefined;
}

function giveUp(asked: string, { trouble, attempts, took, status }: GaveUp): GitHubFailure {
  const tried = attempts === 1 ? '' : ` (${attempts} attempts in ${formatDuration(took)})`;
  const advice =
    trouble.reason === 'malformed'
      ? 'is this the address of the API, and no proxy between?'
      : 'look at githubstatus.com, and run it again when GitHub answers';
  const detail = `${asked}: ${trouble.found}${tried}: ${advice}`;
  return { outcome: 'failed', reason: trouble.reason, status, detail };
}
