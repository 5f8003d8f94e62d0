/** Somebody, or everybody of a team. */
export type Member =
  | { readonly kind: 'person'; readonly login: string }
  | { readonly kind: 'team'; readonly organization: string; readonly slug: string };

/** A member as it is written. */
export function nameMember(member: Member): string {
  return member.kind === 'person' ? member.login : `@${member.organization}/${member.slug}`;
}

const LOGIN = /^@?([A-Za-z\d](?:[A-Za-z\d_-]*[A-Za-z\d])?)$/;
const TEAM = /^@([A-Za-z\d][\w-]*)\/([\w.-]+)$/;

/** Reads `ada`, `@ada` or `@acme/release`. */
export function parseMember(word: string): Member | undefined {
  const [, organization, slug] = TEAM.exec(word) ?? [];
  if (organization !== undefined && slug !== undefined) return { kind: 'team', organization, slug };
  const login = LOGIN.exec(word)?.[1];
  return login === undefined ? undefined : { kind: 'person', login };
}

/** The same as a plan writes it: a plain `@` cannot begin a word of YAML, so a team may be `acme/release`. */
export function parsePlanMember(word: string): Member | undefined {
  return parseMember(word.includes('/') && !word.startsWith('@') ? `@${word}` : word);
}

/** Whether two login names are the same person's: GitHub knows no case in them. */
export function isSameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function isSameMember(one: Member, other: Member): boolean {
  return isSameLogin(nameMember(one), nameMember(other));
}
