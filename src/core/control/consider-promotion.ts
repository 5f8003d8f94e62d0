import { decidePhase } from '../rollout/decide-phase.ts';
import { obey } from '../rollout/obey.ts';
import type { Reason } from '../rollout/reason.ts';
import type { State } from '../rollout/state.ts';
import type { Order } from './command.ts';
import type { Circumstances, Considered } from './considered.ts';

/**
 * A person may overrule a bake that is not over and numbers that are missing or in doubt, but neither proven
 * harm nor the people and gates that are asked before a phase.
 */
export function considerPromotion(
  order: Order,
  state: State,
  circumstances: Circumstances,
): Considered {
  const isFull = order.command.kind === 'promote-full';
  const obstacle = findObstacle(state, isFull);
  if (obstacle !== undefined) {
    return { outcome: 'refused', reason: { code: 'not-running', sentence: obstacle } };
  }
  const harm = findHarm(order, state, circumstances);
  if (harm !== undefined) {
    const sentence = `${harm.sentence}: proven harm is not promoted, only aborted`;
    return { outcome: 'refused', reason: { ...harm, code: 'breach-proven', sentence } };
  }
  const machineLeft = state.status === 'paused' && state.pausedSince === undefined;
  return {
    outcome: 'taken',
    by: machineLeft ? 'rerun' : 'driver',
    sentence: promise(state, isFull),
  };
}

function findObstacle(state: State, isFull: boolean): string | undefined {
  const { version } = state.started;
  if (state.status !== 'running' && state.status !== 'paused') {
    return `${version} is ${state.status}: there is no phase that could pass`;
  }
  if (state.phases.every(({ status }) => status === 'passed')) {
    return `every phase of ${version} has passed: resume or retry it to promote it`;
  }
  if (isFull || isOpen(state)) return undefined;
  const next = state.started.plan.phases[state.current + 1]?.name ?? 'the next phase';
  return `no phase has begun that could pass: ${next} waits for its gates or its people; promote-full passes all that are left`;
}

/** Whether a phase runs, or has run until the machine paused it. */
function isOpen({ phases, current }: State): boolean {
  const status = phases[current]?.status;
  return status === 'running' || status === 'failed';
}

/** What the machine would go back on, as far as the ledger tells: a driver looks once more. */
function findHarm(order: Order, state: State, { plan, now }: Circumstances): Reason | undefined {
  const after = obey(state, { type: 'ordered', at: now, ...order });
  if (plan === undefined || after.phases[after.current]?.status !== 'running') return undefined;
  const decision = decidePhase(
    {
      plan,
      state: after,
      goal: { kind: 'phase', phase: after.current },
      run: after.run,
      version: after.started.version,
      session: { tookBack: false, targetSeenAt: now },
      now,
    },
    plan,
    after,
    after.current,
  );
  return decision.do === 'start-rollback' ? decision.reason : undefined;
}

function promise(state: State, isFull: boolean): string {
  const name = state.started.plan.phases[state.current]?.name ?? 'the phase';
  return isFull
    ? 'every phase that is left passes at once at its weight, then it is promoted; its gates and environments are still asked'
    : `${name} passes now, unless its newest numbers prove harm`;
}
