import { z } from 'zod';
import type { Authors } from '../../ports/authors.ts';
import { expecting } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPullRequests } from './pull-requests.ts';
import { toResult } from './result.ts';

const commit = z.object({ author: z.object({ login: z.string() }).nullable() });

/** Asks GitHub whose a release is; takes `contents: read` and `pull-requests: read`. */
export function createGitHubAuthors(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
): Authors {
  return {
    async authorsOf({ sha, run }) {
      if (sha === undefined) return { outcome: 'read', found: [run.actor] };
      const [written, opened] = await Promise.all([
        client.rest('GET /repos/{owner}/{repo}/commits/{ref}', { ...place, ref: sha }),
        readPullRequests(client, place, sha),
      ]);
      const author = toResult(expecting(written, commit, `the commit ${sha}`), (found) => found);
      if (author.outcome === 'failed') return author;
      return toResult(opened, (rows) => {
        const people = [author.found.author?.login, ...rows.map((row) => row.author)];
        return [...new Set([run.actor, ...people.flatMap((login) => login ?? [])])];
      });
    },
  };
}
