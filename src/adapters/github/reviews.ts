import { z } from 'zod';
import type { RepositoryResult } from '../../ports/repository.ts';
import type { Review } from '../approvals/review.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';
import { toResult } from './result.ts';

const pulls = z.array(
  z.object({
    number: z.int(),
    head: z.object({ sha: z.string() }),
    merge_commit_sha: z.string().nullable(),
    merged_at: z.string().nullable(),
  }),
);

const reviews = z.array(
  z.object({
    user: z.object({ login: z.string() }).nullable(),
    state: z.string(),
    commit_id: z.string().nullable(),
    submitted_at: z.iso.datetime().optional(),
  }),
);

type Pull = z.output<typeof pulls>[number];
type Row = z.output<typeof reviews>[number];

/**
 * The latest word of each reviewer of every pull request that is released as `sha`: because that is its head, or
 * what it was merged as. Takes `pull-requests: read`.
 */
export async function readReviewsOf(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  sha: string,
): Promise<RepositoryResult<readonly Review[]>> {
  const listed = await readPages(
    (page) =>
      client.rest('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
        ...place,
        commit_sha: sha,
        ...page,
      }),
    pulls,
    `the pull requests of ${sha}`,
  );
  if (listed.outcome === 'failed') return toResult(listed, () => []);
  const found: Review[] = [];
  for (const pull of listed.data.filter((one) => isReleasedAs(one, sha))) {
    const read = await readReviewsOn(client, place, pull);
    if (read.outcome === 'failed') return toResult(read, () => []);
    found.push(...latest(read.data).map((row) => toReview(row, pull)));
  }
  return { outcome: 'read', found };
}

/** A pull request that merely holds the commit somewhere is released as something else. */
function isReleasedAs({ head, merged_at, merge_commit_sha }: Pull, sha: string): boolean {
  return head.sha === sha || (merged_at !== null && merge_commit_sha === sha);
}

function readReviewsOn(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  { number }: Pull,
): Promise<Answer<readonly Row[]>> {
  return readPages(
    (page) =>
      client.rest('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
        ...place,
        pull_number: number,
        ...page,
      }),
    reviews,
    `the reviews of pull request ${number}`,
  );
}

/** GitHub lists reviews from old to new; a mere comment takes nothing back. */
function latest(rows: readonly Row[]): readonly Row[] {
  const byPerson = new Map<string, Row>();
  for (const row of rows) {
    if (row.user === null || row.state === 'COMMENTED' || row.state === 'PENDING') continue;
    byPerson.set(row.user.login.toLowerCase(), row);
  }
  return [...byPerson.values()];
}

function toReview({ user, state, commit_id, submitted_at }: Row, { head }: Pull): Review {
  return {
    by: user?.login ?? 'ghost',
    isApproval: state === 'APPROVED',
    isOfRelease: commit_id === head.sha,
    at: submitted_at === undefined ? 0 : Date.parse(submitted_at),
  };
}
