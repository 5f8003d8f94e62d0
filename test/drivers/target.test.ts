import { describe, expect, it } from 'vitest';
import { failed } from '../../src/adapters/traffic/result.ts';
import { THREE_PHASES } from '../core/plans.ts';
import { BAD, GOOD, MINUTE, phase, rollback, setStage, type Stage, WHOLE } from './stage.ts';

/** Something happens to the target that many milliseconds into the release, once. */
function after(stage: Stage, time: number, happen: () => void): void {
  let hasHappened = false;
  stage.waited = (elapsed) => {
    if (hasHappened || elapsed < time) return;
    hasHappened = true;
    happen();
  };
}

describe('a target that refuses the weight', () => {
  it('goes back: it may have moved half', async () => {
    const stage = setStage();
    stage.approval = () => {
      stage.traffic.fail(failed('refused', 'said no'), 4);
      return { outcome: 'granted', by: [] };
    };
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'target-unavailable', sentence: expect.stringContaining('said no') },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    expect(stage.deeds.filter((deed) => deed === '25% refused')).toHaveLength(4);
  });

  it('is insisted on for a few seconds', async () => {
    const stage = setStage();
    stage.hook = () => {
      stage.traffic.fail(failed('timeout', 'no answer'), 2);
      return { outcome: 'ok' };
    };
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5]);
  });
});

/** A release whose breach is answered by a target that has gone away. */
async function failToGoBack() {
  const stage = setStage();
  stage.canary = () => {
    stage.traffic.fail(failed('unreachable', 'no route'));
    return BAD;
  };
  return { stage, outcome: await stage.drive(WHOLE) };
}

describe('a target that does not take traffic back', () => {
  it('is a failed rollback, said in the loudest way', async () => {
    const { stage, outcome } = await failToGoBack();
    expect(outcome).toMatchObject({
      status: 'rollback-failed',
      reason: {
        code: 'target-unavailable',
        sentence: 'traffic could not be taken back: move it by hand, now (no route)',
      },
      state: { status: 'rollback-failed', reason: { code: 'criterion-failed' } },
    });
    expect(stage.log().at(-1)).toBe('ROLLBACK FAILED: no route');
    expect(stage.elapsed()).toBeGreaterThan(2 * MINUTE);
  });

  it.each([
    ['the rollback job', rollback('run-failed'), 1, { status: 'reached' }],
    ['a person', rollback('asked'), 1, { status: 'reached' }],
    ['any other job of the run', phase(1), 1, { status: 'rolled-back' }],
  ])('is taken back by %s once it answers', async (_, goal, attempt, expected) => {
    const { stage } = await failToGoBack();
    stage.traffic.mend();
    expect(await stage.drive(goal, { attempt })).toMatchObject(expected);
    expect(stage.traffic.history.at(-1)).toBe(0);
    expect(await stage.state()).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'criterion-failed' },
    });
  });

  it('is taken back before a later attempt begins anew', async () => {
    const { stage } = await failToGoBack();
    stage.traffic.mend();
    stage.canary = () => GOOD;
    expect(await stage.drive(WHOLE, { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 0, 5, 25, 100]);
  });

  it('stays a failed rollback while it does not answer', async () => {
    const { stage } = await failToGoBack();
    for (const goal of [rollback('asked'), rollback('run-failed'), WHOLE]) {
      expect(await stage.drive(goal, { attempt: 2 })).toMatchObject({ status: 'rollback-failed' });
    }
    const run = { id: '18', attempt: 1, actor: 'grace' };
    expect(await stage.drive(WHOLE, { run })).toMatchObject({ status: 'refused' });
    expect(await stage.drive(rollback('asked'), { run })).toMatchObject({
      status: 'rollback-failed',
    });
  });
});

describe('somebody else moves the traffic', () => {
  it('up: it is taken down again at once, and the phase goes on', async () => {
    const stage = setStage();
    after(stage, MINUTE, () => stage.traffic.drift(50));
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 50, 5]);
    expect(stage.elapsed()).toBe(3 * MINUTE);
  });

  it('down: that may be an emergency, and a person is asked', async () => {
    const stage = setStage();
    after(stage, MINUTE, () => stage.traffic.drift(0));
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'paused',
      reason: { code: 'weight-drifted', sentence: expect.stringContaining('carries 0% where 5%') },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('by less than a balancer rounds: that is no drift', async () => {
    const stage = setStage();
    after(stage, MINUTE, () => stage.traffic.drift(5.4));
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
  });

  it('from all to almost all: that is one', async () => {
    const stage = setStage(
      THREE_PHASES.replace(/ {2}- \{ name: Canary[^\n]*\n {2}- \{ name: Early[^\n]*\n/, ''),
    );
    after(stage, MINUTE, () => stage.traffic.drift(99.6));
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'paused',
      reason: { code: 'weight-drifted' },
    });
  });

  it('down, while the canary is proven bad: the breach weighs more', async () => {
    const stage = setStage();
    after(stage, MINUTE, () => stage.traffic.drift(2));
    stage.canary = () => BAD;
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'rolled-back' });
    expect(stage.traffic.history).toEqual([0, 5, 2, 0]);
  });

  it('is seen within a minute, however seldom the metrics are looked at', async () => {
    const seldom = THREE_PHASES.replace(
      'minimumSamples: 10',
      'minimumSamples: 10\n    interval: 3m',
    );
    const stage = setStage(seldom.replaceAll('bake: 2m', 'bake: 3m'));
    after(stage, MINUTE / 2, () => stage.traffic.drift(50));
    await stage.drive(phase(0), { deadline: stage.clock.now() + 1.5 * MINUTE });
    expect(stage.traffic.history).toEqual([0, 5, 50, 5]);
  });
});

describe('a target that cannot be read', () => {
  it('is put up with four times', async () => {
    const stage = setStage(THREE_PHASES.replace('bake: 3m', 'bake: 10m'));
    after(stage, MINUTE, () => stage.traffic.fail(failed('timeout', 'no answer'), 4));
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
  });

  it('asks a person at the fifth time', async () => {
    const stage = setStage(THREE_PHASES.replace('bake: 3m', 'bake: 10m'));
    after(stage, MINUTE, () => stage.traffic.fail(failed('timeout', 'no answer')));
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'paused',
      reason: {
        code: 'target-unavailable',
        sentence: 'the target could not be read 5 times in a row: no answer',
      },
    });
    expect(stage.elapsed()).toBe(5 * MINUTE);
    expect(stage.traffic.history).toEqual([0, 5]);
  });
});

describe('a canary that is down', () => {
  const down = failed('canary-down', 'v2 is DOWN');

  it('takes traffic back at the second look, ten seconds after the first', async () => {
    const stage = setStage();
    after(stage, MINUTE, () => stage.traffic.fail(down, 2));
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'canary-down', sentence: 'the canary is down: v2 is DOWN' },
    });
    expect(stage.elapsed()).toBe(MINUTE + 10_000);
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('is given the benefit of the doubt once', async () => {
    const stage = setStage();
    after(stage, MINUTE, () => stage.traffic.fail(down, 1));
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
  });
});
