import type { Plan } from '../../../src/core/plan/plan.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import { readHistory } from '../audit/history.ts';
import { auditLedger } from '../audit/ledger.ts';
import { auditAllPlaces, auditTraffic, findUnintended, readState } from '../audit/world.ts';
import { type JobResult, runFrom, runJob } from '../product/workflow.ts';
import { type Effect, type Fate, PASS } from '../tap.ts';
import type { World } from '../world/world.ts';
import type { Point } from './point.ts';
import { by, killAt } from './story.ts';

/** How a point went: no problems is well. */
export interface Verdict {
  readonly point: Point;
  readonly problems: readonly string[];
  readonly end: State['status'] | 'nothing';
  readonly jobs: readonly JobResult[];
}

/** Kills the product at the point, lets the next attempt run, and holds the world against the rules. */
export async function play(point: Point, world: World, plan: Plan): Promise<Verdict> {
  const { reference, effect, moment } = point;
  const memory = reference.before[effect.job];
  if (memory === undefined) throw new Error(`${effect.job} was not recorded`);
  world.restore(memory);
  const crimes = new Set<string>();
  const watched = (decide: (effect: Effect) => Fate) => (one: Effect) => {
    const crime = findUnintended(one, world);
    if (crime !== undefined) crimes.add(crime);
    return decide(one);
  };
  const killed = await runJob(world, effect.job, {
    attempt: 1,
    decide: watched(killAt(effect, moment)),
    isReported: true,
    ...by(reference.story),
  });
  const known = readHistory(world.repository()).map(({ id }) => id);
  const jobs = [
    killed,
    ...(await follow(
      point,
      world,
      watched(() => PASS),
    )),
  ];
  const ownProblems = await reference.story.audit?.(
    world,
    watched(() => PASS),
  );
  const state = readState(world);
  return {
    point,
    jobs,
    end: state?.status ?? 'nothing',
    problems: [
      ...(killed.wasKilled ? [] : ['the effect never came: nothing was killed']),
      ...auditEnd(point, state, jobs),
      ...auditTraffic(world.haproxy.share(), state),
      ...auditLedger(readHistory(world.repository()), plan),
      ...auditKept(known, world),
      ...auditAllPlaces(world),
      ...(ownProblems ?? []),
      ...crimes,
      ...world.github.fake.violations.map(({ request, problem }) => `${request}: ${problem}`),
    ],
  };
}

/** What happens after the kill, until the rollout is over. */
async function follow(
  { reference: { story }, effect: { job }, next }: Point,
  world: World,
  decide: (effect: Effect) => Fate,
): Promise<readonly JobResult[]> {
  if (story.recover !== undefined) return story.recover(world, decide);
  const jobs: JobResult[] = [];
  let attempt = 1;
  if (next === 'rollback job') {
    attempt = job === 'rollback' ? 2 : 1;
    jobs.push(await runJob(world, 'rollback', { attempt, decide, ...by(story) }));
    const status = readState(world)?.status;
    if (status === 'promoted' || status === 'rolled-back') return jobs;
  }
  const again = { attempt: attempt + 1, decide, ...by(story) };
  return [...jobs, ...(await runFrom(world, story.rerunFrom(job), again))];
}

function auditEnd(
  { reference: { story }, next }: Point,
  state: State | undefined,
  jobs: readonly JobResult[],
): readonly string[] {
  const end = state?.status ?? 'nothing';
  const hasGoneBack = next === 'rollback job' && end === 'rolled-back';
  if (end === story.end || hasGoneBack) return [];
  const told =
    jobs
      .at(-1)
      ?.steps.at(-1)
      ?.log.match(/^::error.*$/m)?.[0] ?? 'without a word';
  return [`ended ${end}, not ${story.end}: ${told}`];
}

/** What was in the ledger when the product died is still there. */
function auditKept(known: readonly string[], world: World): readonly string[] {
  const now = readHistory(world.repository()).map(({ id }) => id);
  return known.every((id, index) => now[index] === id) ? [] : ['the ledger has lost commits'];
}
