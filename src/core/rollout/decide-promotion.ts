import type { Plan } from '../plan/plan.ts';
import type { Decision } from './decision.ts';
import type { State } from './state.ts';

/** All phases have passed: make the new version the stable one, then clean up. */
export function decidePromotion(plan: Plan, state: State): Decision {
  if (state.status !== 'promoting') return { do: 'start-promotion' };
  const promote = state.hooks.promote;
  if (promote?.ok === false) {
    const sentence = `the promote hook failed: ${promote.detail}`;
    return { do: 'pause', reason: { code: 'hook-failed', sentence }, criteria: [] };
  }
  if (plan.hooks.promote !== undefined && promote?.ok !== true) {
    return { do: 'run-hook', hook: 'promote' };
  }
  const finalWeight = plan.target.afterPromotion === 'stable' ? 0 : 100;
  if (state.weight.intended !== finalWeight || !state.weight.confirmed) {
    return { do: 'set-weight', weight: finalWeight };
  }
  if (plan.hooks.cleanup !== undefined && state.hooks.cleanup?.ok === undefined) {
    return { do: 'run-hook', hook: 'cleanup' };
  }
  return { do: 'promote' };
}
