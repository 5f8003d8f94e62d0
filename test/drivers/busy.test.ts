import { describe, expect, it } from 'vitest';
import { LEASE } from '../../src/core/rollout/lease.ts';
import type { RunStatus } from '../../src/ports/runs.ts';
import { document, THREE_PHASES } from '../core/plans.ts';
import {
  GATES,
  MINUTE,
  NO_DATA,
  phase,
  PROMOTE,
  rollback,
  setStage,
  type Stage,
  WHOLE,
} from './stage.ts';

const NEWER = { id: '18', attempt: 1, actor: 'grace' };
const under = (rule: string) => THREE_PHASES.replace('version: 1', `version: 1\non-busy: ${rule}`);
const HOLDING = THREE_PHASES.replace('version: 1', 'version: 1\non-cancel: hold');

/** A rollout of run 17 in the bake of its first phase, which its job has left to a tick. */
async function setBusyStage(plan: string, status: RunStatus): Promise<Stage> {
  const stage = setStage(plan);
  await stage.drive(phase(0), { deadline: stage.start + MINUTE });
  stage.statusOf = () => status;
  return stage;
}

describe('on-busy: fail', () => {
  it('refuses while the other run goes on, and touches nothing', async () => {
    const stage = await setBusyStage(under('fail'), 'running');
    const before = await stage.state();
    await stage.clock.until(stage.start + 30 * LEASE);
    expect(await stage.drive(WHOLE, { run: NEWER })).toMatchObject({
      status: 'refused',
      reason: { code: 'busy', sentence: expect.stringContaining('run 17') },
    });
    expect(await stage.state()).toEqual(before);
  });
});

describe('on-busy: wait', () => {
  it('begins when the other is over', async () => {
    const stage = await setBusyStage(under('wait'), 'running');
    const before = stage.stories.length;
    let isOver = false;
    stage.meanwhile = async (elapsed) => {
      if (isOver || elapsed < 10 * MINUTE) return;
      isOver = true;
      others = stage.stories.length;
      await stage.drive(rollback('asked'));
    };
    let others = 0;
    expect(await stage.drive(phase(0), { run: NEWER })).toMatchObject({
      status: 'reached',
      state: { started: { rollout: '18' } },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0, 5]);
    expect(stage.elapsed()).toBe(13 * MINUTE);
    // Nobody tells the other's story in its name.
    const meanwhile = stage.stories.slice(before, others);
    expect(new Set(meanwhile.map(({ moment }) => moment))).toEqual(new Set(['wait']));
  });

  it('gives up as busy when its time is up', async () => {
    const stage = await setBusyStage(under('wait'), 'running');
    const deadline = stage.start + 20 * MINUTE;
    expect(await stage.drive(GATES, { run: NEWER, deadline })).toMatchObject({
      status: 'refused',
      reason: { code: 'busy' },
    });
    expect(stage.elapsed()).toBeLessThanOrEqual(20 * MINUTE);
    expect(await stage.state()).toMatchObject({ started: { rollout: '17' }, status: 'running' });
  });

  it('in a tick does not wait at all', async () => {
    const stage = await setBusyStage(under('wait'), 'running');
    const tick = { run: NEWER, mode: 'tick' } as const;
    expect(await stage.drive(GATES, tick)).toMatchObject({ status: 'refused' });
  });
});

