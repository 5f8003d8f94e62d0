import type { Forge } from '../../ports/forge.ts';
import type { People } from '../../ports/people.ts';
import type { GitHubClient } from './client.ts';
import { createGitHubDescriptions } from './descriptions.ts';
import { createGitHubReviews } from './reviews.ts';
import { createGitHubSecurity } from './security.ts';

export interface GitHubForgeOptions {
  readonly client: GitHubClient;
  /** Whoever answers about people, teams among them: that may take another token. */
  readonly people: People;
  readonly owner: string;
  readonly repo: string;
}

/** GitHub, as the token of `client` sees it. Nothing is thrown. */
export function createGitHubForge({ client, people, ...place }: GitHubForgeOptions): Forge {
  return {
    people,
    reviews: createGitHubReviews(client, place),
    security: createGitHubSecurity(client, place),
    descriptions: createGitHubDescriptions(client, place),
  };
}
