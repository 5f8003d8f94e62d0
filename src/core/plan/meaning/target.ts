import { DEFAULTS } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import type { CommandTarget, HAProxyTarget, Target } from '../plan.ts';
import { quote } from '../wording.ts';
import { checkEnvironmentVariables } from './variables.ts';

type TargetDraft = Draft<PlanDocument['target']>;

export function resolveTarget(draft: TargetDraft | undefined, notes: Notes): Target | undefined {
  if (draft?.haproxy !== undefined) return resolveHAProxy(draft.haproxy, notes);
  return draft?.command === undefined ? undefined : resolveCommand(draft.command, notes);
}

function resolveHAProxy(
  draft: NonNullable<TargetDraft['haproxy']>,
  notes: Notes,
): HAProxyTarget | undefined {
  const { socket, backend, stable, canary, timeout } = draft;
  if (socket !== undefined)
    checkEnvironmentVariables(socket, ['target', 'haproxy', 'socket'], notes);
  checkVersions('haproxy', stable, canary, notes);
  if (
    socket === undefined ||
    backend === undefined ||
    stable === undefined ||
    canary === undefined
  ) {
    return undefined;
  }
  return {
    kind: 'haproxy',
    socket,
    backend,
    stable,
    canary,
    afterPromotion: draft['after-promotion'] ?? 'canary',
    timeout: timeout ?? DEFAULTS.socketTimeout,
  };
}

function resolveCommand(
  draft: NonNullable<TargetDraft['command']>,
  notes: Notes,
): CommandTarget | undefined {
  const { set, get, stable = 'stable', canary = 'canary', timeout } = draft;
  const checkStable = draft['check-stable'];
  checkVersions('command', stable, canary, notes);
  if (get === undefined) {
    notes.warn(
      ['target', 'command'],
      'unverifiable-target',
      'the target has no `get`, so nobody can see whether the traffic moved',
      'add a command that prints the weight the canary carries, in percent',
    );
  }
  if (set === undefined) return undefined;
  return {
    kind: 'command',
    set,
    ...(get !== undefined && { get }),
    ...(checkStable !== undefined && { checkStable }),
    stable,
    canary,
    afterPromotion: draft['after-promotion'] ?? 'canary',
    timeout: timeout ?? DEFAULTS.targetCommandTimeout,
  };
}

function checkVersions(
  kind: 'haproxy' | 'command',
  stable: string | undefined,
  canary: string | undefined,
  notes: Notes,
): void {
  const path = ['target', kind];
  if (stable !== undefined) checkEnvironmentVariables(stable, [...path, 'stable'], notes);
  if (canary !== undefined) checkEnvironmentVariables(canary, [...path, 'canary'], notes);
  if (stable === undefined || stable !== canary) return;
  notes.error(
    [...path, 'canary'],
    'same-version',
    `stable and canary are both ${quote(stable)}`,
    'name two different versions: the release would be compared with itself',
  );
}
