import { describe, expect, it } from 'vitest';
import { callFor } from '../../src/core/notification/call.ts';
import type { Goal } from '../../src/core/rollout/goal.ts';
import { Crash } from './chaos/fate.ts';
import { BAD, GOOD, MINUTE, phase, PROMOTE, rollback, type Stage, WHOLE } from './stage.ts';
import { type Audience, gatherAudience } from './telling/audience.ts';

/** A stretch of jobs that is killed at every effect that telling has to do with, and then run again. */
interface Story {
  readonly name: string;
  readonly goals: readonly Goal[];
  prepare(stage: Stage): void;
}

const STORIES: readonly Story[] = [
  { name: 'one job that promotes', goals: [WHOLE], prepare: () => {} },
  {
    name: 'a job a stretch',
    goals: [phase(0), phase(1), phase(2), PROMOTE],
    prepare: () => {},
  },
  {
    name: 'a rollback, the job after it, and a retry that is promoted',
    goals: [WHOLE, rollback('run-failed')],
    prepare(stage) {
      stage.canary = (_, elapsed) => (elapsed < 20 * MINUTE ? BAD : GOOD);
    },
  },
];

interface Watch {
  effects(): number;
  /** Another process takes over from the one that died. */
  revive(): void;
}

/** Counts appends and deliveries, and dies behind the n-th, 0 before the first: from then on nothing is done. */
function watch(stage: Stage, last: number | undefined): Watch {
  let count = 0;
  let isDead = false;
  let hasDied = false;
  const send = stage.send;
  const live = (done: number) => {
    if (done === last && !hasDied) isDead = hasDied = true;
    if (isDead) throw new Crash('after');
  };
  const begin = () => {
    live(count);
    count += 1;
    return count;
  };
  const end = live;
  let appending = 0;
  stage.before = async () => void (appending = begin());
  stage.after = async () => end(appending);
  stage.send = async (channel, letter, timeout) => {
    const nth = begin();
    const result = await send(channel, letter, timeout);
    end(nth);
    return result;
  };
  return { effects: () => count, revive: () => void (isDead = false) };
}

const MOST_ATTEMPTS = 5;

/** Plays the story; whoever dies is followed by another attempt, and more until the release is promoted. */
async function play(story: Story, last: number | undefined) {
  const audience = await gatherAudience();
  const { stage } = audience;
  story.prepare(stage);
  const { effects, revive } = watch(stage, last);
  let attempt = 1;
  let wasKilled = false;
  for (const goal of story.goals) {
    wasKilled ||= await dies(() => stage.drive(goal, { attempt }));
    if (wasKilled) break;
  }
  const effectsOfStory = effects();
  revive();
  while (attempt < (wasKilled ? 2 : 1) || (await stage.state())?.status !== 'promoted') {
    attempt += 1;
    if (attempt > MOST_ATTEMPTS) throw new Error('it comes to no end');
    await stage.clock.until(stage.clock.now() + 10 * MINUTE);
    await stage.drive(WHOLE, { attempt });
  }
  return { audience, wasKilled, effects: effectsOfStory };
}

async function dies(session: () => Promise<unknown>): Promise<boolean> {
  try {
    await session();
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

/** What the ledger says that people should have heard, answered questions aside. */
async function calledFor({ stage }: Audience): Promise<readonly string[]> {
  const read = await stage.ledger.read();
  if (read.outcome === 'failed') throw new Error(read.detail);
  return callFor(read.view.events)
    .filter(({ kind }) => kind !== 'waiting-for-approval')
    .map(({ key }) => key);
}

const unique = (keys: readonly string[]) => [...new Set(keys)];
const isCalled = (key: string) => !key.startsWith('waiting');

describe.each(STORIES)('$name', (story) => {
  it('is told without a repetition when nobody dies', async () => {
    const { audience } = await play(story, undefined);
    const heard = audience.heard().filter(isCalled);
    expect(heard).toEqual(await calledFor(audience));
    expect(audience.heardInSlack().filter(isCalled)).toEqual(heard);
    expect(audience.objections()).toEqual([]);
  });

  it('is told whole and in order wherever a job dies, and repeated only under the same name', async () => {
    const { effects } = await play(story, undefined);
    let repeated = 0;
    for (let point = 0; point < effects; point += 1) {
      const { audience, wasKilled } = await play(story, point);
      expect([point, wasKilled]).toEqual([point, true]);
      expect((await audience.stage.state())?.status).toBe('promoted');
      for (const heard of [audience.heard(), audience.heardInSlack()]) {
        const called = heard.filter(isCalled);
        expect([point, unique(called)]).toEqual([point, await calledFor(audience)]);
        // A kill falls between one telling and its record: what is told again was told last before it.
        expect(heard.length - unique(heard).length).toBeLessThanOrEqual(1);
        repeated += heard.length - unique(heard).length;
      }
      expect(audience.objections()).toEqual([]);
    }
    expect(effects).toBeGreaterThan(10);
    // At least once is what is promised; the points where it is more than once were among them.
    expect(repeated).toBeGreaterThan(0);
  }, 120_000);
});
