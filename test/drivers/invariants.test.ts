import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFor } from '../../src/core/notification/call.ts';
import { noticeId } from '../../src/core/notification/notice.ts';
import { findAwaited } from '../../src/core/rollout/awaited.ts';
import type { Event } from '../../src/core/rollout/event.ts';
import type { Goal } from '../../src/core/rollout/goal.ts';
import type { State } from '../../src/core/rollout/state.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import { control } from '../../src/drivers/control.ts';
import { drive } from '../../src/drivers/drive.ts';
import type { Outcome } from '../../src/drivers/outcome.ts';
import { document, THREE_PHASES } from '../core/plans.ts';
import { findCrimes } from '../core/rollout/model/rules.ts';
import { Crash, createFate } from './chaos/fate.ts';

import { type Chaos, createChaos } from './chaos/world.ts';
import { GATES, MINUTE, phase, PROMOTE, rollback, WHOLE } from './stage.ts';

const PLANS: readonly PlanDocument[] = [
  THREE_PHASES,
  THREE_PHASES.replace('canary: v2 }', 'canary: v2, after-promotion: stable }'),
  THREE_PHASES.replace(/hooks:[^]*/, ''),
  THREE_PHASES.replaceAll('error-rate < 1%', "'error-rate < 1%: pause'").replace(
    'minimumSamples: 10',
    'minimumSamples: 10\n    failureLimit: 1',
  ),
  THREE_PHASES.replace('bake: 2m', 'bake: 2m, extend: 3m').replace(
    'approval: approvers }',
    'gates: [{ command: { name: calm, run: ./calm.sh } }] }',
  ),
  THREE_PHASES.replaceAll('[error-rate < 1%]', '[error-rate < 1% for 2m]').replaceAll('2m', '3m'),
  ...['{ by: comment, count: 2, not-author: true }', '{ by: review }'].map((approval) =>
    THREE_PHASES.replace('approval: approvers', `approval: ${approval}`),
  ),
  ...['wait', 'supersede'].map((rule) =>
    THREE_PHASES.replace('version: 1', `version: 1\non-busy: ${rule}\non-cancel: hold`),
  ),
].map(document);

const GOALS: readonly Goal[] = [
  WHOLE,
  GATES,
  phase(0),
  phase(1),
  phase(2),
  PROMOTE,
  rollback('run-failed'),
  rollback('asked'),
  rollback('run-cancelled'),
];

const ASKED = GOALS.findIndex((goal) => goal.kind === 'rollback' && goal.cause === 'asked');

/** One driver among several that come after one another. */
interface Session {
  readonly goal: number;
  /** Whether a later attempt of the run, or another run, drives. */
  readonly newcomer: 'same' | 'attempt' | 'run';
  readonly mode: 'job' | 'tick';
  /** Minutes after which it is cancelled, or must leave. */
  readonly cancelAfter: number | undefined;
  readonly leaveAfter: number | undefined;
  /** Minutes until it comes. */
  readonly pause: number;
}

const session: fc.Arbitrary<Session> = fc.record({
  goal: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.nat(GOALS.length - 1) },
  ),
  newcomer: fc.constantFrom('same', 'same', 'attempt', 'attempt', 'run'),
  mode: fc.constantFrom('job', 'job', 'tick'),
  cancelAfter: fc.option(fc.nat(8), { nil: undefined, freq: 8 }),
  leaveAfter: fc.option(fc.nat(8), { nil: undefined, freq: 4 }),
  pause: fc.constantFrom(0, 0, 1, 1, 5, 30),
});

const choices = fc.array(fc.nat(999), { maxLength: 500, size: 'max' });

/** Who drives: the run and its attempt. */
interface Driver {
  id: number;
  attempt: number;
}

/** Minutes a job is given: one that a person has paused waits for as long as it may. */
const LONGEST = 60;

