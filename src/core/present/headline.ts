import { findAwaited } from '../rollout/awaited.ts';
import type { State, Status } from '../rollout/state.ts';

/** One sign per status, for titles. */
export const SIGNS: Readonly<Record<Status, string>> = {
  running: '🔵',
  paused: '🟡',
  stopped: '⚪',
  'rolling-back': '🟠',
  'rolled-back': '🔴',
  'rollback-failed': '🚨',
  promoting: '🔵',
  promoted: '🟢',
};

/** The same for a state: a rollout that waits for people bears the sign of those that want one. */
export function signOf(state: State): string {
  return SIGNS[findAwaited(state) === undefined ? state.status : 'paused'];
}

/** The state in about five words, without markup. */
export function headline(state: State): string {
  const awaited = findAwaited(state);
  if (awaited !== undefined) {
    return `${state.started.plan.phases[awaited.phase]?.name ?? 'The next phase'} waits for approval`;
  }
  const phase = state.started.plan.phases[state.current];
  switch (state.status) {
    case 'running':
      if (phase === undefined) return 'Gates open, nothing moved yet';
      return state.phases[state.current]?.status === 'passed'
        ? `${phase.name} passed at ${phase.weight}%`
        : `${phase.name} baking at ${phase.weight}%`;
    case 'paused':
      return `Paused at ${state.weight.intended}%: ${subject(state)}`;
    case 'stopped':
      return `Not started: ${subject(state)}`;
    case 'rolling-back':
      return `Rolling back: ${subject(state)}`;
    case 'rolled-back':
      return `Rolled back: ${subject(state)}`;
    case 'rollback-failed':
      return 'ROLLBACK FAILED: move traffic by hand';
    case 'promoting':
      return 'All phases passed, promoting';
    case 'promoted':
      return 'Promoted';
  }
}

function subject({ reason }: State): string {
  return reason?.criterion?.split(/\s|:/)[0] ?? reason?.code.replaceAll('-', ' ') ?? 'unknown';
}
