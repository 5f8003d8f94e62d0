import { isAllowed } from '../access.ts';
import type { DescriptionChecks } from '../description.ts';
import { OPERATIONS } from '../operations.ts';
import { cutPage } from '../pages.ts';
import type { RateMeter } from '../rates.ts';
import { failure, notFound, ok, type Answer, type Reply } from '../reply.ts';
import { matchRoute, type Match } from '../router.ts';
import type { Hub } from '../state/hub.ts';
import { findRepository, type Token } from '../state/world.ts';
import { HANDLERS } from './handlers.ts';
import { readParts, type RequestParts } from './request-parts.ts';
import { answerUnowned, isUnowned } from './unowned.ts';

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
  readonly token: Token;
}

export interface RestAnswer extends Answer {
  /** What GitHub's description holds against the request, or against the answer itself. */
  readonly violations: readonly string[];
}

/** Answers one authenticated REST request as GitHub would, holding it and the answer to the description. */
export function createRestAnswerer(hub: Hub, description: DescriptionChecks, rates: RateMeter) {
  function handle(match: Match, { token }: RestRequest, { query, body }: RequestParts): Reply {
    if (isUnowned(match)) return answerUnowned(match, hub, rates);
    const { path } = match;
    const repository = findRepository(hub.world, path.owner ?? '', path.repo ?? '');
    if (repository === undefined) return notFound();
    const handler = HANDLERS[match.operation as keyof typeof HANDLERS];
    return handler({ hub, repository, login: token.login, path, query, body });
  }

  return (request: RestRequest): RestAnswer => {
    const { method, url, token } = request;
    const match = matchRoute(method, url.pathname);
    if (match === undefined)
      return { ...notFound(), violations: ['this GitHub has no such operation'] };
    if (!isAllowed(token, OPERATIONS[match.operation]))
      return { ...failure(403, 'Resource not accessible by integration'), violations: [] };
    const parts = readParts(description, match, request);
    if (parts.problems.length > 0) return reject(parts.problems);

    const reply = handle(match, request, parts);
    const answer = 'list' in reply ? toPage(reply, url) : reply;
    const wrong = description.checkResponse(match.operation, answer.status, answer.body);
    return { ...answer, violations: [answer.violation ?? [], wrong].flat() };
  };
}

function reject(problems: readonly string[]): RestAnswer {
  const errors = problems.map((message) => ({ code: 'custom', message }));
  const body = {
    message: 'Invalid request.',
    errors,
    documentation_url: 'https://docs.github.com',
  };
  return { status: 422, body, violations: problems };
}

function toPage(listing: Extract<Reply, { readonly list: unknown }>, url: URL): Answer {
  const { body, link } = cutPage(listing, url);
  return { ...ok(body), ...(link === undefined ? {} : { headers: { link } }) };
}
