import type { Weight } from '../plan/plan.ts';
import type { Run } from './event.ts';
import type { PhaseState, State } from './state.ts';

export const PENDING: PhaseState = { status: 'pending', criteria: [] };

/** A weight the target is to carry, of which nothing is known yet. */
export function aim(weight: Weight): State['weight'] {
  return { intended: weight, confirmed: false, unread: 0, down: 0 };
}

export function withPhase(
  state: State,
  index: number,
  change: (phase: PhaseState) => PhaseState,
): State {
  return {
    ...state,
    phases: state.phases.map((phase, at) => (at === index ? change(phase) : phase)),
  };
}

/** The state without what explains why it rests. */
export function atWork(state: State): State {
  const { reason: _, pausedSince: __, ...working } = state;
  return working;
}

/** The state in which somebody is at it: whoever had left with a promise is not waited for any more. */
export function withoutPromise(state: State): State {
  const { heldUntil: _, ...held } = state;
  return held;
}

/** Everything from this phase on begins anew. */
export function renew(state: State, from: number, run: Run): State {
  const { gates: gatesBefore, promotedInFull: _, takeover: __, ...kept } = atWork(state);
  const { deploy, cleanup } = state.hooks;
  // What was cleaned up has to be deployed again.
  const isDeployed = deploy?.ok === true && cleanup === undefined;
  const keepsGates = gatesBefore?.open === true && from > 0;
  const isJudgedAnew = state.phases.slice(from).some((phase) => phase.bakingSince !== undefined);
  return {
    ...kept,
    ...(isJudgedAnew && { judgedAnew: (state.judgedAnew ?? 0) + 1 }),
    ...(keepsGates && { gates: gatesBefore }),
    run,
    status: 'running',
    weight: aim(state.weight.intended),
    hooks: isDeployed ? { deploy } : {},
    current: from - 1,
    phases: state.phases.map((phase, index) => (index < from ? phase : PENDING)),
    measurements: [],
    cursors: {},
  };
}