describe('on-busy: supersede', () => {
  it('takes the other back first, and the other rests as superseded', async () => {
    const stage = setStage(under('supersede'));
    stage.statusOf = () => 'running';
    let newer: unknown;
    stage.meanwhile = async () => {
      newer ??= await stage.drive(phase(0), { run: NEWER, release: { version: 'v3' } });
    };
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'refused',
      reason: { code: 'superseded', sentence: expect.stringContaining('18') },
    });
    expect(newer).toMatchObject({ status: 'reached', state: { started: { rollout: '18' } } });
    expect(stage.traffic.history).toEqual([0, 5, 0, 5]);
    expect(stage.deeds.slice(0, 7)).toEqual([
      'deploy',
      '5%',
      '0%',
      'cleanup',
      '(for v2.0.0)',
      'deploy',
      '5%',
    ]);
    expect(stage.log().slice(0, 7)).toEqual([
      'gates are open',
      'phase Canary started at 5%',
      'taken over by grace: superseded by run 18',
      'rolling back: superseded by run 18',
      'rolled back: superseded by run 18',
      'cleanup hook finished',
      'gates are open',
    ]);
    // Whatever of it is run again says the same, now and when the newer one is out.
    for (const goal of [GATES, phase(0), phase(1), PROMOTE]) {
      expect(await stage.drive(goal, { attempt: 2 })).toMatchObject({
        status: 'refused',
        reason: { code: 'superseded' },
      });
    }
    expect(await stage.drive(rollback('run-failed'))).toMatchObject({
      status: 'reached',
      reason: { code: 'nothing-to-do' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0, 5]);
  });

  it('is not taken by the other for a stranger who moved the weight', async () => {
    const stage = setStage(under('supersede'));
    stage.statusOf = () => 'running';
    let newer: unknown;
    // A look is due at this very moment: the older one looks before it listens.
    stage.meanwhile = async (elapsed) => {
      if (elapsed === MINUTE) newer ??= await stage.drive(GATES, { run: NEWER });
    };
    expect(await stage.drive(WHOLE)).toMatchObject({ reason: { code: 'superseded' } });
    expect(newer).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    const told = stage.stories.map(({ state }) => state.status);
    expect(told).toContain('rolled-back');
    expect(told).not.toContain('paused');
  });

  it('lets a hook of the other come to its end', async () => {
    const stage = setStage(under('supersede'));
    stage.statusOf = () => 'running';
    let newer: Promise<unknown> | undefined;
    stage.hook = (name) => {
      if (name === 'deploy') newer ??= stage.drive(GATES, { run: NEWER, mode: 'tick' });
      return { outcome: 'ok' };
    };
    await stage.drive(phase(0));
    expect(await newer).toMatchObject({
      status: 'refused',
      reason: { code: 'busy', sentence: expect.stringContaining('a hook of it is at work') },
    });
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('takes back what waits for people, too', async () => {
    const stage = setStage(under('supersede'));
    stage.canary = () => NO_DATA;
    await stage.drive(phase(0));
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('does not begin while the target does not confirm', async () => {
    const stage = await setBusyStage(under('supersede'), 'running');
    stage.traffic.fail({ outcome: 'failed', reason: 'timeout', detail: 'no route' });
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({
      status: 'rollback-failed',
      state: { started: { rollout: '17' }, run: { id: '18' } },
    });
    stage.traffic.mend();
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ status: 'reached' });
    expect(await stage.state()).toMatchObject({ started: { rollout: '18' } });
  });

  it('finishes what a killed run of the newer one had begun', async () => {
    const stage = await setBusyStage(under('supersede'), 'running');
    stage.append = (events) => {
      if (events.at(-1)?.type === 'rollback-started') throw new Error('killed');
      return undefined;
    };
    await expect(stage.drive(GATES, { run: NEWER })).rejects.toThrow('killed');
    stage.append = () => undefined;
    expect(await stage.drive(rollback('run-failed'), { run: NEWER })).toMatchObject({
      status: 'reached',
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    expect(await stage.state()).toMatchObject({ status: 'rolled-back', run: { id: '18' } });
  });

  it('waits for a person where the promote hook has begun', async () => {
    const stage = setStage(under('supersede'));
    stage.hook = (name) =>
      name === 'promote'
        ? { outcome: 'failed', reason: 'exit', detail: 'exited with 1' }
        : { outcome: 'ok' };
    await stage.drive(WHOLE);
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({
      status: 'refused',
      reason: { code: 'busy', sentence: expect.stringContaining('promote hook') },
    });
    expect(stage.traffic.history.at(-1)).toBe(100);
  });

  it('is not for an older run', async () => {
    const stage = await setBusyStage(under('supersede'), 'running');
    const older = { id: '9', attempt: 2, actor: 'grace' };
    expect(await stage.drive(WHOLE, { run: older })).toMatchObject({
      status: 'refused',
      reason: { code: 'superseded' },
    });
  });
});

describe('a run that ended without finishing', () => {
  it('is taken back by the next release, whatever the rule', async () => {
    const stage = await setBusyStage(under('fail'), 'ended');
    await stage.clock.until(stage.start + 3 * LEASE);
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    expect(stage.log()).toContain('rolling back: run 17 ended without finishing it');
  });

  it('that promised to be continued is left alone until nobody came', async () => {
    const stage = await setBusyStage(under('fail'), 'ended');
    expect(await stage.state()).toMatchObject({ heldUntil: stage.start + 2 * MINUTE });
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ reason: { code: 'busy' } });
  });

  it('is left to the people it waits for', async () => {
    const stage = setStage();
    stage.canary = () => NO_DATA;
    stage.statusOf = () => 'ended';
    await stage.drive(phase(0));
    await stage.clock.until(stage.start + 30 * LEASE);
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ reason: { code: 'busy' } });
  });
});

