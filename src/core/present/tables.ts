import { describeApproval } from '../plan/approval.ts';
import { formatDuration } from '../quantity/duration.ts';
import { findAwaited } from '../rollout/awaited.ts';
import type { PhaseState, State } from '../rollout/state.ts';
import { describeTook } from './criteria.ts';
import { code, countRest, plain, table } from './markdown.ts';

/** More gates than this are read by nobody; they are counted instead. */
const MOST_GATES = 40;

/** Every phase with its weight, where it stands, how long it took and who approved it. */
export function tabulatePhases(state: State): string {
  const awaited = findAwaited(state)?.phase;
  const isAsked = [...state.started.plan.phases, ...state.phases].some(({ approval }) => approval);
  const rows = state.started.plan.phases.map(({ name, weight, bake }, index) => [
    plain(name),
    `${weight}%`,
    formatDuration(bake),
    index === awaited ? '🟡 waits for approval' : describePhase(state, index),
    ...(isAsked ? [describeConsent(state, index)] : []),
  ]);
  const head = ['Phase', 'Weight', 'Bake', 'State', ...(isAsked ? ['Approval'] : [])];
  return table(head, rows, ['left', 'right', 'right', 'left', 'left']);
}

function describePhase(state: State, index: number): string {
  const phase = state.phases[index];
  if (phase === undefined) return '';
  const took = describeTook(phase);
  switch (phase.status) {
    case 'pending':
      return '⚪ to come';
    case 'running':
      return state.status === 'running' ? '🔵 baking' : '🟡 interrupted';
    case 'passed':
      return phase.passedBy === undefined
        ? `🟢 passed${took}`
        : `🟢 let pass${took} by ${code(phase.passedBy)}`;
    case 'failed':
      return index === state.current && state.status === 'paused'
        ? `🟡 paused${took}`
        : `🔴 failed${took}`;
  }
}

/** Who approved, or else who must. */
function describeConsent(state: State, index: number): string {
  const approval = state.phases[index]?.approval;
  const wanted = state.started.plan.phases[index]?.approval;
  if (approval !== undefined) return `✅ ${approvers(approval)}`;
  return wanted === undefined ? '–' : plain(describeApproval(wanted));
}

function approvers({ by, environment, via }: NonNullable<PhaseState['approval']>): string {
  if (by.length > 0) return by.map(code).join(', ');
  return environment === undefined ? `by ${via ?? 'somebody'}` : `environment ${code(environment)}`;
}

/** Every gate with what it found, the shut ones first; undefined when none was asked. */
export function tabulateGates(state: State): string | undefined {
  const findings = [state.gates, ...state.phases.map(({ gates }) => gates)].flatMap(
    (record) => record?.findings ?? [],
  );
  if (findings.length === 0) return undefined;
  const rows = findings
    .toSorted((a, b) => Number(a.outcome === 'open') - Number(b.outcome === 'open'))
    .slice(0, MOST_GATES)
    .map(({ gate, outcome, found, wanted, remedy }) => [
      code(gate),
      outcome === 'open' ? '✅ open' : `❌ ${outcome}`,
      plain(found),
      plain(wanted),
      plain(remedy),
    ]);
  const text = table(['Gate', 'Outcome', 'Found', 'Wanted', 'What to do'], rows);
  return `${text}${countRest(findings.length - MOST_GATES)}`;
}
