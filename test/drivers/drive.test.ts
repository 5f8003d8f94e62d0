import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/rollout/event.ts';
import { document, THREE_PHASES } from '../core/plans.ts';
import { BAD, GATES, GOOD, MINUTE, phase, PROMOTE, setStage, share, WHOLE } from './stage.ts';

describe('a healthy release', () => {
  it('goes through gates, hooks, phases and approval to the promotion', async () => {
    const stage = setStage();
    const outcome = await stage.drive(WHOLE);
    expect(outcome).toMatchObject({
      status: 'reached',
      reason: { code: 'promoted' },
      state: { status: 'promoted', weight: { intended: 100, confirmed: true } },
      troubles: [],
    });
    expect(stage.deeds).toEqual([
      'deploy',
      '5%',
      'granted Early access',
      '25%',
      '100%',
      'promote',
      '100%',
      'cleanup',
    ]);
    expect(stage.elapsed()).toBe(7 * MINUTE);
    expect(await stage.state()).toEqual(outcome.state);
  });

  it('leaves a ledger that reads like a story', async () => {
    const stage = setStage();
    await stage.drive(WHOLE);
    expect(stage.log()).toEqual([
      'gates are open',
      'phase Canary started at 5%',
      'phase Early access started at 25%',
      'phase Everybody started at 100%',
      'promoting v2.0.0',
      'cleanup hook started',
      'promoted v2.0.0',
    ]);
  });

  it('is told when people look, and with its numbers in between', async () => {
    const stage = setStage();
    await stage.drive(WHOLE);
    const steps = stage.stories.filter(({ moment }) => moment === 'step');
    expect(steps.map(({ decision }) => decision.do)).toEqual([
      'evaluate-gates',
      'set-weight',
      'pass-phase',
      'set-weight',
      'set-weight',
      'promote',
    ]);
    const asides = stage.stories.filter(({ moment }) => moment === 'aside');
    expect(asides.map(({ decision }) => decision.do)).toEqual([
      'pass-phase',
      'pass-phase',
      'start-promotion',
    ]);
    const look = stage.stories.findLast(({ moment }) => moment === 'look');
    expect(look?.criteria.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('can be done by one job a stretch', async () => {
    const stage = setStage();
    for (const goal of [GATES, phase(0), phase(1), phase(2), PROMOTE]) {
      expect(await stage.drive(goal)).toMatchObject({ status: 'reached' });
    }
    expect(await stage.state()).toMatchObject({ status: 'promoted' });
  });

  it('ends with all traffic on stable where the promote hook renews the stable slot', async () => {
    const plan = THREE_PHASES.replace('canary: v2 }', 'canary: v2, after-promotion: stable }');
    const stage = setStage(plan);
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'reached',
      state: { status: 'promoted', weight: { intended: 0, confirmed: true } },
    });
    expect(stage.deeds.slice(-4)).toEqual(['100%', 'promote', '0%', 'cleanup']);
  });

  it('comes to the same end and the same verdicts by many ticks as by one job', async () => {
    const [job, tick] = [setStage(), setStage()];
    for (const stage of [job, tick]) stage.canary = (_, elapsed) => share((elapsed / MINUTE) % 7);
    const whole = await job.drive(WHOLE);
    let outcome = await tick.drive(WHOLE, { mode: 'tick' });
    let ticks = 1;
    for (; outcome.status === 'holding'; ticks += 1) {
      await tick.clock.until(outcome.until ?? Number.NaN);
      outcome = await tick.drive(WHOLE, { mode: 'tick' });
    }
    expect([outcome.status, ticks]).toEqual(['reached', 8]);
    const verdicts = (await tick.state())?.phases.map(({ criteria }) => criteria);
    expect(verdicts).toEqual(whole.state?.phases.map(({ criteria }) => criteria));
  });

  it('is left holding by a job whose time is up, and continued by the next', async () => {
    const stage = setStage();
    const deadline = stage.clock.now() + 2.5 * MINUTE;
    const until = stage.clock.now() + 3 * MINUTE;
    expect(await stage.drive(phase(0), { deadline })).toMatchObject({
      status: 'holding',
      reason: { code: 'baking' },
      until,
    });
    expect(stage.traffic.history).toEqual([0, 5]);
    await stage.clock.until(until);
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
    expect(stage.elapsed()).toBe(3 * MINUTE);
  });
});

describe('before any traffic moves', () => {
  it.each(['shut', 'broken'] as const)('a gate that is %s stops it', async (answer) => {
    const stage = setStage();
    stage.gate = () => answer;
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'stopped',
      reason: { code: 'gate-shut', sentence: expect.stringContaining(`is ${answer}`) },
    });
    expect(stage.deeds).toEqual([]);
    expect(await stage.state()).toMatchObject({ status: 'stopped' });
  });

  it('a target that is not at stable stops it, and is left as it is', async () => {
    const stage = setStage(THREE_PHASES, 0.4);
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'stopped',
      reason: { code: 'target-not-at-stable', sentence: expect.stringContaining('0.4%') },
    });
    expect(stage.deeds).toEqual([]);
  });

  it('a target that cannot be read stops it', async () => {
    const stage = setStage();
    stage.traffic.fail({ outcome: 'failed', reason: 'timeout', detail: 'no answer' });
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'stopped',
      reason: { code: 'target-unavailable' },
    });
  });

  it('a deploy hook that fails stops it, and is cleaned up after', async () => {
    const stage = setStage();
    stage.hook = (name) =>
      name === 'deploy'
        ? { outcome: 'failed', reason: 'exit', detail: 'exited with 1: no room' }
        : { outcome: 'ok' };
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'stopped',
      reason: { code: 'hook-failed', sentence: expect.stringContaining('no room') },
    });
    expect(stage.deeds).toEqual(['deploy failed', 'cleanup']);
  });

  it('people who have not answered are waited for', async () => {
    const stage = setStage();
    stage.approval = () => ({ outcome: 'waiting', detail: 'waiting for approvers' });
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'waiting',
      reason: { code: 'awaiting-approval' },
      state: { status: 'running', weight: { intended: 5 } },
    });
    stage.approval = () => ({ outcome: 'granted', by: [] });
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'reached' });
  });

  it('gates that opened long ago are looked at again', async () => {
    const stage = setStage();
    await stage.drive(GATES);
    await stage.clock.until(stage.clock.now() + 16 * MINUTE);
    stage.gate = () => 'shut';
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'stopped' });
    expect(stage.traffic.history).toEqual([0]);
  });

  it('gates that opened just now are believed', async () => {
    const stage = setStage();
    await stage.drive(GATES);
    stage.gate = () => 'shut';
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
  });
});

