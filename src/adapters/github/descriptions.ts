import { z } from 'zod';
import type { Descriptions } from '../../ports/descriptions.ts';
import { expecting } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { toResult } from './result.ts';

const account = z.object({ login: z.string() }).nullable();

const QUERY = `query Description($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issueOrPullRequest(number: $number) {
      ... on Issue { number body author { login } editor { login } lastEditedAt }
      ... on PullRequest { number body author { login } editor { login } lastEditedAt }
    }
  }
}`;

const described = z.object({
  repository: z.object({
    issueOrPullRequest: z.object({
      number: z.int(),
      body: z.string(),
      author: account,
      editor: account,
      lastEditedAt: z.string().nullable(),
    }),
  }),
});

/** Reads descriptions with their last editor; takes `issues: read`, and for pull requests `pull-requests: read`. */
export function createGitHubDescriptions(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
): Descriptions {
  return {
    async read(number) {
      const answer = await client.graphql(QUERY, { ...place, number }, { needs: 'issues: read' });
      const found = expecting(answer, described, `the description of #${number}`);
      return toResult(found, ({ repository: { issueOrPullRequest: one } }) => ({
        number: one.number,
        text: one.body,
        by: (one.lastEditedAt === null ? one.author : one.editor)?.login,
      }));
    },
  };
}
