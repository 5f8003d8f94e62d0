import type { BakedGate, ChecklistGate, ChecklistPlace, StableGate } from '../../plan.ts';
import { resolveConnection } from '../connection.ts';
import { checkEnvironmentVariables } from '../variables.ts';
import type { GateAround, GateDraft } from './draft.ts';
import { resolvePeople } from './people.ts';

type ChecklistDraft = NonNullable<GateDraft['checklist']>;

export function resolveChecklist(
  draft: ChecklistDraft,
  { basics, path, notes }: GateAround,
): ChecklistGate | undefined {
  const { file, by } = draft;
  if (file !== undefined) checkEnvironmentVariables(file, [...path, 'file'], notes);
  if (file !== undefined && by !== undefined) {
    notes.error(
      [...path, 'by'],
      'wrong-value',
      'nobody can tell who ticked a task in a file',
      'put the list into an issue, or leave `by` out: the commit that holds the file was reviewed',
    );
  }
  const place = resolvePlace(draft);
  return place === undefined
    ? undefined
    : {
        kind: 'checklist',
        ...basics,
        place,
        by: resolvePeople(by),
      };
}

function resolvePlace({ file, issue, label, ...rest }: ChecklistDraft): ChecklistPlace | undefined {
  if (file !== undefined) return { kind: 'file', path: file };
  if (issue !== undefined) return { kind: 'issue', number: issue };
  if (label !== undefined) return { kind: 'label', label };
  return rest['pull-request'] === true ? { kind: 'pull-request' } : undefined;
}

export function resolveBaked(
  { environment, rollout, for: least }: NonNullable<GateDraft['baked']>,
  { basics }: GateAround,
): BakedGate | undefined {
  return environment === undefined || least === undefined
    ? undefined
    : {
        kind: 'baked',
        ...basics,
        environment,
        ...(rollout !== undefined && { rollout }),
        for: least,
      };
}

export function resolveStable(
  draft: NonNullable<GateDraft['stable']>,
  { basics, path, notes }: GateAround,
): StableGate {
  const { timeout: _, name: __, status, ...own } = draft;
  const bare = { url: own.url ?? '', headers: {}, timeout: basics.timeout };
  const connection = own.url === undefined ? undefined : resolveConnection(own, bare, path, notes);
  return {
    kind: 'stable',
    ...basics,
    ...(connection && { connection }),
    ...(status !== undefined && { status }),
  };
}
