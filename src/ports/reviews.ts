import type { Instant } from '../core/quantity/instant.ts';
import type { RepositoryResult } from './repository.ts';

/** What somebody last said of a pull request in a review; a mere comment takes nothing back. */
export interface Review {
  readonly by: string;
  readonly verdict: 'approved' | 'changes-requested' | 'dismissed';
  /** The commit that was looked at; undefined where that is not known any more. */
  readonly commit: string | undefined;
  readonly at: Instant;
}

/** A pull request whose reviewed content is what is released. */
export interface ReleasedPullRequest {
  readonly number: number;
  /** The commit that had to be looked at: its last one. */
  readonly headSha: string;
  readonly isMerged: boolean;
}

/** Knows what people said of a release before. Nothing is thrown. */
export interface Reviews {
  /** The pull requests that are released as this commit: it is their head, or what they were merged as. */
  pullRequestsOf(sha: string): Promise<RepositoryResult<readonly ReleasedPullRequest[]>>;
  /** The latest word of each reviewer of a pull request. */
  reviewsOn(pullRequest: number): Promise<RepositoryResult<readonly Review[]>>;
  /** Logins of whoever opened a pull request that is released as this commit, or wrote its last commit. */
  authorsOf(sha: string): Promise<RepositoryResult<readonly string[]>>;
}
