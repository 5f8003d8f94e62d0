import type { Phase, Plan } from '../plan/plan.ts';
import { timePaused } from './bake-time.ts';
import { decideBake } from './decide-bake.ts';
import { decideRecord } from './decide-gates.ts';
import type { Decision } from './decision.ts';
import { halt } from './halt.ts';
import { obeyPromotion } from './obey-promotion.ts';
import type { Situation } from './situation.ts';
import type { PhaseState, State } from './state.ts';
import { answerRefusal } from './target-trouble.ts';

/** The next step inside one phase: open it, set the weight, look, and decide when the bake is over. */
export function decidePhase(
  situation: Situation,
  plan: Plan,
  state: State,
  index: number,
): Decision {
  const phase = plan.phases[index];
  const record = state.phases[index];
  if (phase === undefined || record === undefined) throw new Error(`no phase ${index} in the plan`);
  if (record.status === 'pending') {
    return (
      inspectTarget(situation, state) ??
      deploy(plan, state) ??
      lookAtGates(situation, state, index, phase, record) ??
      askPeople(situation, index, phase, record) ?? {
        do: 'start-phase',
        phase: index,
        weight: phase.weight,
      }
    );
  }
  const { bakingSince } = record;
  const refusal = answerRefusal(state);
  if (refusal !== undefined) return refusal;
  if (bakingSince === undefined) return { do: 'set-weight', weight: phase.weight };
  const bake = phase.bake + timePaused(state, index, situation.now);
  const longer = { plan, index, phase: { ...phase, bake }, bakingSince };
  return obeyPromotion(decideBake(situation, longer, state), state, index);
}

/** Where no traffic is said to be on the canary, the target must say so too before any is put there. */
function inspectTarget({ session }: Situation, { weight }: State): Decision | undefined {
  if (weight.intended > 0 || session.inspection === 'at-stable') return undefined;
  return session.inspection === undefined
    ? { do: 'inspect-target' }
    : { do: 'stop', reason: session.inspection };
}

function deploy({ hooks }: Plan, state: State): Decision | undefined {
  const done = state.hooks.deploy;
  if (hooks.deploy === undefined || done?.ok === true) return undefined;
  return done?.ok === false
    ? halt(state, 'hook-failed', `the deploy hook failed: ${done.detail}`)
    : { do: 'run-hook', hook: 'deploy' };
}

function lookAtGates(
  { now }: Situation,
  state: State,
  index: number,
  { gates }: Phase,
  record: PhaseState,
): Decision | undefined {
  return gates.length === 0 ? undefined : decideRecord(state, record.gates, index, now);
}

function askPeople(
  { session }: Situation,
  index: number,
  { approval }: Phase,
  record: PhaseState,
): Decision | undefined {
  if (approval === undefined || record.approval !== undefined) return undefined;
  if (approval.by !== 'environment' && record.askedAt === undefined) {
    return { do: 'open-approval', phase: index };
  }
  return session.unapproved
    ? { do: 'rest', reached: false, reason: session.unapproved }
    : { do: 'ask-approval', phase: index, approval };
}
