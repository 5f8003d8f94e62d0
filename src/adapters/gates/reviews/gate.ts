import { isSameLogin } from '../../../core/member.ts';
import type { ReviewsGate } from '../../../core/plan/plan.ts';
import type { People } from '../../../ports/people.ts';
import type { ReleasedPullRequest, Review, Reviews } from '../../../ports/reviews.ts';
import { broken, enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { judgeMembership, nameMembers } from '../membership.ts';

export interface ReviewsSource {
  readonly reviews: Reviews;
  readonly people: People;
  readonly sha: string;
}

/**
 * Open when enough different people have approved the pull request that is released, and none of those whose
 * word counts wants changes. An approval counts that is the latest word of somebody with write access who
 * wrote none of it, and that was given to its last commit. Where the release is several pull requests, one
 * that was approved is enough: what people looked at is the same.
 */
export async function lookAtReviews(gate: ReviewsGate, source: ReviewsSource): Promise<Look> {
  const wanted = describeWanted(gate);
  const pulls = await source.reviews.pullRequestsOf(source.sha);
  if (pulls.outcome === 'failed') return cannotRead(pulls.detail, wanted);
  if (pulls.found.length === 0) {
    return shut(
      `${source.sha.slice(0, 12)} is no pull request's last commit, nor what one was merged as`,
      wanted,
      'release what came by a pull request, as it was reviewed',
    );
  }
  const authors = await source.reviews.authorsOf(source.sha);
  if (authors.outcome === 'failed') return cannotRead(authors.detail, wanted);
  const tallies: Tally[] = [];
  for (const pull of pulls.found) {
    const tally = await count(gate, source, { pull, authors: authors.found });
    if (typeof tally === 'string') return cannotRead(tally, wanted);
    if (isEnough(tally, gate)) return open(describeTally(tally), wanted);
    tallies.push(tally);
  }
  const found = tallies.map(describeTally).join('; ');
  const isVetoed = tallies.some(({ objectors }) => objectors.length > 0);
  return shut(found, wanted, isVetoed ? RESOLVE : 'have it approved, and look again');
}

const RESOLVE =
  'do what was asked for and have it approved, or have the request for changes dismissed';

/** What was said of one pull request. */
interface Tally {
  readonly pullRequest: number;
  readonly approvers: readonly string[];
  /** Those who want changes. */
  readonly objectors: readonly string[];
  /** Why the other approvals do not count. */
  readonly remarks: readonly string[];
}

interface Subject {
  readonly pull: ReleasedPullRequest;
  readonly authors: readonly string[];
}

function isEnough({ approvers, objectors }: Tally, { count: least }: ReviewsGate): boolean {
  return approvers.length >= least && objectors.length === 0;
}

/** A string says what could not be read: with that nothing is counted. */
async function count(
  gate: ReviewsGate,
  { reviews, people }: ReviewsSource,
  subject: Subject,
): Promise<Tally | string> {
  const { number } = subject.pull;
  const read = await reviews.reviewsOn(number);
  if (read.outcome === 'failed') return read.detail;
  const approvers: string[] = [];
  const objectors: string[] = [];
  const remarks: string[] = [];
  let doubt: string | undefined;
  for (const review of read.found.filter(({ verdict }) => verdict !== 'dismissed')) {
    const { by, verdict } = review;
    const remark = remarkOn(review, gate, subject) ?? (await weigh(by, gate, people));
    if (remark === undefined) (verdict === 'approved' ? approvers : objectors).push(by);
    else if (typeof remark === 'string') remarks.push(remark);
    else if (verdict === 'approved') doubt ??= remark.unknown;
    else return remark.unknown;
  }
  const tally = { pullRequest: number, approvers, objectors, remarks };
  return doubt === undefined || isEnough(tally, gate) ? tally : doubt;
}

/** Why a review does not count whoever gave it; one that wants changes stands whatever came after. */
function remarkOn(
  { by, commit, verdict }: Review,
  { acceptOlder }: ReviewsGate,
  { pull, authors }: Subject,
): string | undefined {
  if (authors.some((author) => isSameLogin(author, by))) return `${by} wrote it`;
  const isOld = commit !== pull.headSha && verdict === 'approved';
  return isOld && !acceptOlder ? `${by} approved an older commit` : undefined;
}

/** Why somebody's word does not count; undefined where it does. */
async function weigh(
  login: string,
  { from }: ReviewsGate,
  people: People,
): Promise<string | { readonly unknown: string } | undefined> {
  const access = await people.accessOf(login);
  if (access.outcome === 'failed') return { unknown: access.detail };
  if (!access.found.mayWrite) return `${login} has no write access`;
  if (from.length === 0) return undefined;
  const membership = await judgeMembership(people, login, from);
  if (membership.outcome === 'unknown') return { unknown: membership.detail };
  return membership.outcome === 'in' ? undefined : `${login} is not asked`;
}

function describeWanted({ count: least, from }: ReviewsGate): string {
  const approvals = least === 1 ? '1 approval' : `${least} approvals`;
  const who = from.length === 0 ? '' : ` from ${nameMembers(from)}`;
  return `${approvals}${who} of what is released, and nobody who wants changes`;
}

function describeTally({ pullRequest, approvers, objectors, remarks }: Tally): string {
  const approved =
    approvers.length === 0 ? 'approved by nobody' : `approved by ${enumerate(approvers)}`;
  const vetoed = objectors.length === 0 ? [] : [`${enumerate(objectors)} wants changes`];
  return `#${pullRequest} is ${[approved, ...vetoed, ...remarks].join(', ')}`;
}

function cannotRead(detail: string, wanted: string): Look {
  return broken(
    detail,
    wanted,
    'look again when GitHub answers; teams are read with the secret `team-token`',
  );
}
