import { isSameLogin } from '../../core/member.ts';
import type { PeopleApproval } from '../../core/plan/plan.ts';
import type { ApprovalRequest, ApprovalResult } from '../../ports/approvals.ts';
import type { RepositoryResult } from '../../ports/repository.ts';
import type { Instant } from '../../core/quantity/instant.ts';
import { countApprovals } from './count.ts';

/** What somebody last said of a pull request in a review. */
export interface Review {
  readonly by: string;
  readonly isApproval: boolean;
  /** The commit that was looked at is the one that is released. */
  readonly isOfRelease: boolean;
  readonly at: Instant;
}

export interface ReviewsOptions {
  /** The latest review of each person for the pull requests that a commit came by. */
  readonly reviewsOf: (sha: string) => Promise<RepositoryResult<readonly Review[]>>;
  /** Why somebody's approval does not count; undefined where it does. */
  readonly objectTo: (
    login: string,
    request: ApprovalRequest<PeopleApproval>,
  ) => Promise<string | undefined>;
}

/** GitHub tells the time of a review in whole seconds. */
const SECOND = 1_000;

/** Looks whether enough people have approved by review, of what is released and since it was asked. */
export async function readReviews(
  { reviewsOf, objectTo }: ReviewsOptions,
  request: ApprovalRequest<PeopleApproval>,
): Promise<ApprovalResult> {
  const { approval, phase, started, askedAt } = request;
  if (started.sha === undefined) {
    const detail = `${phase} needs a review, and no commit is known that could be reviewed`;
    return { outcome: 'refused', reason: 'approval-missing', detail };
  }
  const read = await reviewsOf(started.sha);
  if (read.outcome === 'failed') {
    return { outcome: 'waiting', detail: `the reviews could not be read: ${read.detail}` };
  }
  const by: string[] = [];
  const objections: string[] = [];
  for (const review of read.found) {
    if (!review.isApproval || by.some((one) => isSameLogin(one, review.by))) continue;
    const objection = findAge(review, askedAt) ?? (await objectTo(review.by, request));
    if (objection === undefined) by.push(review.by);
    else objections.push(objection);
  }
  const counted = countApprovals(approval, phase, by);
  if (counted.outcome === 'granted' || objections.length === 0) return counted;
  return { ...counted, detail: `${counted.detail}; ${objections.join('; ')}` };
}

function findAge({ by, isOfRelease, at }: Review, askedAt: Instant): string | undefined {
  if (!isOfRelease) return `the review of ${by} is of another commit`;
  return at + SECOND > askedAt
    ? undefined
    : `the review of ${by} was given before it was asked for`;
}
