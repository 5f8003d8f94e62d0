import type { Approval } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { State, Word } from './state.ts';
import { nextPhase } from './take-up.ts';

/** An approval that the rollout waits for. */
export interface Awaited {
  /** Index of the phase that begins with it. */
  readonly phase: number;
  readonly approval: Approval;
  /** Since when there is nothing else to wait for. */
  readonly since: Instant;
  /** Who has approved already, where it takes several. */
  readonly approvedBy: readonly Word[];
}

/** What people must now approve; undefined where the rollout moves, rests, or is not there yet. */
export function findAwaited(state: State): Awaited | undefined {
  const phase = nextPhase(state);
  const approval = state.started.plan.phases[phase]?.approval;
  const record = state.phases[phase];
  if (state.status !== 'running' || state.takeover !== undefined) return undefined;
  if (approval === undefined || record?.status !== 'pending' || record.approval) return undefined;
  // Nobody tells when GitHub began to ask; people who answer here are asked by the phase itself.
  const before =
    state.phases[phase - 1]?.endedAt ?? (state.gates?.open ? state.gates.at : undefined);
  const since = approval.by === 'environment' ? before : record.askedAt;
  if (since === undefined) return undefined;
  return { phase, approval, since, approvedBy: record.approvedBy ?? [] };
}

/** Whether the run has left it to people, who answer without it: by command or by review. */
export function isLeftToPeople(state: State): boolean {
  const awaited = findAwaited(state);
  return awaited !== undefined && awaited.approval.by !== 'environment';
}
