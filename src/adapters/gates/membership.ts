import { isSameLogin, type Member, nameMember } from '../../core/member.ts';
import type { People } from '../../ports/people.ts';

/** Whether somebody is one of a list of people and teams; `unknown` where a team that might hold them cannot be read. */
export type Membership =
  | { readonly outcome: 'in' }
  | { readonly outcome: 'out' }
  | { readonly outcome: 'unknown'; readonly detail: string };

export async function judgeMembership(
  people: People,
  login: string,
  members: readonly Member[],
): Promise<Membership> {
  let doubt: string | undefined;
  for (const member of members) {
    if (member.kind === 'person') {
      if (isSameLogin(member.login, login)) return { outcome: 'in' };
      continue;
    }
    const found = await people.isMember(login, member.organization, member.slug);
    if (found.outcome === 'failed') doubt ??= found.detail;
    else if (found.found) return { outcome: 'in' };
  }
  return doubt === undefined ? { outcome: 'out' } : { outcome: 'unknown', detail: doubt };
}

export function nameMembers(members: readonly Member[]): string {
  return members.map(nameMember).join(', ');
}
