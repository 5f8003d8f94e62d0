import type { Plan } from '../../../../src/core/plan/plan.ts';
import type { Event } from '../../../../src/core/rollout/event.ts';
import { apply } from '../../../../src/core/rollout/fold.ts';
import type { State } from '../../../../src/core/rollout/state.ts';

/** Goes through a journal event by event and names every one that must not stand where it stands. */
export function findCrimes(events: readonly Event[], plan: Plan): readonly string[] {
  const crimes: string[] = [];
  let state: State | undefined;
  for (const event of events) {
    const before = events.slice(0, events.indexOf(event));
    const crime =
      judge(event, event.type === 'rollout-started' ? undefined : state, plan) ??
      judgeApproval(event, before, plan);
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

/**
 * Why a phase that begins has no approval that is valid for it, read from the events alone: people must have been
 * asked, and enough different ones must have said so since, about this phase and version, and before it began anew.
 */
export function judgeApproval(
  event: Event,
  history: readonly Event[],
  plan: Plan,
): string | undefined {
  if (event.type !== 'phase-started') return undefined;
  const before = history.slice(history.findLastIndex(({ type }) => type === 'rollout-started'));
  const { phase: index } = event;
  const phase = plan.phases[index];
  const approval = phase?.approval;
  if (phase === undefined || approval === undefined) return undefined;
  const isOfPhase = (one: Event, type: 'approval-asked' | 'approved') =>
    one.type === type && one.phase === index;
  const granted = before.findLastIndex((one) => isOfPhase(one, 'approved'));
  if (granted < 0) return 'without approval';
  const isAnew = before.slice(granted).some((one) => one.type === 'retried' && one.phase <= index);
  if (isAnew) return 'with the approval of an earlier attempt';
  if (approval.by === 'environment') return undefined;
  const asked = before.findLastIndex((one) => isOfPhase(one, 'approval-asked'));
  if (asked < 0 || asked > granted) return 'without asking';
  if (approval.by === 'review') return undefined;
  const version = before.find((one) => one.type === 'rollout-started')?.version;
  const people = before.slice(asked, granted).flatMap((one) => {
    if (one.type !== 'ordered' || one.command.kind !== 'approve') return [];
    const { phase: name = phase.name, version: meant = version } = one.command;
    return name === phase.name && meant === version ? [one.by] : [];
  });
  return new Set(people).size >= approval.count ? undefined : 'with too few approvals';
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
