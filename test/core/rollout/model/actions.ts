import { considerOrder } from '../../../../src/core/control/consider.ts';
import type { Command, Order } from '../../../../src/core/control/command.ts';
import type { Goal } from '../../../../src/core/rollout/goal.ts';
import type { PlanDocument } from '../../../../src/drivers/assignment.ts';
import { append } from './ledger.ts';
import type { Luck } from './luck.ts';
import { turn } from './runner.ts';
import { MINUTE, recruit, replaceRunner, type World } from './world.ts';

/** What people order, what they order often more than once. */
export const COMMANDS: readonly Command[] = [
  { kind: 'pause' },
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'resume' },
  { kind: 'promote' },
  { kind: 'promote-full' },
  { kind: 'retry' },
  { kind: 'abort' },
  { kind: 'skip-gate', gate: 'checks' },
  { kind: 'approve' },
  { kind: 'approve', phase: 'Canary' },
  { kind: 'approve', phase: 'Everybody' },
  { kind: 'approve', version: 'v2' },
];

export const APPROVERS = ['grace', 'hopper'] as const;

const GOALS: readonly Goal[] = [
  { kind: 'promotion', phasesMustHavePassed: false },
  { kind: 'promotion', phasesMustHavePassed: false },
  { kind: 'gates' },
  { kind: 'phase', phase: 0 },
  { kind: 'phase', phase: 1 },
  { kind: 'promotion', phasesMustHavePassed: true },
  { kind: 'rollback', cause: 'run-failed' },
  { kind: 'rollback', cause: 'run-cancelled' },
];

/** Drivers that may be at work at once. */
const MOST_RUNNERS = 4;

/** The world after one more thing has happened in it. */
export function happen(world: World, plans: readonly PlanDocument[], luck: Luck): World {
  const busy = world.runners.flatMap(({ isDone }, index) => (isDone ? [] : [index]));
  if (busy.length === 0 || luck.has(6)) return come(world, plans, luck);
  if (luck.has(74)) return turn(world, luck.pick(busy), luck);
  if (luck.has(50))
    return { ...world, now: world.now + luck.pick([15_000, MINUTE, MINUTE, 90 * MINUTE]) };
  if (luck.has(70)) return order(world, luck.pick(COMMANDS), luck);
  if (luck.has(50)) return cancel(world, luck.pick(busy));
  return { ...world, carries: luck.pick([0, 0, 1, 100]) };
}

/** Somebody comes: a newer release, or a job of a run that was there before. */
function come(world: World, plans: readonly PlanDocument[], luck: Luck): World {
  const runners = world.runners.filter(({ isDone }) => !isDone).slice(-MOST_RUNNERS + 1);
  const goal = luck.pick(GOALS);
  const isNew = world.newest === 0 || luck.has(25);
  const number = isNew ? world.newest + 1 : 1 + Math.floor(world.newest * (luck.has(80) ? 1 : 0.5));
  const id = String(Math.max(1, Math.min(number, world.newest + 1)));
  const [holder] = [world.state?.run];
  const attempt = isNew ? 1 : (holder?.id === id ? holder.attempt : 1) + (luck.has(60) ? 1 : 0);
  const runner = recruit(world, { id, attempt, actor: 'ada' }, goal, luck.pick(plans));
  return { ...world, runners: [...runners, runner], newest: Math.max(world.newest, Number(id)) };
}

function order(world: World, command: Command, luck: Luck): World {
  const given: Order = {
    command,
    by: command.kind === 'approve' ? luck.pick(APPROVERS) : 'grace',
    via: 'comment',
    ...(luck.has(80) && { reason: 'because' }),
  };
  const plan = world.runners[0]?.plan.plan;
  // What was said of an earlier state may be written behind a later one.
  if (command.kind === 'approve' && world.state && luck.has(20)) {
    return append(world, [{ type: 'ordered', at: world.now, ...given }]);
  }
  const considered = considerOrder(given, world.state, {
    holder: luck.pick(['running', 'ended', 'unknown']),
    now: world.now,
    ...(plan && luck.has(50) && { plan }),
  });
  if (considered.outcome === 'refused') return world;
  if (considered.by !== 'control')
    return append(world, [{ type: 'ordered', at: world.now, ...given }]);
  const control = { id: 'control', attempt: 1, actor: 'grace' };
  const goal: Goal = { kind: 'rollback', cause: 'asked', order: given };
  const document = world.runners[0]?.plan;
  return document === undefined
    ? world
    : { ...world, runners: [...world.runners, recruit(world, control, goal, document)] };
}

function cancel(world: World, index: number): World {
  const runner = world.runners[index];
  return runner === undefined
    ? world
    : replaceRunner(world, index, { ...runner, isCancelled: true });
}
