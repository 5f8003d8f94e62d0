import { type Member, parsePlanMember } from '../../../member.ts';
import type { Notes } from '../../notes.ts';
import type { Path } from '../../source/path.ts';
import { checkEnvironmentVariables, warnAboutLiteralSecret } from '../variables.ts';

/** The document let none pass that is no member. */
export function resolvePeople(words: readonly string[] | undefined): readonly Member[] {
  return (words ?? []).flatMap((word) => parsePlanMember(word) ?? []);
}

export function resolveToken(
  token: string | undefined,
  path: Path,
  notes: Notes,
): { readonly token?: string } {
  if (token === undefined) return {};
  const place = [...path, 'token'];
  checkEnvironmentVariables(token, place, notes);
  warnAboutLiteralSecret(token, place, notes);
  return { token };
}
