import { isSameLogin } from '../core/member.ts';
import type { PeopleApproval } from '../core/plan/plan.ts';
import type { RolloutStarted } from '../core/rollout/event.ts';
import type { Authors } from '../ports/authors.ts';
import type { People } from '../ports/people.ts';
import { judgeAccess, judgeMember } from './right.ts';

/** What it takes to tell whose approval counts. */
export interface Registry {
  readonly people: People;
  readonly authors: Authors;
}

/**
 * Why somebody's approval of a release does not count; undefined where it does. They must have write access
 * now, be one of those the plan names, and where the plan says so not be an author. Whoever cannot be told
 * about may not.
 */
export async function objectToApprover(
  { people, authors }: Registry,
  login: string,
  { from, notAuthor }: PeopleApproval,
  started: RolloutStarted,
): Promise<string | undefined> {
  const access = await judgeAccess(people, login, 'approve');
  if (access.outcome === 'may-not') return access.sentence;
  if (from.length > 0) {
    const member = await judgeMember(people, login, 'approve', from);
    if (member.outcome === 'may-not') return member.sentence;
  }
  if (!notAuthor) return undefined;
  const made = await authors.authorsOf(started);
  if (made.outcome === 'failed') {
    return `whether ${login} is an author of this release cannot be told: ${made.detail}`;
  }
  return made.found.some((author) => isSameLogin(author, login))
    ? `${login} may not approve: it is their own release, and somebody else must`
    : undefined;
}
