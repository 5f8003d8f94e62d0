import type { Forge } from '../../ports/forge.ts';
import type { GitHubClient } from './client.ts';
import { createGitHubDescriptions } from './descriptions.ts';
import { createGitHubPeople } from './people.ts';
import { createGitHubReviews } from './reviews.ts';
import { createGitHubSecurity } from './security.ts';

export interface GitHubForgeOptions {
  readonly client: GitHubClient;
  /** Whether the token is one that was handed in: a job's own cannot read teams. */
  readonly mayReadTeams: boolean;
  readonly owner: string;
  readonly repo: string;
}

/** GitHub, as the token of `client` sees it. Nothing is thrown. */
export function createGitHubForge({ client, mayReadTeams, ...place }: GitHubForgeOptions): Forge {
  const teamClient = mayReadTeams ? client : undefined;
  return {
    people: createGitHubPeople({ client, teamClient, ...place }),
    reviews: createGitHubReviews(client, place),
    security: createGitHubSecurity(client, place),
    descriptions: createGitHubDescriptions(client, place),
  };
}
