import { decide } from '../../../../src/core/rollout/decide.ts';
import type { Decision } from '../../../../src/core/rollout/decision.ts';
import { apply } from '../../../../src/core/rollout/fold.ts';
import type { Goal } from '../../../../src/core/rollout/goal.ts';
import { isHeldBy } from '../../../../src/core/rollout/holder.ts';
import type { State } from '../../../../src/core/rollout/state.ts';
import { intentOf } from '../../../../src/drivers/step.ts';
import { act, releaseOf } from './deeds.ts';
import { catchUp, flush } from './ledger.ts';
import type { Luck } from './luck.ts';
import { accuse, replaceRunner, type Runner, type World } from './world.ts';

const CANCELLED: Goal = { kind: 'rollback', cause: 'run-cancelled' };

/** Out of a hundred: killed at one of three places, and a ledger that is away. */
const KILLED = 3;
const AWAY = 5;

export function decideFor({ now }: World, runner: Runner): Decision {
  const { plan, state, run, session } = runner;
  return decide({
    plan: plan.plan,
    planDigest: plan.digest,
    state,
    goal: goalOf(runner),
    run,
    version: releaseOf(run).version,
    session,
    now,
  });
}

function goalOf({ goal, isCancelled }: Runner): Goal {
  return isCancelled && goal.kind !== 'rollback' ? CANCELLED : goal;
}

/** One turn of a driver: decide, write the intent, act, note. It may be killed anywhere on the way. */
export function turn(world: World, index: number, luck: Luck): World {
  const found = world.runners[index];
  if (found === undefined || found.isDone) return world;
  const runner = remember(found);
  const decision = decideFor(world, runner);
  const leave = (after: World, left: Runner) =>
    replaceRunner(after, index, { ...left, isDone: true });
  const mayDie = () => !world.isCalm && luck.has(KILLED);
  const isAway = !world.isCalm && luck.has(AWAY);

  if (mayDie()) return leave(world, runner);
  if (decision.do === 'rest') {
    const last = accuse(
      world,
      decision.reason.sentence === '' ? 'rests without a word' : undefined,
    );
    if (isAway) return leave(last, runner);
    const written = flush(last, runner, []);
    return written.outcome === 'conflict'
      ? replaceRunner(written.world, index, written.runner)
      : leave(written.world, written.runner);
  }
  const isBehind = runner.tip !== world.appends.length;
  if (isBehind && (decision.do === 'hold' || decision.do === 'set-weight')) {
    return replaceRunner(world, index, catchUp(world, runner));
  }
  if (decision.do === 'hold') {
    if (isAway || !luck.has(20)) return replaceRunner(world, index, runner);
    const written = flush(world, runner, []);
    return replaceRunner(written.world, index, written.runner);
  }

  const intents = intentOf(decision, goalOf(runner), runner.state, runner.run, world.now);
  const isGoingBack = decision.do === 'start-rollback' || decision.do === 'take-back';
  let [before, ready] = [world, runner];
  if (intents.length > 0 || decision.do === 'start') {
    const written = isAway ? undefined : flush(world, runner, intents);
    if (written?.outcome === 'conflict') return replaceRunner(written.world, index, written.runner);
    if (written === undefined && !isGoingBack) return leave(world, runner);
    before = written?.world ?? world;
    ready = written?.runner ?? note(runner, intents);
  }
  if (mayDie()) return leave(before, ready);
  const done = act(decision, before, ready, luck);
  if (mayDie()) return leave(done.world, ready);
  const after = (decision.do === 'start-promotion' ? intend : note)(ready, done.events);
  return replaceRunner(done.world, index, {
    ...after,
    session: { ...ready.session, ...done.session },
  });
}

function remember(runner: Runner): Runner {
  const { state, run, session } = runner;
  return state !== undefined && isHeldBy(state, run)
    ? { ...runner, session: { ...session, hasHeld: true } }
    : runner;
}

function intend(runner: Runner, events: Runner['intents']): Runner {
  return {
    ...runner,
    intents: [...runner.intents, ...events],
    state: events.reduce<State | undefined>(apply, runner.state),
  };
}

/** What was intended until now has come about as well. */
function note(runner: Runner, events: Runner['facts']): Runner {
  return {
    ...runner,
    facts: [...runner.facts, ...runner.intents, ...events],
    intents: [],
    state: events.reduce<State | undefined>(apply, runner.state),
  };
}
