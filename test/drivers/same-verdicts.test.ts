import { describe, expect, it } from 'vitest';
import { createGitLedger } from '../../src/adapters/ledger/git/ledger.ts';
import { createMemoryLedger } from '../../src/adapters/ledger/memory/ledger.ts';
import { createMemory } from '../../src/adapters/ledger/memory/store.ts';
import type { CriterionReport } from '../../src/core/judge/report.ts';
import type { ArmReading, Sample } from '../../src/core/measurement.ts';
import { fold } from '../../src/core/rollout/fold.ts';
import { createRandom, drawBinomial } from '../../src/core/simulation/random.ts';
import type { Assignment } from '../../src/drivers/assignment.ts';
import { drive } from '../../src/drivers/drive.ts';
import type { Outcome } from '../../src/drivers/outcome.ts';
import type { World } from '../../src/drivers/world.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { MeasureRequest } from '../../src/ports/metrics.ts';
import { createRehearsal } from '../../src/wiring/rehearsal.ts';
import { temporaryDirectory } from '../adapters/ledger/git/sandbox.ts';
import { document } from '../core/plans.ts';
import { DOWN, MINUTE, NO_DATA } from './stage.ts';

const START = Date.UTC(2026, 0, 5, 9);

const planOf = (bake: string) =>
  document(`version: 1
name: shop
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
connections: { prometheus: { url: 'http://127.0.0.1:9090' } }
metrics:
  errors:
    prometheus: { failures: 'sum by (pod) (increase(f{v="$version"}[$window]))', total: 'sum by (pod) (increase(t{v="$version"}[$window]))' }
    inconclusiveLimit: 10
  latency:
    prometheus: { histogram: 'sum by (le) (increase(h{v="$version"}[$window]))', quantile: 0.95 }
    interval: 2m
    window: 10m
    failureLimit: 1
phases:
  - name: Canary
    weight: 10%
    bake: ${bake}
    extend: 10m
    criteria: ['errors: no significant increase', latency < baseline * 1.5, errors < 9% for 5m]
  - { name: Everybody, weight: 100%, bake: 5m, criteria: [errors < 20%] }
rollback: [errors > 8%, latency > 2s for 5m]
`);

/** What the canary shows after so many minutes: chance of an error, and how much later it answers. */
interface Course {
  readonly errors: number;
  readonly latency?: number;
  readonly instead?: ArmReading;
}

const COURSES: Readonly<Record<string, (minute: number) => Course>> = {
  'as good as stable': () => ({ errors: 0.01 }),
  'three times the errors': () => ({ errors: 0.03 }),
  'a regression that begins late': (minute) => ({ errors: minute < 15 ? 0.01 : 0.04 }),
  'a burst beyond the limit': (minute) => ({ errors: minute === 17 ? 0.15 : 0.01 }),
  'twice the latency': () => ({ errors: 0.01, latency: 2 }),
  'a provider that goes away': (minute) =>
    minute >= 11 ? { errors: 0.01, instead: DOWN } : { errors: 0.01 },
  'a gap in the data': (minute) =>
    minute >= 11 && minute < 17 ? { errors: 0.01, instead: NO_DATA } : { errors: 0.01 },
};

/** The past never changes: whoever asks for an interval, and whenever, is told the same. */
function measure(course: (minute: number) => Course, { metric, interval }: MeasureRequest) {
  const minute = Math.round((interval.from - START) / MINUTE);
  const random = createRandom(1_000 * minute + metric.name.length);
  const { errors, latency = 1, instead } = course(minute);
  const isErrors = metric.name === 'errors';
  const pods = (count: number, rate: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, pod) => {
        const events = drawBinomial(random, 600, rate);
        return [`pod-${pod}`, { kind: 'proportion', events, total: 600 } satisfies Sample];
      }),
    );
  const canary = isErrors ? share(pods(1, errors)) : histogram(latency, 600, random);
  const baseline = isErrors ? share(pods(9, 0.01)) : histogram(1, 5_400, random);
  const measurement = { metric: metric.name, ...interval, canary: instead ?? canary, baseline };
  return Promise.resolve({ measurement });
}