async function play(
  chaos: Chaos,
  plan: PlanDocument,
  { goal, mode, cancelAfter, leaveAfter }: Session,
  { id, attempt }: Driver,
): Promise<Outcome | undefined> {
  chaos.begin();
  const cancel = new AbortController();
  const start = chaos.clock.now();
  const until: Chaos['clock']['until'] = async (instant, stop) => {
    await chaos.world.clock.until(instant, stop);
    const late = cancelAfter !== undefined && chaos.clock.now() >= start + cancelAfter * MINUTE;
    if (late) cancel.abort();
  };
  try {
    return await drive(
      { ...chaos.world, clock: { now: chaos.clock.now, until } },
      {
        goal: GOALS[goal] ?? WHOLE,
        run: { id: `run-${id}`, attempt, actor: 'ada' },
        release: { version: `v${id}` },
        document: plan,
        mode,
        cancelled: cancel.signal,
        deadline: start + (leaveAfter ?? LONGEST) * MINUTE,
      },
    );
  } catch (error) {
    if (error instanceof Crash) return undefined;
    throw error;
  }
}

/** Where a rollout has come to its end, our hand must have left the target where the ledger says. */
async function checkEnd(chaos: Chaos, plan: PlanDocument): Promise<void> {
  const state = await chaos.state();
  expect(chaos.crimes).toEqual([]);
  const last = plan.plan.target.afterPromotion === 'stable' ? 0 : 100;
  const carried = { 'rolled-back': 0, stopped: 0, promoted: last }[state?.status as string];
  if (carried !== undefined && chaos.ours !== undefined && !chaos.isMeddled) {
    expect([state?.status, chaos.ours]).toEqual([state?.status, carried]);
  }
}

describe('whatever happens', () => {
  it('nothing happens that must not, and every rollout comes to an end', async () => {
    const endings: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(
        fc.nat(PLANS.length - 1),
        fc.array(session, { minLength: 1, maxLength: 5 }),
        choices,
        fc.boolean(),
        async (planIndex, sessions, fates, goesBack) => {
          const plan = PLANS[planIndex];
          if (plan === undefined) throw new Error('no such plan');
          const fate = createFate(fates);
          const chaos = createChaos(fate);
          const driver: Driver = { id: 1, attempt: 1 };
          for (const one of sessions) {
            if (one.newcomer === 'attempt') driver.attempt += 1;
            if (one.newcomer === 'run') {
              Object.assign(driver, { id: driver.id + 1, attempt: 1 });
              await adoptPromoted(chaos);
            }
            await chaos.clock.until(chaos.clock.now() + one.pause * MINUTE);
            chaos.rival = () => compete(chaos, plan, driver.id + 1);
            await play(chaos, plan, one, driver);
            await checkEnd(chaos, plan);
            // Whoever has taken the target over goes on with it.
            const id = numberOf(await chaos.state());
            if (id > driver.id) Object.assign(driver, { id, attempt: 1 });
          }
          chaos.rival = undefined;

          fate.relent();
          const ending = await bringToAnEnd(chaos, plan, goesBack);
          endings[ending] = (endings[ending] ?? 0) + 1;
          expect(findCrimes(chaos.history(), plan.plan)).toEqual([]);
          await checkTold(chaos);
        },
      ),
      // Shrinking a whole world takes minutes: the seed it prints plays it again.
      { numRuns: Number(process.env['CHAOS_RUNS'] ?? 1_000), endOnFailure: true },
    );
    // The worlds were wild, and not so wild that nothing ever went out.
    expect(Object.keys(endings).toSorted()).toEqual([
      'nothing',
      'promoted',
      'rolled-back',
      'stopped',
    ]);
  }, 400_000);
});

function numberOf(state: State | undefined): number {
  return Number(state?.run.id.slice('run-'.length) ?? 1);
}

/** What was promoted has become the stable version by the next release. */
async function adoptPromoted(chaos: Chaos): Promise<void> {
  if ((await chaos.state())?.status === 'promoted') chaos.tidy();
}

