import { z } from 'zod';
import type { LabelledPullRequest } from '../../ports/repository.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';

export interface PullRequest extends LabelledPullRequest {
  /** Who opened it; undefined where the account is gone. */
  readonly author: string | undefined;
  readonly state: 'open' | 'closed';
  readonly isMerged: boolean;
  readonly headSha: string;
  /** The commit it was merged as; undefined while it is not. */
  readonly mergeSha: string | undefined;
}

const pulls = z.array(
  z.object({
    number: z.int(),
    state: z.enum(['open', 'closed']),
    user: z.object({ login: z.string() }).nullable(),
    merged_at: z.string().nullable(),
    merge_commit_sha: z.string().nullable(),
    head: z.object({ sha: z.string() }),
    labels: z.array(z.object({ name: z.string() })),
  }),
);

/** The pull requests that hold a commit or were merged as it; takes `pull-requests: read`. */
export async function readPullRequests(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  sha: string,
): Promise<Answer<readonly PullRequest[]>> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
  const listed = await readPages(
    (page) => client.rest(route, { ...place, commit_sha: sha, ...page }),
    pulls,
    `the pull requests of ${sha}`,
  );
  return listed.outcome === 'failed' ? listed : { ...listed, data: listed.data.map(shape) };
}

function shape(row: z.output<typeof pulls>[number]): PullRequest {
  const isMerged = row.merged_at !== null;
  return {
    number: row.number,
    author: row.user?.login,
    state: row.state,
    isMerged,
    headSha: row.head.sha,
    // An open pull request has one too: what a merge would be.
    mergeSha: isMerged ? (row.merge_commit_sha ?? undefined) : undefined,
    labels: row.labels.map(({ name }) => name),
  };
}

/** Those that are released as `sha`: it is their head, or what they were merged as. */
export async function readReleasedAs(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  sha: string,
): Promise<Answer<readonly PullRequest[]>> {
  const listed = await readPullRequests(client, place, sha);
  return listed.outcome === 'failed'
    ? listed
    : { ...listed, data: listed.data.filter((one) => isReleasedAs(one, sha)) };
}

/** Whether what people reviewed there is what `sha` is: a pull request may merely hold the commit somewhere. */
function isReleasedAs({ headSha, mergeSha }: PullRequest, sha: string): boolean {
  return headSha === sha || mergeSha === sha;
}