function share(
  pods: Readonly<Record<string, Extract<Sample, { kind: 'proportion' }>>>,
): ArmReading {
  const parts = Object.values(pods);
  const events = parts.reduce((sum, pod) => sum + pod.events, 0);
  return {
    outcome: 'sample',
    sample: { kind: 'proportion', events, total: 600 * parts.length },
    pods,
  };
}

function histogram(slowness: number, requests: number, random: () => number): ArmReading {
  let count = 0;
  const buckets = [0.1, 0.2, 0.4, 0.8].map((le) => {
    const within = 1 - Math.exp((-le * 15) / slowness);
    count = Math.max(count, drawBinomial(random, requests, within));
    return { le, count };
  });
  const all = { le: Number.POSITIVE_INFINITY, count: requests };
  return { outcome: 'sample', sample: { kind: 'histogram', buckets: [...buckets, all] } };
}

class Killed extends Error {}

/** A rollout that may be driven in pieces, by one process after another. */
function setUp(course: (minute: number) => Course, bake: string, reopen: () => Ledger) {
  const world = createRehearsal({
    startsAt: START,
    ledger: reopen(),
    reporter: { tell: async () => ({ troubles: [] }) },
    metrics: () => ({ measure: (request) => measure(course, request) }),
  });
  const plan = planOf(bake);
  const session = (
    mode: Assignment['mode'],
    attempt: number,
    clock: World['clock'] = world.clock,
  ): Promise<Outcome> =>
    drive(
      { ...world, clock, ledger: reopen() },
      {
        goal: { kind: 'promotion', phasesMustHavePassed: false },
        document: plan,
        run: { id: '17', attempt, actor: 'ada' },
        release: { version: 'v2' },
        mode,
      },
    );
  return { clock: world.clock, session };
}

type Rollout = ReturnType<typeof setUp>;

const inOneJob = ({ session }: Rollout) => session('job', 1);

/** Each tick is a process of its own, and comes when the one before it said. */
async function inTicks({ session, clock }: Rollout): Promise<Outcome> {
  for (let tick = 0; tick < 2_000; tick += 1) {
    const outcome = await session('tick', 1);
    if (outcome.status !== 'holding') return outcome;
    await clock.until(outcome.until ?? Number.NaN);
  }
  throw new Error('the ticks never end');
}

