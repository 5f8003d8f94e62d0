import { type Member, nameMember } from '../member.ts';

/** Reviewers of an environment: GitHub asks them, before the phase's job begins. */
export interface EnvironmentApproval {
  readonly by: 'environment';
  readonly environment: string;
  /** Nobody who made the release may approve it. */
  readonly notAuthor: boolean;
}

/** People who say so with `/rollout approve`, or by an approving review of the released pull request. */
export interface PeopleApproval {
  readonly by: 'comment' | 'review';
  /** One of these each of them must be, besides having write access; empty for whoever has that. */
  readonly from: readonly Member[];
  /** How many different people it takes, at least 1. */
  readonly count: number;
  readonly notAuthor: boolean;
}

/** Who must approve before a phase begins. */
export type Approval = EnvironmentApproval | PeopleApproval;

/**
 * An approval in words, for after "the approval". Names in it are from the plan: escape them where they are shown.
 *
 * @example describeApproval({ by: 'review', from: [], count: 2, notAuthor: true }) ===
 *   'by reviews of 2 people with write access, none of them the author'
 */
export function describeApproval(approval: Approval): string {
  if (approval.by === 'environment') {
    const other = approval.notAuthor ? ', not the author' : '';
    return `of the environment ${approval.environment}${other}`;
  }
  const { by, from, count, notAuthor } = approval;
  const means = by === 'comment' ? '/rollout approve' : count === 1 ? 'a review' : 'reviews';
  const other = count === 1 ? ', not the author' : ', none of them the author';
  return `by ${means} of ${describePeople(from, count)}${notAuthor ? other : ''}`;
}

function describePeople(from: readonly Member[], count: number): string {
  if (from.length === 0) {
    return count === 1 ? 'somebody with write access' : `${count} people with write access`;
  }
  const names = from.map(nameMember).join(count === 1 ? ' or ' : ', ');
  return count === 1 ? names : `${count} of ${names}`;
}
