import type { Event, HookName } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import type { Assignment, PlanDocument } from './assignment.ts';
import type { Logbook } from './logbook.ts';
import { look } from './measure.ts';
import { askApproval, evaluateGates } from './permission.ts';
import { beginRollout } from './start.ts';
import type { Deed, Step } from './step.ts';
import { inspectTarget, setWeight, takeBack } from './traffic.ts';
import type { World } from './world.ts';

/** Does what the step asks and says what came of it. Outcomes are events; only bugs throw. */
export async function act(
  step: Step,
  world: World,
  assignment: Assignment,
  { state, isBehind }: Pick<Logbook, 'state' | 'isBehind'>,
): Promise<Deed> {
  const { document } = assignment;
  const at = world.clock.now();
  switch (step.do) {
    case 'start':
      return {
        events: [beginRollout(need(document), assignment, at)],
        session: { tookBack: false },
      };
    case 'ask-holder': {
      const status = await world.runs.statusOf(need(state).run);
      return { events: [], session: { holder: { status, at: world.clock.now() } } };
    }
    case 'inspect-target':
      return inspectTarget(world);
    case 'evaluate-gates':
      return evaluateGates(step.phase, need(document).plan, world, need(state));
    case 'open-approval':
      return { events: [{ type: 'approval-asked', at, phase: step.phase }] };
    case 'ask-approval':
      return askApproval(step, need(state), world);
    case 'run-hook':
      return { events: [await runHook(step.hook, need(document), need(state), world, assignment)] };
    case 'retry':
    case 'take-over':
    case 'start-phase':
    case 'start-rollback':
      return { events: [] }; // The intent is all; the next step does it.
    case 'start-promotion':
      // No intent of its own: the hook's is, and without a hook the target carries the last weight already.
      return { events: [{ type: 'promotion-started', at }] };
    case 'set-weight':
      return setWeight(step.weight, world, isBehind);
    case 'measure':
      return look(step.due, world, need(state));
    case 'pass-phase': {
      const { phase, by, criteria } = step;
      return {
        events: [{ type: 'phase-passed', at, phase, ...(by !== undefined && { by }), criteria }],
      };
    }
    case 'pause':
      return { events: [{ type: 'paused', at, reason: step.reason, criteria: step.criteria }] };
    case 'stop':
      return { events: [{ type: 'stopped', at, reason: step.reason }] };
    case 'take-back':
      // Whatever plan is at hand, what was moved is taken back where the ledger says that it was.
      return takeBack({ clock: world.clock, traffic: world.trafficOf(need(state).started) });
    case 'promote':
      return { events: [{ type: 'promoted', at }] };
  }
}

async function runHook(
  hook: HookName,
  { plan }: PlanDocument,
  { started }: State,
  { hooks: own, hooksOf, clock }: World,
  { run, release }: Assignment,
): Promise<Event> {
  // A re-run may have been given another version than what it cleans up behind.
  const isOwn = started.run.id === run.id && started.version === release.version;
  const hooks = isOwn ? own : hooksOf(started);
  const result = await hooks.run(hook, need(plan.hooks[hook]));
  const at = clock.now();
  return result.outcome === 'ok'
    ? { type: 'hook-finished', at, hook, ok: true, detail: '' }
    : { type: 'hook-finished', at, hook, ok: false, detail: result.detail };
}

/** What a decision could not have been made without. */
function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a step was decided without what it needs');
  return value;
}