describe('a run that cannot be asked', () => {
  it('keeps its lease for as long as it may still write', async () => {
    const stage = await setBusyStage(under('fail'), 'unknown');
    await stage.clock.until(stage.start + 2 * MINUTE + LEASE - 1);
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ reason: { code: 'busy' } });
    await stage.clock.until(stage.start + 2 * MINUTE + LEASE);
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ status: 'reached' });
  });

  it('keeps it for days while people are asked', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    await stage.clock.until(stage.start + 72 * LEASE);
    expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ reason: { code: 'busy' } });
    expect(await stage.drive(phase(1))).toMatchObject({ status: 'reached' });
  });
});

describe('on-cancel: hold', () => {
  it('leaves traffic where it is, and so does the rollback job', async () => {
    const stage = setStage(HOLDING);
    const cancel = new AbortController();
    stage.waited = (elapsed) => void (elapsed >= MINUTE && cancel.abort());
    expect(await stage.drive(WHOLE, { cancelled: cancel.signal })).toMatchObject({
      status: 'paused',
      reason: { code: 'run-cancelled' },
    });
    const cleaning = await stage.drive(rollback('run-cancelled'), { document: undefined });
    expect(cleaning).toMatchObject({ status: 'reached', reason: { code: 'run-cancelled' } });
    expect(stage.traffic.history).toEqual([0, 5]);
    expect(await stage.drive(WHOLE, { attempt: 2 })).toMatchObject({ status: 'reached' });
  });

  it('is kept by the rollback job of a run that was killed before it could say so', async () => {
    const stage = setStage(HOLDING);
    await stage.drive(phase(0), { mode: 'tick' });
    const cleaning = await stage.drive(rollback('run-cancelled'), { document: undefined });
    expect(cleaning).toMatchObject({ status: 'reached', state: { status: 'paused' } });
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('ends what has moved nothing, and goes back on everything but a cancelled run', async () => {
    const stage = setStage(HOLDING);
    await stage.drive(GATES);
    await stage.drive(rollback('run-cancelled'));
    expect(await stage.state()).toMatchObject({ status: 'stopped' });
    await stage.drive(phase(0), { mode: 'tick', attempt: 2 });
    await stage.drive(rollback('run-failed'), { attempt: 2 });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });
});

it('a weight that the target is slow to take is not insisted on once it was taken back', async () => {
  const stage = setStage();
  stage.statusOf = () => 'running';
  stage.before = async (events) => {
    if (events.at(-1)?.type !== 'phase-started') return;
    stage.traffic.fail({ outcome: 'failed', reason: 'timeout', detail: 'slow' });
  };
  let isAborted = false;
  stage.meanwhile = async () => {
    if (isAborted) return;
    isAborted = true;
    stage.traffic.mend();
    await stage.order({ kind: 'abort' });
  };
  const outcome = await stage.drive(WHOLE, { deadline: stage.start + MINUTE });
  expect(outcome).toMatchObject({ status: 'rolled-back', reason: { code: 'asked-by-person' } });
  expect(stage.traffic.history).toEqual([0]);
});

it('a target that another plan names is taken back there', async () => {
  const stage = await setBusyStage(under('supersede'), 'running');
  const elsewhere = document(under('supersede').replace('backend: shop', 'backend: other'));
  const reached: string[] = [];
  stage.reach = ({ plan }) => void reached.push(JSON.stringify(plan.target));
  await stage.drive(GATES, { run: NEWER, document: elsewhere });
  expect(reached).toEqual([expect.stringContaining('"shop"')]);
});
