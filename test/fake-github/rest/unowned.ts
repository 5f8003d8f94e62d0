import type { Match } from '../router.ts';
import { notFound, ok, type Answer } from '../reply.ts';
import type { RateMeter } from '../rates.ts';
import type { Hub } from '../state/hub.ts';

/** Operations on what belongs to no repository. */
export type Unowned =
  'GET /rate_limit' | 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';

export function isUnowned(match: Match): match is Match & { readonly operation: Unowned } {
  return !match.operation.includes(' /repos/');
}

export function answerUnowned(
  { operation, path }: Match & { readonly operation: Unowned },
  hub: Hub,
  rates: RateMeter,
): Answer {
  return operation === 'GET /rate_limit' ? ok(viewRates(rates)) : getMembership(hub, path);
}

/** A team that is secret, or not there, and somebody who is not in it look alike. */
function getMembership({ world, url }: Hub, path: Match['path']): Answer {
  const { org = '', team_slug: slug = '', username = '' } = path;
  const members = world.teams[`${org}/${slug}`.toLowerCase()] ?? [];
  const isMember = members.some((login) => login.toLowerCase() === username.toLowerCase());
  if (!isMember) return notFound();
  const memberships = `${url}/orgs/${org}/teams/${slug}/memberships/${username}`;
  return ok({ url: memberships, role: 'member', state: 'active' });
}

function viewRates(rates: RateMeter): object {
  const core = rates.view('core');
  return { resources: { core, graphql: rates.view('graphql'), search: core }, rate: core };
}
