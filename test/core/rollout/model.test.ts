import { expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { findAwaited } from '../../../src/core/rollout/awaited.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import { decodeJournal, extendJournal } from '../../../src/core/rollout/journal.ts';
import type { PlanDocument } from '../../../src/drivers/assignment.ts';
import { document, THREE_PHASES } from '../plans.ts';
import { APPROVERS, COMMANDS, happen } from './model/actions.ts';
import { createLuck, type Luck } from './model/luck.ts';
import { append } from './model/ledger.ts';
import { decideFor, turn } from './model/runner.ts';
import { EMPTY, recruit, type World } from './model/world.ts';

const APPROVALS = ['approvers', '{ by: comment, count: 2, not-author: true }', '{ by: review }'];

/** Two phases, so that the whole way is short; every rule for two releases at once, for cancelling, and for approving. */
const TWO_PHASES = THREE_PHASES.replace(/ {2}- \{ name: Early[^]*?\n/, '')
  .replace('bake: 3m', 'bake: 2m, approval: APPROVAL')
  .replace(/name: Everybody, weight: 100%, bake: 2m/, 'name: Everybody, weight: 100%, bake: 1m');
const PLANS: readonly PlanDocument[] = ['fail', 'wait', 'supersede'].map((rule, index) =>
  document(
    TWO_PHASES.replace('APPROVAL', APPROVALS[index] ?? '').replace(
      'version: 1',
      `version: 1\non-busy: ${rule}\non-cancel: ${index === 1 ? 'hold' : 'rollback'}`,
    ),
  ),
);

/** At least 100,000 are asked for. */
const SEQUENCES = Number(process.env['MODEL_SEQUENCES'] ?? 120_000);
/** So many steps are gone on from one world, each making a sequence of its own. */
const STRETCH = 40;
/** Worlds that are kept to go on from; each new one takes the place of another. */
const KEPT = 1_000;
/** Of so many worlds one is read back from its journal, and one brought to an end. */
const SAMPLED = 40;

interface Explored {
  readonly world: World;
  /** Steps from the empty world to here. */
  readonly length: number;
}

it('whatever happens in whatever order, nothing happens that must not', () => {
  const luck = createLuck(20_261_122);
  const kept: Explored[] = [];
  const situations = new Set<string>();
  const statuses = new Set<string>();
  const deeds = new Set<string>();
  const ends: Record<string, number> = {};
  let longest = 0;
  for (let sequence = 1; sequence <= SEQUENCES;) {
    // Every so often from the beginning, so that beginnings are explored as well.
    let now: Explored =
      kept.length < KEPT || luck.has(20) ? { world: EMPTY, length: 0 } : luck.pick(kept);
    for (let step = 1; step <= STRETCH && sequence <= SEQUENCES; step += 1, sequence += 1) {
      now = { world: happen(now.world, PLANS, luck), length: now.length + 1 };
      if (now.world.crimes.length > 0) expect.fail(tell(now.world));
      situations.add(fingerprint(now.world));
      statuses.add(now.world.state?.status ?? 'nothing');
      deeds.add(nameDeed(now.world.events.at(-1)));
      if (sequence % SAMPLED > 0) continue;
      checkJournal(now.world);
      const end = bringToAnEnd(now.world);
      ends[end] = (ends[end] ?? 0) + 1;
    }
    longest = Math.max(longest, now.length);
    if (kept.length < KEPT) kept.push(now);
    else kept[luck.pick(PLACES)] = now;
  }
  console.log(
    `${SEQUENCES} sequences of up to ${longest} steps, ${situations.size} different situations, ` +
      `once all is well: ${JSON.stringify(ends)}`,
  );
  expect([...statuses].toSorted()).toEqual([
    'nothing',
    'paused',
    'promoted',
    'promoting',
    'rollback-failed',
    'rolled-back',
    'rolling-back',
    'running',
    'stopped',
  ]);
  const wanted = COMMANDS.map(({ kind }) => `ordered ${kind}`).filter(
    (deed) => deed !== 'ordered abort',
  );
  expect([...deeds]).toEqual(
    expect.arrayContaining(['taken-over superseded', 'taken-over run-lost', 'retried', ...wanted]),
  );
  expect(longest).toBeGreaterThan(2 * STRETCH);
}, 600_000);

function nameDeed(event: Event | undefined): string {
  if (event?.type === 'ordered') return `ordered ${event.command.kind}`;
  if (event?.type === 'taken-over') return `taken-over ${event.reason?.code ?? 'to go on'}`;
  return event?.type ?? 'nothing';
}

const PLACES: readonly number[] = Array.from({ length: KEPT }, (_, index) => index);

/** What tells one situation from another, leaving out times and numbers. */
function fingerprint({ state, runners, carries }: World): string {
  return JSON.stringify([
    state?.status,
    state?.phases.map(({ status, letPass, bakingSince, askedAt, approvedBy, approval }) => [
      status,
      askedAt === undefined,
      approvedBy?.length,
      approval === undefined,
      letPass?.by,
      bakingSince === undefined,
    ]),
    state?.weight.intended,
    state?.weight.confirmed,
    state?.weight.failure,
    state?.hooks,
    state?.pausedSince === undefined,
    state?.takeover?.code,
    state?.reason?.code,
    carries,
    runners.map(({ run, goal, isCancelled, isDone, facts, state: own }) => [
      own?.run.id === run.id,
      goal,
      isCancelled,
      isDone,
      facts.length > 0,
      own?.status,
    ]),
  ]);
}

/** The ledger reads as it was written, and folds to the same as it did event by event. */
function checkJournal({ events, state }: World): void {
  if (events.length === 0) return;
  expect(fold(events)).toEqual(state);
  const written = extendJournal(undefined, events, sha256);
  if (written.outcome === 'malformed') expect.fail(written.problem);
  const { recent, earlier } = written.journal;
  const read = decodeJournal({ recent, earlier }, sha256);
  if (read.outcome === 'malformed') expect.fail(JSON.stringify(read.problems));
  expect(read.journal.events).toEqual(events);
}

/** Turns a driver may need until it has nothing left to do. */
const MOST_TURNS = 200;

/** Once all is well, a later attempt of whoever holds the rollout ends it; a person's pause is lifted first. */
function bringToAnEnd(world: World): string {
  const { state } = world;
  if (state === undefined) return 'nothing';
  const plan = PLANS.find(({ digest }) => digest === state.started.plan.digest);
  if (plan === undefined) throw new Error('a rollout without a plan');
  const calm: World = { ...world, runners: [], isCalm: true };
  const eased =
    state.pausedSince === undefined
      ? calm
      : append({ ...calm, runners: [recruit(calm, state.run, WHOLE, plan)] }, [
          { type: 'ordered', at: calm.now, command: { kind: 'resume' }, by: 'grace', via: 'cli' },
        ]);
  const run = { ...state.run, attempt: state.run.attempt + 1 };
  let now: World = { ...eased, runners: [recruit(eased, run, WHOLE, plan)] };
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    now = answer(now, plan);
    const [runner] = now.runners;
    if (runner === undefined || runner.isDone) break;
    const decision = decideFor(now, runner);
    now = turn(now, 0, CALM);
    if (decision.do === 'hold') now = { ...now, now: Math.max(now.now + 1, decision.until) };
  }
  if (now.crimes.length > 0) expect.fail(tell(now));
  const end = now.state?.status ?? 'nothing';
  if (now.runners[0]?.isDone !== true) expect.fail(`no end: ${tell(now)}`);
  if (end === 'rolled-back' || end === 'stopped')
    expect(now.carries === 0 || end === 'stopped').toBe(true);
  return end;
}

/** What people are asked by command they answer, and the phase's job is run again. */
function answer(world: World, plan: PlanDocument): World {
  const { state } = world;
  if (world.runners[0]?.isDone !== true || state === undefined) return world;
  if (findAwaited(state)?.approval.by !== 'comment') return world;
  const said = APPROVERS.map(
    (by) =>
      ({
        type: 'ordered',
        at: world.now,
        command: { kind: 'approve' },
        by,
        via: 'comment',
      }) as const,
  );
  const heard = append(world, said);
  const run = { ...state.run, attempt: state.run.attempt + 1 };
  return { ...heard, runners: [recruit(heard, run, WHOLE, plan)] };
}

const WHOLE = { kind: 'promotion', phasesMustHavePassed: false } as const;
const CALM: Luck = { ...createLuck(1), has: () => false };

function tell({ crimes, events, runners, state }: World): string {
  const story = events.map((event) => JSON.stringify(event).slice(0, 200));
  const actors = runners.map(({ run, goal, isDone }) => JSON.stringify([run, goal, isDone]));
  return [
    ...crimes,
    `now ${state?.status}, held by ${JSON.stringify(state?.run)}`,
    ...story,
    ...actors,
  ].join('\n');
}
