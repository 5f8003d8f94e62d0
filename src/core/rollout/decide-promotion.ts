import type { Plan } from '../plan/plan.ts';
import type { Decision } from './decision.ts';
import type { State } from './state.ts';

/** All phases have passed: make the new version the stable one, then clean up. */
export function decidePromotion(plan: Plan, state: State): Decision {
  if (state.status !== 'promoting') return { do: 'start-promotion' };
  const { promote, cleanup } = state.hooks;
  if (promote?.ok === false)
    return pause('hook-failed', `the promote hook failed: ${promote.detail}`);
  if (plan.hooks.promote !== undefined && promote?.ok !== true) {
    return { do: 'run-hook', hook: 'promote' };
  }
  const { intended, confirmed, failure } = state.weight;
  const finalWeight = plan.target.afterPromotion === 'stable' ? 0 : 100;
  if (failure !== undefined) {
    return pause('target-unavailable', `the target did not take the last weight: ${failure}`);
  }
  if (intended !== finalWeight || !confirmed) return { do: 'set-weight', weight: finalWeight };
  if (plan.hooks.cleanup !== undefined && cleanup?.ok === undefined) {
    return { do: 'run-hook', hook: 'cleanup' };
  }
  return { do: 'promote' };
}

/** Every phase has passed: what fails now is no reason to go back, but for a person to look. */
function pause(code: 'hook-failed' | 'target-unavailable', sentence: string): Decision {
  return { do: 'pause', reason: { code, sentence }, criteria: [] };
}
