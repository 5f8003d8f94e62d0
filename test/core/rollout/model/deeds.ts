import type { Event, Run } from '../../../../src/core/rollout/event.ts';
import { isHeldBy } from '../../../../src/core/rollout/holder.ts';
import type { Session } from '../../../../src/core/rollout/situation.ts';
import type { Release } from '../../../../src/drivers/assignment.ts';
import { beginRollout } from '../../../../src/drivers/start.ts';
import type { Step } from '../../../../src/drivers/step.ts';
import { BAD, GOOD } from '../rehearsal.ts';
import type { Luck } from './luck.ts';
import { isPlanned } from './rules.ts';
import { accuse, type Runner, type World } from './world.ts';

/** What a step came to: what happened to the target, and what the runner saw. */
export interface Done {
  readonly world: World;
  readonly events: readonly Event[];
  readonly session?: Partial<Session>;
}

const NO_DATA = { outcome: 'no-data', reason: 'no-series', detail: 'nothing' } as const;

/** Whatever attempt of a run it is, it releases the same. */
export function releaseOf({ id }: Run): Release {
  return { version: `v${id}` };
}

/** Does what the step asks; what comes of it is a matter of luck. */
export function act(step: Step, world: World, runner: Runner, given: Luck): Done {
  const luck: Luck = world.isCalm ? { ...given, has: () => false } : given;
  const at = world.now;
  const did = (...events: readonly Event[]): Done => ({ world, events });
  switch (step.do) {
    case 'start': {
      const release = releaseOf(runner.run);
      const begun = beginRollout(
        runner.plan,
        { goal: runner.goal, run: runner.run, release, mode: 'job' },
        at,
      );
      return { world, events: [begun], session: { tookBack: false } };
    }
    case 'ask-holder': {
      const holder = runner.state?.run;
      const isAlive = world.runners.some(
        ({ run, isDone }) => run.id === holder?.id && run.attempt === holder.attempt && !isDone,
      );
      const status = luck.has(10) ? 'unknown' : isAlive ? 'running' : 'ended';
      return { world, events: [], session: { holder: { status, at } } };
    }
    case 'inspect-target':
      return {
        world,
        events: [],
        session: {
          targetSeenAt: at,
          inspection:
            world.carries === 0 || world.isCalm
              ? 'at-stable'
              : { code: 'target-not-at-stable', sentence: 'it carries traffic already' },
        },
      };
    case 'evaluate-gates': {
      const open = !luck.has(10);
      const outcome = open ? 'open' : 'shut';
      const finding = {
        gate: 'checks',
        kind: 'checks',
        outcome,
        found: outcome,
        wanted: '',
        remedy: '',
      } as const;
      const isSkipped = runner.state?.skippedGates?.['checks'] !== undefined;
      return did({
        type: 'gates-evaluated',
        at,
        phase: step.phase,
        open: open || isSkipped,
        findings: [isSkipped ? { ...finding, outcome: 'open' } : finding],
      });
    }
    case 'open-approval':
      return did({ type: 'approval-asked', at, phase: step.phase });
    case 'ask-approval':
      return luck.has(20) || !isAnswered(step, runner)
        ? {
            world,
            events: [],
            session: { unapproved: { code: 'awaiting-approval', sentence: 'nobody answered' } },
          }
        : did({
            type: 'approved',
            at,
            phase: step.phase,
            ...(step.approval.by === 'environment'
              ? { environment: step.approval.environment }
              : { via: step.approval.by }),
            by: ['ada'],
          });
    case 'run-hook':
      return did({ type: 'hook-finished', at, hook: step.hook, ok: !luck.has(10), detail: '' });
    case 'retry':
    case 'take-over':
    case 'start-phase':
    case 'start-rollback':
      return did();
    case 'start-promotion':
      return did({ type: 'promotion-started', at });
    case 'set-weight':
      return setWeight(step.weight, world, runner, luck);
    case 'measure':
      return { world, events: [measure(step, world, luck)], session: { targetSeenAt: at } };
    case 'pass-phase': {
      const { phase, by, criteria } = step;
      return did({ type: 'phase-passed', at, phase, ...(by !== undefined && { by }), criteria });
    }
    case 'pause':
      return did({ type: 'paused', at, reason: step.reason, criteria: step.criteria });
    case 'stop':
      return did({ type: 'stopped', at, reason: step.reason });
    case 'take-back':
      return takeBack(world, luck);
    case 'promote':
      return did({ type: 'promoted', at });
  }
}

function setWeight(weight: number, world: World, runner: Runner, luck: Luck): Done {
  const { state } = world;
  const crime =
    state === undefined || !isHeldBy(state, runner.run)
      ? `run ${runner.run.id} moved traffic it does not hold`
      : !isPlanned(weight, runner.plan.plan)
        ? `${weight}% is not in the plan`
        : weight > 0 && state.weight.intended !== weight
          ? `${weight}% was not in the ledger`
          : undefined;
  const at = world.now;
  const accused = accuse(world, crime && `set-weight: ${crime}`);
  const session = { targetSeenAt: at };
  if (luck.has(6)) {
    // It may have obeyed all the same.
    const moved = luck.has(50) ? { ...accused, carries: weight } : accused;
    return { world: moved, events: [{ type: 'weight-failed', at, weight, detail: 'no' }], session };
  }
  const events: readonly Event[] = [{ type: 'weight-set', at, weight, verified: true }];
  return { world: { ...accused, carries: weight }, events, session };
}

function takeBack(world: World, luck: Luck): Done {
  const at = world.now;
  const session = { targetSeenAt: at, tookBack: true };
  return luck.has(10)
    ? { world, events: [{ type: 'rollback-failed', at, detail: 'no route' }], session }
    : {
        world: { ...world, carries: 0 },
        events: [{ type: 'rolled-back', at, verified: true }],
        session,
      };
}

function measure(step: Extract<Step, { do: 'measure' }>, world: World, luck: Luck): Event {
  const measurements = step.due.map(({ metric, interval }) => {
    const canary = luck.has(4) ? BAD : luck.has(8) ? NO_DATA : GOOD;
    return { metric: metric.name, ...interval, canary, baseline: GOOD };
  });
  const target = luck.has(4)
    ? ({ unread: 'no answer', reason: luck.has(50) ? 'timeout' : 'canary-down' } as const)
    : { seen: world.carries };
  return { type: 'measured', at: world.now, measurements, cursors: {}, target };
}

/** Commands are in the ledger; whether others have answered is a matter of luck. */
function isAnswered({ phase, approval }: Extract<Step, { do: 'ask-approval' }>, { state }: Runner) {
  if (approval.by !== 'comment') return true;
  return (state?.phases[phase]?.approvedBy ?? []).length >= approval.count;
}
