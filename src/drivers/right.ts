import { membersFor, type Permit } from '../core/control/permit.ts';
import type { CommandWord } from '../core/control/words.ts';
import { isSameLogin, type Member, nameMember } from '../core/member.ts';
import type { People } from '../ports/people.ts';

/** Whether somebody may give a command; one sentence says why not. */
export type Right =
  { readonly outcome: 'may' } | { readonly outcome: 'may-not'; readonly sentence: string };

/**
 * Asks now whether `login` may give the command: write access always, and to be one of those the rules name
 * for it. Whoever cannot be asked about may not.
 */
export async function judgeRight(
  people: People,
  login: string,
  command: CommandWord,
  permit: Permit,
): Promise<Right> {
  const access = await judgeAccess(people, login, command);
  if (access.outcome === 'may-not') return access;
  const members = membersFor(permit, command);
  return members === undefined ? access : judgeMember(people, login, command, members);
}

/** Whether `login` has write access now. */
export async function judgeAccess(
  people: People,
  login: string,
  command: CommandWord,
): Promise<Right> {
  const access = await people.accessOf(login);
  if (access.outcome === 'failed') {
    return refuse(`whether ${login} may ${command} cannot be told: ${access.detail}`);
  }
  const { mayWrite, role } = access.found;
  return mayWrite
    ? { outcome: 'may' }
    : refuse(`${login} may not ${command}: it takes write access, and ${login} has ${role}`);
}

/** Whether `login` is one of those named, or in a team of theirs, now. */
export async function judgeMember(
  people: People,
  login: string,
  command: CommandWord,
  members: readonly Member[],
): Promise<Right> {
  const unknown: string[] = [];
  for (const member of members) {
    if (member.kind === 'person') {
      if (isSameLogin(member.login, login)) return { outcome: 'may' };
      continue;
    }
    const found = await people.isMember(login, member.organization, member.slug);
    if (found.outcome === 'failed') unknown.push(found.detail);
    else if (found.found) return { outcome: 'may' };
  }
  const wanted = members.map(nameMember).join(', ');
  const doubts = unknown.map((detail) => `; ${detail}`).join('');
  return refuse(`${login} may not ${command}: it is left to ${wanted}${doubts}`);
}

function refuse(sentence: string): Right {
  return { outcome: 'may-not', sentence };
}
