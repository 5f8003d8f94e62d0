import type { Outline } from '../meaning/outline.ts';
import type { Notes } from '../notes.ts';
import type { Position } from '../position.ts';
import { environmentSegment } from '../ref-segment.ts';
import type { Path } from '../source/path.ts';
import { quote } from '../wording.ts';

/** Names are told apart by people and by events in the ledger, so no two things share one. */
export function checkNames(outline: Outline, notes: Notes): void {
  checkPhaseNames(outline, notes);
  checkDistinct('gate', [...outline.gates, ...outline.phases.flatMap(({ gates }) => gates)], notes);
  checkDistinct('channel', outline.notifications, notes);
  checkEnvironments(outline, notes);
}

function checkPhaseNames({ phases }: Outline, notes: Notes): void {
  const lines = new Map<string, number>();
  for (const { name, path, position } of phases) {
    if (name === undefined) continue;
    const first = lines.get(name.toLowerCase());
    if (first === undefined) lines.set(name.toLowerCase(), position.line);
    else {
      notes.error(
        [...path, 'name'],
        'duplicate-name',
        `a second phase is named ${quote(name)}, first on line ${first}`,
        'give each phase a name of its own',
      );
    }
  }
}

function checkDistinct(
  what: 'gate' | 'channel',
  things: readonly { readonly name: string; readonly position: Position }[],
  notes: Notes,
): void {
  const lines = new Map<string, number>();
  for (const { name, position } of things) {
    const first = lines.get(name);
    if (first === undefined) lines.set(name, position.line);
    else {
      notes.errorAt(
        position,
        'duplicate-name',
        `a second ${what} is named ${quote(name)}, first on line ${first}`,
        'give one of them a `name` of its own',
      );
    }
  }
}

function checkEnvironments({ environment, phases }: Outline, notes: Notes): void {
  if (environment !== undefined) checkEnvironment(environment, ['environment'], notes);
  for (const { approval, path } of phases) {
    if (approval?.by !== 'environment') continue;
    const place = [...path, 'approval'];
    checkEnvironment(approval.environment, place, notes);
    if (approval.environment.toLowerCase() !== environment?.toLowerCase()) continue;
    notes.error(
      place,
      'approval',
      `the approval environment is ${quote(approval.environment)}, the environment of the rollout itself`,
      'name another one, such as `production-approval`: every job of the rollout would ask for approval',
    );
  }
}

function checkEnvironment(name: string, path: Path, notes: Notes): void {
  const isValid = /^[^'"`\\\p{Cc}]+$/u.test(name) && name.trim() === name;
  if (isValid && environmentSegment(name) !== undefined) return;
  notes.error(
    path,
    'wrong-value',
    `${quote(name)} cannot be the name of a GitHub environment`,
    isValid
      ? 'choose a shorter name: it must fit into a git ref'
      : 'write it without quotes, backslashes and spaces around it',
  );
}
