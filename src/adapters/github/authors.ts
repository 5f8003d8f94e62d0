import { z } from 'zod';
import type { Authors } from '../../ports/authors.ts';
import { expecting } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';
import { toResult } from './result.ts';

const user = z.object({ login: z.string() }).nullable();

const commit = z.object({ author: user });

const pulls = z.array(z.object({ user }));

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
        readPages(
          (page) =>
            client.rest('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
              ...place,
              commit_sha: sha,
              ...page,
            }),
          pulls,
          `the pull requests of ${sha}`,
        ),
      ]);
      const author = toResult(expecting(written, commit, `the commit ${sha}`), (found) => found);
      if (author.outcome === 'failed') return author;
      return toResult(opened, (rows) => {
        const people = [author.found.author, ...rows.map((row) => row.user)];
        return [...new Set([run.actor, ...people.flatMap((one) => one?.login ?? [])])];
      });
    },
  };
}
