import type { Plan } from '../../../../src/core/plan/plan.ts';
import type { Event } from '../../../../src/core/rollout/event.ts';
import { apply } from '../../../../src/core/rollout/fold.ts';
import type { State } from '../../../../src/core/rollout/state.ts';

/** Goes through a journal event by event and names every one that must not stand where it stands. */
export function findCrimes(events: readonly Event[], plan: Plan): readonly string[] {
  const crimes: string[] = [];
  let state: State | undefined;
  for (const event of events) {
    const crime = judge(event, event.type === 'rollout-started' ? undefined : state, plan);
    if (crime !== undefined) crimes.push(`${event.type}: ${crime}`);
    state = apply(state, event);
  }
  return crimes;
}

/** Why an event must not stand where it stands; undefined where it may. */
export function judge(event: Event, state: State | undefined, plan: Plan): string | undefined {
  if (state === undefined) return undefined;
  if (state.status === 'promoted' && !MAY_FOLLOW_PROMOTION.has(event.type))
    return 'after the promotion';
  if (isAtStable(state) && !MAY_FOLLOW_THE_END.has(event.type)) return `while ${state.status}`;
  switch (event.type) {
    case 'phase-started':
      return judgePhaseStart(event.phase, event.weight, state, plan);
    case 'weight-set':
      return isPlanned(event.weight, plan) ? undefined : `${event.weight}% is not in the plan`;
    case 'phase-passed':
      return event.by === undefined
        ? judgePass(event, state, plan)
        : judgeOrderedPass(event.phase, event.by, state);
    case 'promotion-started':
      if (state.status !== 'running') return `while ${state.status}`;
      return state.phases.every(({ status }) => status === 'passed')
        ? undefined
        : 'before every phase had passed';
    case 'promoted':
      return judgePromotion(state, plan);
    case 'rolled-back':
      return ['rolling-back', 'rollback-failed'].includes(state.status)
        ? undefined
        : `while ${state.status}`;
    case 'stopped':
      return state.weight.intended === 0 ? undefined : `at ${state.weight.intended}%`;
    case 'retried':
      return state.status === 'rolling-back' || state.status === 'rollback-failed'
        ? `while ${state.status}`
        : undefined;
    default:
      return undefined;
  }
}

function isAtStable({ status }: State): boolean {
  return status === 'rolled-back' || status === 'stopped';
}

/** What is left to do and to say once a rollout has ended, and what begins it anew. */
const MAY_FOLLOW_THE_END: ReadonlySet<Event['type']> = new Set([
  'rollout-started',
  'retried',
  'hook-started',
  'hook-finished',
  'ordered',
  'reported',
  'notified',
]);

/** People are told of it, and where they were told is noted. */
const MAY_FOLLOW_PROMOTION: ReadonlySet<Event['type']> = new Set(['reported', 'notified']);

/** What a person lets pass must be on record as that person's order. */
function judgeOrderedPass(index: number, by: string, state: State): string | undefined {
  const phase = state.phases[index];
  if (index !== state.current || phase?.status !== 'running') return 'no such phase runs';
  const word = phase.letPass ?? state.promotedInFull;
  return word?.by === by ? undefined : 'without an order';
}

function judgePhaseStart(
  index: number,
  weight: number,
  { phases, gates, hooks, status }: State,
  plan: Plan,
): string | undefined {
  const phase = plan.phases[index];
  if (phase?.weight !== weight) return `${weight}% is not the phase's weight`;
  if (status !== 'running') return `while ${status}`;
  if (phases.slice(0, index).some((before) => before.status !== 'passed')) return 'out of order';
  if (gates?.open !== true) return 'with shut gates';
  if (phase.gates.length > 0 && phases[index]?.gates?.open !== true) return 'with shut phase gates';
  if (phase.approval !== undefined && !phases[index]?.approval) return 'without approval';
  return plan.hooks.deploy && hooks.deploy?.ok !== true ? 'without deployment' : undefined;
}

function judgePass(
  { at, phase: index, criteria }: Extract<Event, { type: 'phase-passed' }>,
  { phases, current, measurements }: State,
  plan: Plan,
): string | undefined {
  const phase = plan.phases[index];
  const { bakingSince, status, paused = 0 } = phases[index] ?? {};
  if (phase === undefined || index !== current || status !== 'running') return 'no such phase runs';
  if (bakingSince === undefined || at < bakingSince + phase.bake + paused)
    return 'before its bake ended';
  if (criteria.length !== phase.criteria.length + plan.rollback.length) return 'criteria missing';
  const deciding = criteria.filter(({ action, dryRun }) => action !== 'warn' && !dryRun);
  if (deciding.some(({ verdict }) => verdict !== 'pass')) return 'without passing criteria';
  const newest = measurements.findLast(({ metric }) => metric === phase.criteria[0]?.metric);
  return phase.criteria.length > 0 && newest?.canary.outcome !== 'sample'
    ? 'on missing data'
    : undefined;
}

function judgePromotion({ status, weight, hooks, phases }: State, plan: Plan): string | undefined {
  const last = plan.target.afterPromotion === 'stable' ? 0 : 100;
  if (status !== 'promoting' && status !== 'running') return `while ${status}`;
  if (phases.some((phase) => phase.status !== 'passed')) return 'before every phase had passed';
  if (weight.intended !== last || !weight.confirmed) return `at ${weight.intended}%`;
  return plan.hooks.promote && hooks.promote?.ok !== true ? 'without the promote hook' : undefined;
}

/** Weights a target may be made to carry. */
export function isPlanned(weight: number, plan: Plan): boolean {
  return weight === 0 || plan.phases.some((phase) => phase.weight === weight);
}
