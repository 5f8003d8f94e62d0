import type { Plan } from '../plan/plan.ts';
import type { Duration } from '../quantity/instant.ts';
import { decidePhase } from './decide-phase.ts';
import type { Decision } from './decision.ts';
import type { Reason } from './reason.ts';
import type { Situation } from './situation.ts';
import type { State } from './state.ts';

/** How long a paused rollout with nothing to watch is left alone. */
const PATIENCE: Duration = 60_000;

/**
 * While a person has it paused nothing begins and nothing passes. A phase that bakes is watched on, and only
 * what protects users is done: going back on proven harm, and setting a weight again that was raised.
 */
export function decidePaused(situation: Situation, plan: Plan, state: State): Decision {
  const { now } = situation;
  const reason: Reason = state.reason ?? PAUSED;
  const { status, bakingSince } = state.phases[state.current] ?? {};
  const wait: Decision = { do: 'hold', until: now + PATIENCE, criteria: [], reason };
  if (status !== 'running' || bakingSince === undefined) return wait;
  const decision = decidePhase(situation, plan, state, state.current);
  switch (decision.do) {
    case 'start-rollback':
    case 'measure':
    case 'set-weight':
      return decision;
    case 'hold':
      return { ...decision, reason };
    default:
      return 'criteria' in decision ? { ...wait, criteria: decision.criteria } : wait;
  }
}

const PAUSED: Reason = { code: 'asked-by-person', sentence: 'paused until a person decides' };
