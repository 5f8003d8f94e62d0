import { z } from 'zod';
import type { Instant } from '../../core/quantity/instant.ts';
import type { Commits } from '../../ports/commits.ts';
import { expecting } from '../github/answer.ts';
import type { GitHubClient } from '../github/client.ts';
import { isCommitName } from './name.ts';

/** Commits asked for in one request. */
const BATCH = 100;

const found = z.object({
  repository: z.record(
    z.string(),
    z.object({ committedDate: z.iso.datetime({ offset: true }).optional() }).nullable(),
  ),
});

export interface GitHubCommitsOptions {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
}

/** Commits in a repository on GitHub, a hundred in one request; takes `contents: read`. */
export function createGitHubCommits({ client, owner, repo }: GitHubCommitsOptions): Commits {
  return {
    async timesOf(shas) {
      const names = shas.filter(isCommitName);
      const times = new Map<string, Instant>();
      for (let from = 0; from < names.length; from += BATCH) {
        const batch = names.slice(from, from + BATCH);
        const variables = Object.fromEntries(batch.map((sha, index) => [`c${index}`, sha]));
        const answer = await client.graphql(
          queryFor(batch.length),
          { owner, repo, ...variables },
          { needs: 'contents: read' },
        );
        const read = expecting(answer, found, 'when commits were made');
        if (read.outcome === 'failed') return { outcome: 'failed', detail: read.detail };
        for (const [index, sha] of batch.entries()) {
          const date = read.data.repository[`c${index}`]?.committedDate;
          if (date !== undefined) times.set(sha, Date.parse(date));
        }
      }
      return { outcome: 'read', times };
    },
  };
}

/** Asks for as many commits under names of their own; the commits themselves are variables. */
function queryFor(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `, $c${index}: GitObjectID!`).join('');
  const objects = indices
    .map((index) => `c${index}: object(oid: $c${index}) { ...dated }`)
    .join(' ');
  return `
    query ReadCommitTimes($owner: String!, $repo: String!${variables}) {
      repository(owner: $owner, name: $repo) { ${objects} }
    }
    fragment dated on Commit { committedDate }`;
}
