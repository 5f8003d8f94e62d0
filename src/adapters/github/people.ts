import { z } from 'zod';
import type { People } from '../../ports/people.ts';
import { expecting } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { toResult } from './result.ts';

export interface GitHubPeopleOptions {
  readonly client: GitHubClient;
  /** One whose token may read the organization's teams, which no job's own token may; without it none can be asked. */
  readonly teamClient: GitHubClient | undefined;
  readonly owner: string;
  readonly repo: string;
}

const access = z.object({ permission: z.string(), role_name: z.string().optional() });

const membership = z.object({ state: z.string() });

/** Below these words GitHub counts every role, those an organization made itself included. */
const WRITERS: ReadonlySet<string> = new Set(['admin', 'maintain', 'write']);

/** Asks GitHub what people may do; `accessOf` takes no permission beyond that to read the repository. */
export function createGitHubPeople(options: GitHubPeopleOptions): People {
  const { client, teamClient, owner, repo } = options;
  return {
    async accessOf(login) {
      const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
      const answer = await client.rest(route, { owner, repo, username: login });
      return toResult(expecting(answer, access, `what ${login} may do`), (found) => ({
        mayWrite: WRITERS.has(found.permission),
        role: found.role_name ?? found.permission,
      }));
    },

    async isMember(login, organization, team) {
      if (teamClient === undefined) {
        const detail = `a job's own token cannot read @${organization}/${team}: hand in \`team-token\`, which may read the organization's members`;
        return { outcome: 'failed', reason: 'unauthorized', detail };
      }
      const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
      const place = { org: organization, team_slug: team, username: login };
      const answer = expecting(await teamClient.rest(route, place), membership, route);
      // GitHub says the same of somebody outside, of a team that is not there, and of one the token may not see.
      if (answer.outcome === 'failed' && answer.reason === 'not-found') {
        return { outcome: 'read', found: false };
      }
      return toResult(answer, ({ state }) => state === 'active');
    },
  };
}
