import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/rollout/event.ts';
import { THREE_PHASES } from '../core/plans.ts';
import {
  BAD,
  failAppend,
  GATES,
  GOOD,
  MINUTE,
  phase,
  rollback,
  setStage,
  type Stage,
  WHOLE,
} from './stage.ts';

const LONG = THREE_PHASES.replace('bake: 3m', 'bake: 30m');

/** The ledger is away whenever `isAway` says so of what is to be written. */
function away(stage: Stage, isAway: (events: readonly Event[]) => boolean): void {
  stage.append = (events) => (isAway(events) ? failAppend() : undefined);
}

const has = (type: Event['type']) => (events: readonly Event[]) =>
  events.some((event) => event.type === type);

/** Somebody else writes to the ledger, behind the driver's back. */
async function intrude(stage: Stage, event: Event): Promise<void> {
  const read = await stage.ledger.read();
  if (read.outcome === 'failed') throw new Error(read.detail);
  await stage.ledger.append({ expected: read.view.tip, events: [event] });
}

describe('a ledger that is away', () => {
  it('when it is to be read: nothing begins', async () => {
    const stage = setStage();
    stage.read = () => ({ outcome: 'failed', reason: 'unreachable', detail: 'no route' });
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'ledger-failed',
      reason: { code: 'ledger-unavailable', sentence: expect.stringContaining('no route') },
    });
    expect(stage.deeds).toEqual([]);
  });

  it.each([
    ['hook-started', []],
    ['phase-started', ['deploy']],
  ] as const)('at the intent %s: nothing is touched', async (type, deeds) => {
    const stage = setStage();
    away(stage, has(type));
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'ledger-failed',
      reason: { code: 'ledger-unavailable' },
      state: { weight: { intended: 0 } },
    });
    expect(stage.deeds).toEqual(deeds);
    expect(stage.elapsed()).toBe(21_000);
  });

  it('at an intent for a few seconds: it is waited for', async () => {
    const stage = setStage();
    let times = 0;
    away(stage, (events) => has('phase-started')(events) && (times += 1) <= 2);
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('during a breach: traffic goes back in the same pass, and the ledger is told when it answers', async () => {
    const stage = setStage();
    stage.canary = () => BAD;
    let backAt = Number.NaN;
    away(stage, has('rollback-started'));
    stage.waited = (elapsed) => {
      if (Number.isNaN(backAt) && stage.traffic.history.at(-1) === 0) backAt = elapsed;
      if (elapsed > 5 * MINUTE) stage.append = () => undefined;
    };
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'criterion-failed' },
      troubles: ['the ledger is away'],
    });
    expect(stage.deeds).toEqual(['deploy', '5%', '0%', 'cleanup']);
    expect(await stage.state()).toMatchObject({ status: 'rolled-back' });
  });

  it('during a breach, for good: traffic is back all the same', async () => {
    const stage = setStage();
    stage.canary = () => BAD;
    away(stage, has('rollback-started'));
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'criterion-failed' },
      state: { status: 'rolled-back' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);

    stage.append = () => undefined;
    expect(await stage.drive(rollback('run-failed'))).toMatchObject({ status: 'reached' });
    expect(await stage.state()).toMatchObject({ status: 'rolled-back' });
  });

  it('gives a breach three seconds and no more', async () => {
    const stage = setStage();
    stage.canary = () => BAD;
    const deadlines: unknown[] = [];
    stage.append = (events, deadline) => {
      if (events.at(-1)?.type === 'rollback-started') deadlines.push(deadline);
      return undefined;
    };
    await stage.drive(phase(0));
    expect(deadlines).toEqual([stage.start + MINUTE + 3_000]);
  });

  it('at the last word: it says that what it did is not on record', async () => {
    const stage = setStage();
    away(stage, has('phase-passed'));
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'ledger-failed',
      reason: { code: 'ledger-unavailable' },
    });
    stage.append = () => undefined;
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
  });
});

describe('somebody else writes to the ledger', () => {
  it('and the driver decides again on what is true now', async () => {
    const stage = setStage();
    let hasIntruded = false;
    const paused: Event = {
      type: 'paused',
      at: stage.start,
      reason: { code: 'asked-by-person', sentence: 'grace said: wait' },
      criteria: [],
    };
    stage.before = async (events) => {
      if (hasIntruded || !has('phase-started')(events)) return;
      hasIntruded = true;
      await intrude(stage, paused);
    };
    await stage.drive(GATES);
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'paused',
      reason: { sentence: 'grace said: wait' },
    });
    expect(stage.traffic.history).toEqual([0]);
  });

  it('and a checkpoint notices it', async () => {
    const stage = setStage(LONG);
    await stage.drive(GATES);
    const aborted: Event = {
      type: 'rollback-started',
      at: stage.start,
      reason: { code: 'asked-by-person', sentence: 'grace said: back' },
      criteria: [],
    };
    let hasIntruded = false;
    stage.before = async (events) => {
      if (hasIntruded || events.at(-1)?.type !== 'measured') return;
      hasIntruded = true;
      await intrude(stage, aborted);
    };
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'rolled-back',
      reason: { sentence: 'grace said: back' },
    });
    expect(stage.elapsed()).toBe(10 * MINUTE);
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('again and again: the driver gives up rather than fight', async () => {
    const stage = setStage();
    stage.append = () => ({ outcome: 'conflict' });
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'ledger-failed',
      reason: { code: 'ledger-conflict' },
    });
    expect(stage.deeds).toEqual([]);
  });

  it('again and again, during a breach: traffic goes back all the same', async () => {
    const stage = setStage();
    stage.canary = () => (stage.elapsed() > 0 ? BAD : GOOD);
    await stage.drive(phase(0), { deadline: stage.start + 30_000 });
    stage.append = () => ({ outcome: 'conflict' });
    await stage.drive(phase(0));
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });
});

it('an intent that landed is not acted upon once others have written behind it', async () => {
  const stage = setStage();
  let isLost = false;
  stage.before = async (events) => {
    if (isLost || !has('hook-started')(events)) return;
    isLost = true;
    // The append lands and its answer is lost; before the driver asks again somebody stops the rollout.
    const read = await stage.ledger.read();
    if (read.outcome === 'failed') throw new Error(read.detail);
    await stage.ledger.append({ expected: read.view.tip, events });
    const reason = { code: 'asked-by-person', sentence: 'not today' } as const;
    await intrude(stage, { type: 'stopped', at: stage.clock.now(), reason });
  };
  expect(await stage.drive(WHOLE)).toMatchObject({ status: 'stopped' });
  expect(isLost).toBe(true);
  // What the hook may have begun is cleaned up; it is not begun.
  expect(stage.deeds).toEqual(['cleanup']);
});