/** The process is killed at the first wait beyond each of these minutes; the next attempt begins there. */
const withKills =
  (...minutes: readonly number[]) =>
  async ({ session, clock }: Rollout): Promise<Outcome> => {
    for (const [index, minute] of minutes.entries()) {
      const until: World['clock']['until'] = async (instant, stop) => {
        await clock.until(instant, stop);
        if (clock.now() >= START + minute * MINUTE) throw new Killed();
      };
      try {
        return await session('job', index + 1, { now: clock.now, until });
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
    return session('job', minutes.length + 1);
  };

/** All that was judged and decided, and when. */
async function verdictsOf(outcome: Outcome, ledger: Ledger) {
  const read = await ledger.read();
  const state = read.outcome === 'read' ? fold(read.view.events) : undefined;
  return {
    status: outcome.status,
    reason: outcome.reason,
    criteria: outcome.criteria,
    decidedAt: state?.updatedAt,
    phases: state?.phases.map(({ status, bakingSince, endedAt, criteria }) => ({
      status,
      bakingSince,
      endedAt,
      criteria,
    })),
    // Who catches up reads metric by metric; each metric's intervals still follow one another.
    measured: state?.measurements
      .map(({ metric, from, to }) => `${metric} ${from}-${to}`)
      .toSorted(),
  };
}

async function judge(
  course: (minute: number) => Course,
  bake: string,
  driveThrough: (rollout: Rollout) => Promise<Outcome>,
  reopen: () => Ledger,
) {
  const outcome = await driveThrough(setUp(course, bake, reopen));
  return verdictsOf(outcome, reopen());
}

const judged = new Map<string, ReturnType<typeof judge>>();

/** In one job and half an hour: what every other way is compared with. */
function judgedOnce(name: string): ReturnType<typeof judge> {
  const course = COURSES[name];
  if (course === undefined) throw new Error(`no course ${name}`);
  const verdicts = judged.get(name) ?? judge(course, '30m', inOneJob, inMemory());
  judged.set(name, verdicts);
  return verdicts;
}

function inMemory(): () => Ledger {
  const memory = createMemory();
  return () => createMemoryLedger(memory);
}

function inGit(): () => Ledger {
  const folder = temporaryDirectory();
  const writer = { id: '17', attempt: 1, actor: 'ada' };
  return () =>
    createGitLedger({ folder, environment: 'production', name: 'shop', writer, create: true });
}

describe.each(Object.entries(COURSES))('%s', { timeout: 120_000 }, (name, course) => {
  it.each([
    ['in ticks', inTicks],
    ['after a kill in the middle', withKills(14)],
    ['after one kill after another', withKills(11, 13, 22, 29)],
  ])('is judged %s as in one job, to the moment', async (_way, driveThrough) => {
    const once = await judgedOnce(name);
    expect(await judge(course, '30m', driveThrough, inMemory())).toEqual(once);
    expect(once.criteria.length).toBeGreaterThan(0);
  });
});

it('a kill before the ledger knows of the weight begins the bake anew, and no look counts twice', async () => {
  const course = COURSES['as good as stable'] as (minute: number) => Course;
  const { status, phases } = await judge(course, '30m', withKills(3), inMemory());
  expect(status).toBe('reached');
  expect(phases?.[0]?.bakingSince).toBe(START + 3 * MINUTE);
  expect(phases?.[0]?.endedAt).toBe(START + 33 * MINUTE);
});

describe('the courses', { timeout: 120_000 }, () => {
  it('come to different ends', async () => {
    const ends = await Promise.all(
      Object.keys(COURSES).map(async (name) => {
        const { status, reason } = await judgedOnce(name);
        return [status, reason.criterion];
      }),
    );
    expect(ends).toEqual([
      ['reached', undefined],
      ['rolled-back', 'errors: no significant increase'],
      ['rolled-back', 'errors: no significant increase'],
      ['rolled-back', 'errors > 8%'],
      ['rolled-back', expect.stringContaining('latency')],
      ['paused', expect.any(String)],
      ['reached', undefined],
    ]);
  });
});

describe('two hours', { timeout: 240_000 }, () => {
  it('are judged the same in 120 ticks as in one job', async () => {
    const course = COURSES['as good as stable'] as (minute: number) => Course;
    const once = await judge(course, '2h', inOneJob, inMemory());
    let ticks = 0;
    const counted = (rollout: Rollout) =>
      inTicks({
        ...rollout,
        session: (...wanted) => {
          ticks += 1;
          return rollout.session(...wanted);
        },
      });
    expect(await judge(course, '2h', counted, inMemory())).toEqual(once);
    expect(ticks).toBeGreaterThanOrEqual(120);
    const [canary] = once.phases ?? [];
    expect(canary?.endedAt).toBe(START + 120 * MINUTE);
    expect(canary?.criteria.map(({ verdict }: CriterionReport) => verdict)).not.toContain('fail');
  });
});

describe('a ledger in git', { timeout: 120_000 }, () => {
  it.each([
    ['in ticks', 'three times the errors', inTicks],
    ['after a kill in the middle', 'a regression that begins late', withKills(14)],
  ])('leads %s to the verdicts of one in memory', async (_, name, driveThrough) => {
    const course = COURSES[name] as (minute: number) => Course;
    expect(await judge(course, '30m', driveThrough, inGit())).toEqual(await judgedOnce(name));
  });
});
