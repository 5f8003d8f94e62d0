import type { Event, Run } from '../../../../src/core/rollout/event.ts';
import { apply } from '../../../../src/core/rollout/fold.ts';
import type { Goal } from '../../../../src/core/rollout/goal.ts';
import { isHeldBy, isOver } from '../../../../src/core/rollout/holder.ts';
import type { State } from '../../../../src/core/rollout/state.ts';
import { judge, judgeApproval } from './rules.ts';
import { accuse, type Runner, type World } from './world.ts';

const HARMLESS: ReadonlySet<Event['type']> = new Set(['ordered', 'reported', 'notified']);

/** Appends events to the ledger, and accuses whoever appends what must not stand there. */
export function append(world: World, events: readonly Event[], writer?: Runner): World {
  const written = events.reduce<World>((before, event) => {
    const crime =
      (event.type === 'rollout-started'
        ? undefined
        : (judge(event, before.state, planOf(before, writer)) ??
          judgeApproval(event, before.events, planOf(before, writer)))) ??
      (writer && judgeWriter(event, before.state, writer));
    return {
      ...accuse(before, crime && `${event.type}: ${crime}`),
      events: event.type === 'rollout-started' ? [event] : [...before.events, event],
      state: apply(before.state, event),
    };
  }, world);
  const isHarmless = events.every(({ type }) => HARMLESS.has(type));
  return { ...written, appends: [...written.appends, isHarmless] };
}

function planOf({ runners }: World, writer: Runner | undefined) {
  const plan = (writer ?? runners[0])?.plan;
  if (plan === undefined) throw new Error('there is no plan to judge by');
  return plan.plan;
}

/** Exactly one run holds a rollout: nobody else writes in it, but for a rollback that a person asks for. */
function judgeWriter(
  event: Event,
  state: State | undefined,
  { run, goal }: Runner,
): string | undefined {
  switch (event.type) {
    case 'ordered':
    case 'reported':
    case 'notified':
      return undefined;
    case 'rollout-started':
      return state === undefined || isOver(state) ? undefined : 'while another is under way';
    case 'retried':
    case 'taken-over':
      return mayTake(event, state, run) ? undefined : 'from a run that may hold it';
    default:
      return state !== undefined && (isHeldBy(state, run) || isAsked(goal))
        ? undefined
        : `by run ${run.id}, attempt ${run.attempt}, which does not hold it`;
  }
}

function mayTake(
  event: Extract<Event, { type: 'retried' | 'taken-over' }>,
  state: State | undefined,
  run: Run,
): boolean {
  if (state === undefined) return false;
  if (state.run.id === run.id) return state.run.attempt < run.attempt;
  return event.type === 'taken-over' && event.reason !== undefined;
}

function isAsked(goal: Goal): boolean {
  return goal.kind === 'rollback' && goal.cause === 'asked';
}

/** What came of an attempt to write what a runner has noted, and what it is about to do. */
export interface Written {
  readonly world: World;
  readonly runner: Runner;
  readonly outcome: 'flushed' | 'conflict' | 'failed';
}

/** Writes by compare-and-swap; behind harmless news the facts are kept, and the intents are not. */
export function flush(world: World, runner: Runner, intents: readonly Event[]): Written {
  const events = [...runner.facts, ...runner.intents, ...intents];
  if (events.length === 0) return { world, runner, outcome: 'flushed' };
  if (runner.tip !== world.appends.length) {
    return { world, runner: catchUp(world, runner), outcome: 'conflict' };
  }
  const after = append(world, events, runner);
  const tip = after.appends.length;
  return {
    world: after,
    runner: { ...runner, tip, facts: [], intents: [], state: after.state },
    outcome: 'flushed',
  };
}

/** The runner once it has read what others wrote. */
export function catchUp(world: World, runner: Runner): Runner {
  const isSame = world.state?.started === runner.state?.started;
  const isHarmless = isSame && world.appends.slice(runner.tip).every(Boolean);
  const facts = isHarmless ? runner.facts : [];
  return {
    ...runner,
    tip: world.appends.length,
    facts,
    intents: [],
    state: facts.reduce<State | undefined>(apply, world.state),
    session: { tookBack: false, hasHeld: runner.session.hasHeld ?? false },
  };
}