describe('a phase with gates of its own', () => {
  const plan = THREE_PHASES.replace(
    'approval: approvers }',
    'gates: [{ command: { name: calm, run: ./calm.sh } }] }',
  );

  it('pauses where it is when they are shut', async () => {
    const stage = setStage(plan);
    stage.gate = () => (stage.traffic.history.includes(5) ? 'shut' : 'open');
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'paused',
      reason: { code: 'gate-shut' },
      state: { weight: { intended: 5 } },
    });
    expect(stage.traffic.history).toEqual([0, 5]);
  });
});

describe('a breach', () => {
  it('takes traffic back in the pass of the first breaching measurement', async () => {
    const stage = setStage();
    stage.canary = (_, elapsed) => (elapsed >= 2 * MINUTE ? BAD : GOOD);
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'criterion-failed', sentence: expect.stringContaining('error-rate is 20%') },
      state: { weight: { intended: 0, confirmed: true } },
    });
    expect(stage.elapsed()).toBe(2 * MINUTE);
    expect(stage.deeds).toEqual(['deploy', '5%', '0%', 'cleanup']);
    expect(stage.log().slice(-3)).toEqual([
      expect.stringMatching(/^rolling back: error-rate is 20%/),
      expect.stringMatching(/^rolled back: error-rate is 20%/),
      'cleanup hook finished',
    ]);
  });

  it('of a rollback condition names the condition', async () => {
    const plan = THREE_PHASES.replaceAll('[error-rate < 1%]', '[]');
    const stage = setStage(plan);
    stage.canary = () => BAD;
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'condition-met', criterion: 'error-rate > 5%' },
    });
  });

  it.each([
    ['pause', 'paused', 5],
    ['warn', 'reached', 100],
  ])('of a criterion whose action is %s: %s', async (action, status, weight) => {
    const plan = THREE_PHASES.replaceAll('error-rate < 1%', `'error-rate < 1%: ${action}'`);
    const stage = setStage(plan);
    stage.canary = () => share(20);
    const outcome = await stage.drive(WHOLE);
    expect(outcome).toMatchObject({ status, state: { weight: { intended: weight } } });
    expect(outcome.criteria.some(({ verdict }) => verdict === 'fail')).toBe(true);
  });

  it('of a metric on a dry run is shown and does nothing', async () => {
    const plan = THREE_PHASES.replace('minimumSamples: 10', 'minimumSamples: 10\n    dryRun: true');
    const stage = setStage(plan);
    stage.canary = () => BAD;
    const outcome = await stage.drive(WHOLE);
    expect(outcome).toMatchObject({ status: 'reached', reason: { code: 'promoted' } });
    expect(outcome.state?.phases[0]?.criteria[0]).toMatchObject({ verdict: 'fail', dryRun: true });
  });

  it('is retried from its phase once the cause is mended', async () => {
    const stage = setStage();
    stage.canary = () => (stage.traffic.history.at(-1) === 25 ? BAD : GOOD);
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'rolled-back' });
    stage.canary = () => GOOD;
    expect(await stage.drive(WHOLE, { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 25, 0, 25, 100]);
    expect(stage.deeds.filter((deed) => deed === 'deploy')).toHaveLength(2);
  });
});