/** A newer release comes along, takes a first look with its gates, and leaves the phases to later. */
async function compete(chaos: Chaos, plan: PlanDocument, id: number): Promise<void> {
  const { crimes, world } = chaos;
  const before = crimes.length;
  await adoptPromoted(chaos);
  await drive(world, {
    goal: GATES,
    run: { id: `run-${id}`, attempt: 1, actor: 'ada' },
    release: { version: `v${id}` },
    document: plan,
    mode: 'job',
    deadline: chaos.clock.now() + 5 * MINUTE,
  });
  expect(crimes.slice(before)).toEqual([]);
}

/**
 * Attempts it may take to end a rollout once all is well: what was measured before may still end the first, and
 * people may have to be asked.
 */
const MOST_ATTEMPTS = 4;

/** Once all is well again, whoever holds the rollout ends it, or takes it back. */
async function bringToAnEnd(chaos: Chaos, plan: PlanDocument, goesBack: boolean): Promise<string> {
  const before = await chaos.state();
  const id = numberOf(before);
  let attempt = before?.run.attempt ?? 0;
  let status: string | undefined;
  for (let tries = 0; tries < MOST_ATTEMPTS && !ENDS.has(status ?? ''); tries += 1) {
    attempt += 1;
    if ((await chaos.state())?.pausedSince !== undefined) await resume(chaos);
    await approve(chaos);
    const goal = goesBack ? ASKED : 0;
    const outcome = await play(chaos, plan, { ...UNDISTURBED, goal }, { id, attempt });
    expect(outcome?.troubles).toEqual([]);
    await checkEnd(chaos, plan);
    status = (await chaos.state())?.status ?? 'nothing';
  }
  return status ?? 'nothing';
}

/** Whoever is asked by command answers. */
async function approve(chaos: Chaos): Promise<void> {
  for (const by of ['grace', 'hopper']) {
    const state = await chaos.state();
    const awaited = state && findAwaited(state);
    const isAsked = awaited?.approval.by === 'comment' && awaited.approvedBy.length < 2;
    if (!isAsked || awaited.approvedBy.some((word) => word.by === by)) continue;
    const order = { command: { kind: 'approve' }, by, via: 'cli' } as const;
    const run = { id: 'control', attempt: 1, actor: by };
    expect(await control(chaos.world, order, { run })).toMatchObject({ outcome: 'done' });
  }
}

async function resume({ world }: Chaos): Promise<void> {
  const order = { command: { kind: 'resume' }, by: 'grace', via: 'cli' } as const;
  const run = { id: 'control', attempt: 1, actor: 'grace' };
  expect(await control(world, order, { run })).toMatchObject({ outcome: 'done' });
}

/** Nobody was told what never came about, and of the last rollout nothing was kept from anybody. */
async function checkTold(chaos: Chaos): Promise<void> {
  const rollouts: Event[][] = [];
  for (const event of chaos.history()) {
    if (event.type === 'rollout-started') rollouts.push([]);
    rollouts.at(-1)?.push(event);
  }
  const called = new Set(rollouts.flatMap((events) => callFor(events).map(noticeId)));
  const untrue = chaos.told.filter((notice) => !called.has(noticeId(notice)));
  expect(untrue.filter(({ kind }) => !TOLD_AHEAD.has(kind)).map(noticeId)).toEqual([]);
  const settled = new Set((await chaos.state())?.deliveries?.map(({ notice }) => notice));
  const kept = callFor(rollouts.at(-1) ?? []).filter(
    ({ key, cause, isStale }) => !isStale && cause.type !== 'ordered' && !settled.has(key),
  );
  expect(kept.map(({ key }) => key)).toEqual([]);
}

/** What may be told just before it is written, and be lost with the writing. */
const TOLD_AHEAD: ReadonlySet<string> = new Set([
  'rolled-back',
  'rollback-failed',
  'phase-passed',
  'waiting-for-approval',
  'promoted',
]);

const ENDS: ReadonlySet<string> = new Set(['promoted', 'stopped', 'rolled-back', 'nothing']);

const UNDISTURBED = {
  newcomer: 'same',
  mode: 'job',
  pause: 0,
  cancelAfter: undefined,
  leaveAfter: undefined,
} as const;
