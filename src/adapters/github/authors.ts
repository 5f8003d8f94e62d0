import { z } from 'zod';
import { startersOf } from '../../core/rollout/starters.ts';
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
      const starters = startersOf(run);
      if (sha === undefined) return { outcome: 'read', found: starters };
      const [written, opened] = await Promise.all([
        client.rest('GET /repos/{owner}/{repo}/commits/{ref}', { ...place, ref: sha }),
        readPullRequests(client, place, sha),
      ]);
      const author = toResult(expecting(written, commit, `the commit ${sha}`), (found) => found);
      if (author.outcome === 'failed') return author;
      const writer = author.found.author?.login;
      if (writer === undefined)
        return { outcome: 'failed', reason: 'malformed', detail: belongsToNobody(sha) };
      return toResult(opened, (rows) => {
        const openers = rows.flatMap((row) => row.author ?? []);
        return [...new Set([...starters, writer, ...openers])];
      });
    },
  };
}

function belongsToNobody(sha: string): string {
  return `the e-mail address that wrote ${sha.slice(0, 12)} belongs to no account: its owner adds it to theirs, or another commit is released`;
}