describe('the promotion', () => {
  it('pauses with all traffic on the canary when its hook fails', async () => {
    const stage = setStage();
    stage.hook = (name) =>
      name === 'promote'
        ? { outcome: 'failed', reason: 'timeout', detail: 'did not end' }
        : { outcome: 'ok' };
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'paused',
      reason: { code: 'hook-failed' },
      state: { weight: { intended: 100 } },
    });
    stage.hook = () => ({ outcome: 'ok' });
    expect(await stage.drive(PROMOTE, { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 25, 100]);
  });

  it('pauses when the target does not take the last weight', async () => {
    const stage = setStage();
    stage.hook = (name) => {
      if (name === 'promote') {
        stage.traffic.fail({ outcome: 'failed', reason: 'refused', detail: 'said no' });
      }
      return { outcome: 'ok' };
    };
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'paused',
      reason: { code: 'target-unavailable', sentence: expect.stringContaining('said no') },
    });
    stage.traffic.mend();
    stage.hook = () => ({ outcome: 'ok' });
    expect(await stage.drive(PROMOTE, { attempt: 2 })).toMatchObject({ status: 'reached' });
  });

  it('puts a target right that lost its weight before', async () => {
    const stage = setStage();
    for (const goal of [GATES, phase(0), phase(1), phase(2)]) await stage.drive(goal);
    stage.traffic.drift(0);
    expect(await stage.drive(PROMOTE)).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history.at(-1)).toBe(100);
  });

  it.each([
    ['nothing was started', [], 'phase-missing'],
    ['a phase is missing', [GATES, phase(0), phase(1)], 'phase-missing'],
  ])('is refused when %s', async (_, goals, code) => {
    const stage = setStage();
    for (const goal of goals) await stage.drive(goal);
    const before = await stage.state();
    expect(await stage.drive(PROMOTE)).toMatchObject({ status: 'refused', reason: { code } });
    expect(await stage.state()).toEqual(before);
  });

  it('says so when the cleanup fails, and is promoted all the same', async () => {
    const stage = setStage();
    stage.hook = (name) =>
      name === 'cleanup'
        ? { outcome: 'failed', reason: 'exit', detail: 'exited with 1' }
        : { outcome: 'ok' };
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'reached',
      troubles: ['the cleanup hook failed: exited with 1'],
    });
  });
});

describe('whoever asks for what cannot be', () => {
  it('a later phase without the earlier one', async () => {
    const stage = setStage();
    expect(await stage.drive(phase(1))).toMatchObject({
      status: 'refused',
      reason: { code: 'phase-missing' },
    });
    expect(await stage.state()).toBeUndefined();
    await stage.drive(GATES);
    expect(await stage.drive(phase(1))).toMatchObject({
      status: 'refused',
      reason: { code: 'phase-missing', sentence: expect.stringContaining('Canary') },
    });
  });

  it('to go on with a plan that has changed', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    const changed = document(THREE_PHASES.replace('weight: 25%', 'weight: 50%'));
    const before = await stage.state();
    for (const attempt of [1, 2]) {
      expect(await stage.drive(phase(1), { document: changed, attempt })).toMatchObject({
        status: 'refused',
        reason: { code: 'plan-changed' },
      });
    }
    expect(await stage.state()).toEqual(before);
  });

  it('another run, while this one has not ended', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    const run = { id: '18', attempt: 1, actor: 'grace' };
    const before = await stage.state();
    for (const goal of [GATES, phase(0), WHOLE]) {
      expect(await stage.drive(goal, { run })).toMatchObject({
        status: 'refused',
        reason: { code: 'busy', sentence: expect.stringContaining('run 17') },
      });
    }
    expect(await stage.state()).toEqual(before);
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('another run, once this one has ended', async () => {
    const stage = setStage();
    await stage.drive(WHOLE);
    stage.traffic.drift(0);
    const run = { id: '18', attempt: 1, actor: 'grace' };
    expect(await stage.drive(WHOLE, { run })).toMatchObject({ status: 'reached' });
    expect(await stage.drive(phase(1))).toMatchObject({
      status: 'refused',
      reason: { code: 'superseded', sentence: expect.stringContaining('run 18') },
    });
  });
});

it('a reporter that throws is only a trouble', async () => {
  const stage = setStage();
  stage.tell = () => {
    throw new Error('no ink');
  };
  expect(await stage.drive(WHOLE)).toMatchObject({
    status: 'reached',
    troubles: ['the story could not be told: no ink'],
  });
});

it('measures every minute once, whoever measures it', async () => {
  const stage = setStage();
  const seen: Event[] = [];
  stage.append = (events) => {
    seen.push(...events);
    return undefined;
  };
  for (const goal of [GATES, phase(0), phase(1)]) await stage.drive(goal);
  const ends = seen.flatMap((event) =>
    event.type === 'measured' ? event.measurements.map(({ to }) => to) : [],
  );
  expect(ends).toHaveLength(5);
  expect(new Set(ends).size).toBe(5);
});
