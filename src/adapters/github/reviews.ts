import { z } from 'zod';
import type { RepositoryResult } from '../../ports/repository.ts';
import type { Review, Reviews } from '../../ports/reviews.ts';
import type { Review as ReviewOfRelease } from '../approvals/review.ts';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';
import { readReleasedAs } from './pull-requests.ts';
import { toResult } from './result.ts';

type Place = { readonly owner: string; readonly repo: string };

const account = z.object({ login: z.string() }).nullable();

const signed = z.object({ author: account, committer: account });

const reviews = z.array(
  z.object({
    user: account,
    state: z.string(),
    commit_id: z.string().nullable(),
    submitted_at: z.iso.datetime().optional(),
  }),
);

type Row = z.output<typeof reviews>[number];

/**
 * The latest word of each reviewer of every pull request that is released as `sha`: because that is its head, or
 * what it was merged as. Takes `pull-requests: read`.
 */
export async function readReviewsOf(
  client: GitHubClient,
  place: Place,
  sha: string,
): Promise<RepositoryResult<readonly ReviewOfRelease[]>> {
  const listed = await readReleasedAs(client, place, sha);
  if (listed.outcome === 'failed') return toResult(listed, () => []);
  const found: ReviewOfRelease[] = [];
  for (const pull of listed.data) {
    const read = await readReviewsOn(client, place, pull.number);
    if (read.outcome === 'failed') return toResult(read, () => []);
    found.push(
      ...read.data.map(({ by, verdict, commit, at }) => ({
        by,
        isApproval: verdict === 'approved',
        isOfRelease: commit === pull.headSha,
        at,
      })),
    );
  }
  return { outcome: 'read', found };
}

/** The latest word of each reviewer of a pull request; takes `pull-requests: read`. */
export async function readReviewsOn(
  client: GitHubClient,
  place: Place,
  pullRequest: number,
): Promise<Answer<readonly Review[]>> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  const listed = await readPages(
    (page) => client.rest(route, { ...place, pull_number: pullRequest, ...page }),
    reviews,
    `the reviews of pull request ${pullRequest}`,
  );
  return listed.outcome === 'failed' ? listed : { ...listed, data: latest(listed.data) };
}

const VERDICTS: Readonly<Record<string, Review['verdict']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  DISMISSED: 'dismissed',
};

/** GitHub lists reviews from old to new. */
function latest(rows: readonly Row[]): readonly Review[] {
  const byPerson = new Map<string, Review>();
  for (const { user, state, commit_id, submitted_at } of rows) {
    const verdict = VERDICTS[state];
    if (user === null || verdict === undefined) continue;
    byPerson.set(user.login.toLowerCase(), {
      by: user.login,
      verdict,
      commit: commit_id ?? undefined,
      at: submitted_at === undefined ? 0 : Date.parse(submitted_at),
    });
  }
  return [...byPerson.values()];
}

/** What people said of a release; takes `pull-requests: read` and `contents: read`. */
export function createGitHubReviews(client: GitHubClient, place: Place): Reviews {
  async function listReleased(sha: string) {
    return toResult(await readReleasedAs(client, place, sha), (pulls) => pulls);
  }

  async function writersOf(sha: string) {
    const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
    const answer = await client.rest(route, { ...place, ref: sha });
    return toResult(expecting(answer, signed, `the commit ${sha}`), ({ author, committer }) =>
      [author, committer].flatMap((one) => one?.login ?? []),
    );
  }

  return {
    pullRequestsOf: listReleased,
    reviewsOn: async (number) => toResult(await readReviewsOn(client, place, number), (all) => all),
    async authorsOf(sha) {
      const pulls = await listReleased(sha);
      if (pulls.outcome === 'failed') return pulls;
      const authors = new Set(pulls.found.flatMap(({ author }) => author ?? []));
      for (const head of new Set(pulls.found.map(({ headSha }) => headSha))) {
        const writers = await writersOf(head);
        if (writers.outcome === 'failed') return writers;
        for (const login of writers.found) authors.add(login);
      }
      return { outcome: 'read', found: [...authors] };
    },
  };
}
