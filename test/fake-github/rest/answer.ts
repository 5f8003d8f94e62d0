import { isAllowed } from '../access.ts';
import type { DescriptionChecks } from '../description.ts';
import { OPERATIONS, type Operation } from '../operations.ts';
import { cutPage } from '../pages.ts';
import type { RateMeter } from '../rates.ts';
import { failure, notFound, ok, type Answer, type Reply } from '../reply.ts';
import { matchRoute, type Match } from '../router.ts';
import type { Hub } from '../state/hub.ts';
import { findRepository, type Token } from '../state/world.ts';
import { HANDLERS } from './handlers.ts';

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
  readonly token: Token;
}

export interface RestAnswer extends Answer {
  readonly operation: Operation | undefined;
  /** Everything GitHub's description holds against the request, or against the answer itself. */
  readonly violations: readonly string[];
}

/** Answers one authenticated REST request as GitHub would, holding it and the answer to the description. */
export function createRestAnswerer(hub: Hub, description: DescriptionChecks, rates: RateMeter) {
  return (request: RestRequest): RestAnswer => {
    const match = matchRoute(request.method, request.url.pathname);
    if (match === undefined) {
      const violation = 'this GitHub has no such operation';
      return { ...notFound(), operation: undefined, violations: [violation] };
    }
    const { operation } = match;
    const { body, problems } = readRequest(description, request, match);
    if (problems.length > 0) {
      const errors = problems.map((message) => ({ code: 'custom', message }));
      const answer = {
        message: 'Invalid request.',
        errors,
        documentation_url: 'https://docs.github.com/rest',
      };
      return { status: 422, body: answer, operation, violations: problems };
    }
    const reply = handle(hub, rates, request, match, body);
    const answer = 'list' in reply ? toPage(reply, request.url) : reply;
    const wrong = description.checkResponse(operation, answer.status, answer.body);
    const violations = [...(answer.violation === undefined ? [] : [answer.violation]), ...wrong];
    return { ...answer, operation, violations };
  };
}

/** The body and what is wrong with the request; path and query are coerced to the types described. */
function readRequest(
  description: DescriptionChecks,
  { url, text }: RestRequest,
  { operation, path }: Match,
): { readonly body: unknown; readonly problems: readonly string[] } {
  const body = parseBody(text);
  const query = Object.fromEntries(url.searchParams);
  const size = Number(query.per_page ?? 30);
  const problems = [
    ...(body === MALFORMED ? ['body: is not JSON'] : description.checkBody(operation, body)),
    ...description.checkPath(operation, { ...path }),
    ...description.checkQuery(operation, query),
    ...(size > 100 ? [`query/per_page: ${size}, and the most is 100`] : []),
  ];
  return { body, problems };
}

const MALFORMED = Symbol('malformed');

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return MALFORMED;
  }
}

function handle(
  hub: Hub,
  rates: RateMeter,
  { token, url }: RestRequest,
  { operation, path }: Match,
  body: unknown,
): Reply {
  if (operation === 'GET /rate_limit') return ok(viewRates(rates));
  if (!isAllowed(token, OPERATIONS[operation]))
    return failure(403, 'Resource not accessible by integration');
  const repository = findRepository(hub.world, path.owner ?? '', path.repo ?? '');
  if (repository === undefined) return notFound();
  const query = Object.fromEntries(url.searchParams);
  return HANDLERS[operation]({ hub, repository, login: token.login, path, query, body });
}

function toPage(listing: Extract<Reply, { list: unknown }>, url: URL): Answer {
  const { body, link } = cutPage(listing, url);
  return { ...ok(body), ...(link === undefined ? {} : { headers: { link } }) };
}

function viewRates(rates: RateMeter): object {
  const core = rates.view('core');
  return { resources: { core, graphql: rates.view('graphql'), search: core }, rate: core };
}
