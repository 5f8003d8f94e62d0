import { isSameMember, type Member, nameMember, parsePlanMember } from '../../member.ts';
import type { Approval } from '../approval.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import { quote } from '../wording.ts';

type PhaseDraft = NonNullable<Draft<PlanDocument['phases']>[number]>;
type ApprovalDraft = NonNullable<PhaseDraft['approval']>;
type MappingDraft = Exclude<ApprovalDraft, string>;

export function resolveApproval(
  draft: ApprovalDraft | undefined,
  path: Path,
  notes: Notes,
): Approval | undefined {
  if (draft === undefined) return undefined;
  if (typeof draft === 'string') return { by: 'environment', environment: draft, notAuthor: false };
  const { environment, by } = draft;
  const notAuthor = draft['not-author'] ?? false;
  if (environment !== undefined) {
    refuseOfEnvironment(draft, path, notes);
    return { by: 'environment', environment, notAuthor };
  }
  if (by === undefined) return undefined;
  const from = resolveMembers(draft.from ?? [], [...path, 'from'], notes);
  const count = draft.count ?? 1;
  checkCount(from, count, path, notes);
  return { by, from, count, notAuthor };
}

/** Who may let into an environment, and how many it takes, is set there. */
function refuseOfEnvironment(draft: MappingDraft, path: Path, notes: Notes): void {
  for (const key of ['from', 'count'] as const) {
    if (draft[key] === undefined) continue;
    notes.error(
      [...path, key],
      'approval',
      `${quote(key)} stands beside an environment, whose reviewers GitHub knows`,
      'leave it out: any one of them approves; or let people approve `by: comment` or `by: review`',
    );
  }
}

function resolveMembers(words: readonly string[], path: Path, notes: Notes): readonly Member[] {
  const members: Member[] = [];
  for (const [index, word] of words.entries()) {
    const member = parsePlanMember(word);
    if (member === undefined) {
      notes.error(
        [...path, index],
        'approval',
        `${quote(word)} is neither a login nor a team`,
        'write a login such as `ada`, or a team such as `acme/release`',
      );
    } else if (members.some((one) => isSameMember(one, member))) {
      notes.error(
        [...path, index],
        'approval',
        `${quote(nameMember(member))} is named twice`,
        'name everybody once: only different people count',
      );
    } else members.push(member);
  }
  return members;
}

function checkCount(from: readonly Member[], count: number, path: Path, notes: Notes): void {
  if (from.length === 0 || from.some(({ kind }) => kind === 'team') || count <= from.length) return;
  notes.error(
    [...path, 'count'],
    'approval',
    `it takes ${count} people, and ${from.length === 1 ? 'only one is' : `only ${from.length} are`} named in \`from\``,
    'name more people or a team, or take fewer',
  );
}
