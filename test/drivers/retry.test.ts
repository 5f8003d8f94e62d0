import { describe, expect, it } from 'vitest';
import {
  BAD,
  GATES,
  GOOD,
  MINUTE,
  NO_DATA,
  phase,
  PROMOTE,
  rollback,
  setStage,
  share,
  type Stage,
  WHOLE,
} from './stage.ts';

/** The canary shows this while it has 25% of the traffic, and is fine before and after. */
function atQuarter(stage: Stage, reading: ReturnType<typeof share>): void {
  stage.canary = () => (stage.traffic.history.at(-1) === 25 ? reading : GOOD);
}

describe('a later attempt', () => {
  it.each([
    ['rolled back', BAD, [0, 5, 25, 0, 25]],
    ['paused', NO_DATA, [0, 5, 25]],
  ])('of a phase that was %s begins that phase anew', async (_, reading, history) => {
    const stage = setStage();
    atQuarter(stage, reading);
    for (const goal of [GATES, phase(0), phase(1)]) await stage.drive(goal);
    stage.canary = () => GOOD;
    expect(await stage.drive(phase(1), { attempt: 2 })).toMatchObject({
      status: 'reached',
      state: { run: { attempt: 2 }, phases: [{ status: 'passed' }, { status: 'passed' }, {}] },
    });
    expect(stage.traffic.history).toEqual(history);
    for (const goal of [phase(2), PROMOTE]) {
      expect(await stage.drive(goal, { attempt: 2 })).toMatchObject({ status: 'reached' });
    }
  });

  it('of a release that was stopped asks the gates again', async () => {
    const stage = setStage();
    stage.gate = () => 'shut';
    await stage.drive(GATES);
    stage.gate = () => 'open';
    expect(await stage.drive(GATES)).toMatchObject({ status: 'stopped' });
    expect(await stage.drive(GATES, { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(await stage.drive(phase(0), { attempt: 2 })).toMatchObject({ status: 'reached' });
  });

  it('of an earlier phase begins there, and traffic falls to its weight', async () => {
    const stage = setStage();
    for (const goal of [GATES, phase(0), phase(1)]) await stage.drive(goal);
    expect(await stage.drive(phase(0), { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 25, 5]);
    expect(await stage.state()).toMatchObject({
      phases: [{ status: 'passed' }, { status: 'pending' }, { status: 'pending' }],
    });
  });

  it('of all jobs, with gates that have shut meanwhile, pauses and leaves traffic where it is', async () => {
    const stage = setStage();
    for (const goal of [GATES, phase(0), phase(1)]) await stage.drive(goal);
    stage.gate = () => 'shut';
    expect(await stage.drive(GATES, { attempt: 2 })).toMatchObject({
      status: 'paused',
      reason: { code: 'gate-shut' },
      state: { weight: { intended: 25 } },
    });
    expect(stage.traffic.history).toEqual([0, 5, 25]);
  });

  it('of a promotion after which traffic was taken back begins with the last phase', async () => {
    const stage = setStage();
    stage.hook = (name) =>
      name === 'promote'
        ? { outcome: 'failed', reason: 'exit', detail: 'exited with 1' }
        : { outcome: 'ok' };
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'paused' });
    await stage.drive(rollback('asked'));
    stage.hook = () => ({ outcome: 'ok' });
    const before = await stage.state();
    expect(await stage.drive(PROMOTE, { attempt: 2 })).toMatchObject({
      status: 'refused',
      reason: { code: 'phase-missing', sentence: expect.stringContaining('Everybody') },
    });
    expect(await stage.state()).toEqual(before);
    expect(await stage.drive(WHOLE, { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(stage.deeds.slice(-5)).toEqual(['deploy', '100%', 'promote', '100%', 'cleanup']);
  });

  it('of a later phase than the one that rests is refused, and nothing is touched', async () => {
    const stage = setStage();
    stage.canary = () => NO_DATA;
    await stage.drive(phase(0));
    const before = await stage.state();
    for (const goal of [phase(1), phase(2), PROMOTE]) {
      expect(await stage.drive(goal, { attempt: 2 })).toMatchObject({
        status: 'refused',
        reason: { code: 'phase-missing', sentence: expect.stringContaining('Canary') },
      });
    }
    expect(await stage.state()).toEqual(before);
  });

  it('of a release that is promoted has nothing to do', async () => {
    const stage = setStage();
    await stage.drive(WHOLE);
    const before = await stage.state();
    for (const goal of [GATES, phase(0), phase(2), PROMOTE, WHOLE]) {
      expect(await stage.drive(goal, { attempt: 2 })).toMatchObject({
        status: 'reached',
        reason: { code: 'already-promoted' },
      });
    }
    expect(await stage.state()).toEqual(before);
  });

  it('of a run that was lost in the middle of a bake goes on with that bake', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { deadline: stage.start + 1.5 * MINUTE });
    await stage.clock.until(stage.start + 2 * MINUTE);
    expect(await stage.drive(phase(0), { attempt: 2 })).toMatchObject({
      status: 'reached',
      state: { run: { attempt: 2 } },
    });
    expect(stage.elapsed()).toBe(3 * MINUTE);
    expect(stage.log()).toContain('taken over by ada');
  });

  it('that has taken over is not undone by the pause it comes to', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { mode: 'tick' });
    stage.canary = () => NO_DATA;
    for (let tick = 1; tick <= 5; tick += 1) {
      await stage.clock.until(stage.start + tick * MINUTE);
      await stage.drive(phase(0), { mode: 'tick', attempt: 2 });
    }
    expect(await stage.state()).toMatchObject({ status: 'paused' });
    expect(stage.log().filter((line) => line.startsWith('paused'))).toHaveLength(1);
  });

  describe('with another version', () => {
    const release = { version: 'v3.0.0' };

    it.each([GATES, phase(0), phase(1), WHOLE])(
      'is refused as $kind, and nothing is touched',
      async (goal) => {
        const stage = setStage();
        for (const one of [GATES, phase(0)]) await stage.drive(one);
        const [before, { length }] = [await stage.state(), stage.deeds];
        for (const attempt of [1, 2]) {
          expect(await stage.drive(goal, { attempt, release })).toMatchObject({
            status: 'refused',
            reason: { code: 'version-changed', sentence: expect.stringContaining('v3.0.0') },
          });
        }
        expect(await stage.state()).toEqual(before);
        expect(stage.deeds).toHaveLength(length);
      },
    );

    it.each(['asked', 'run-failed', 'run-cancelled'] as const)(
      'takes the first one back where it was, and cleans that up: %s',
      async (cause) => {
        const stage = setStage();
        const reached: string[] = [];
        stage.reach = ({ version }) => void reached.push(version);
        await stage.drive(phase(0));
        expect(await stage.drive(rollback(cause), { attempt: 2, release })).toMatchObject({
          status: 'reached',
          state: { status: 'rolled-back', started: { version: 'v2.0.0' } },
        });
        expect(stage.traffic.history).toEqual([0, 5, 0]);
        expect(reached).toEqual(['v2.0.0']);
        expect(stage.deeds.slice(-2)).toEqual(['cleanup', '(for v2.0.0)']);
      },
    );
  });

  it('shuts out the earlier one that is still about', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { mode: 'tick' });
    await stage.drive(phase(0), { mode: 'tick', attempt: 2 });
    const before = await stage.state();
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'refused',
      reason: { code: 'busy', sentence: expect.stringContaining('attempt 2 of this run') },
    });
    expect(await stage.drive(rollback('run-cancelled'))).toMatchObject({ status: 'reached' });
    expect(await stage.state()).toEqual(before);
    expect(stage.traffic.history).toEqual([0, 5]);
  });
});

describe('the same attempt', () => {
  it.each([
    ['rolled-back', BAD],
    ['paused', NO_DATA],
  ])('leaves what is %s alone', async (status, reading) => {
    const stage = setStage();
    atQuarter(stage, reading);
    await stage.drive(WHOLE);
    const before = await stage.state();
    for (const goal of [phase(1), phase(2), PROMOTE, WHOLE]) {
      expect(await stage.drive(goal)).toMatchObject({ status });
    }
    expect(await stage.state()).toEqual(before);
  });
});

describe('cancelled', () => {
  it('in the middle of a bake: traffic goes back', async () => {
    const stage = setStage();
    const cancel = new AbortController();
    stage.waited = (elapsed) => void (elapsed >= 2 * MINUTE && cancel.abort());
    expect(await stage.drive(WHOLE, { cancelled: cancel.signal })).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'run-cancelled' },
    });
    expect(stage.deeds).toEqual(['deploy', '5%', '0%', 'cleanup']);
    expect(stage.elapsed()).toBe(2 * MINUTE);
  });

  it('before any traffic moved: it only stops, and what was deployed is cleaned up', async () => {
    const stage = setStage();
    const cancel = new AbortController();
    stage.hook = () => {
      cancel.abort();
      return { outcome: 'ok' };
    };
    expect(await stage.drive(WHOLE, { cancelled: cancel.signal })).toMatchObject({
      status: 'stopped',
      reason: { code: 'run-cancelled' },
    });
    expect(stage.deeds).toEqual(['deploy', 'cleanup']);
  });

  it('while the promote hook ran: stable may be half new, so a person is asked', async () => {
    const stage = setStage();
    const cancel = new AbortController();
    stage.hook = (name) => {
      if (name === 'promote') cancel.abort();
      return { outcome: 'ok' };
    };
    expect(await stage.drive(WHOLE, { cancelled: cancel.signal })).toMatchObject({
      status: 'paused',
      reason: { code: 'run-cancelled', sentence: expect.stringContaining('promote hook') },
      state: { weight: { intended: 100 } },
    });
    expect(await stage.drive(WHOLE, { attempt: 2 })).toMatchObject({ status: 'reached' });
  });

  it('while the ledger is away at an intent: traffic goes back all the same', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    const cancel = new AbortController();
    stage.append = (events) => {
      if (!events.some(({ type }) => type === 'phase-started')) return undefined;
      cancel.abort();
      return { outcome: 'failed', reason: 'unreachable', detail: 'no route' };
    };
    expect(await stage.drive(phase(1), { cancelled: cancel.signal })).toMatchObject({
      status: 'rolled-back',
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('before the rollout was its own: it leaves the other alone', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    const cancelled = AbortSignal.abort();
    const run = { id: '18', attempt: 1, actor: 'grace' };
    expect(await stage.drive(WHOLE, { run, cancelled })).toMatchObject({ status: 'stopped' });
    expect(stage.traffic.history).toEqual([0, 5]);
  });
});

describe('a look in the place of a run that has ended, cut short', () => {
  /** The first phase bakes, and its job has left it. */
  async function leaveBaking(): Promise<Stage> {
    const stage = setStage();
    await stage.drive(phase(0), { deadline: stage.start + 30_000 });
    await stage.clock.until(stage.start + 2 * MINUTE);
    return stage;
  }
  const INTERRUPTED = { status: 'holding', reason: { code: 'interrupted' } };
  const lookUntil = (stage: Stage, signal: AbortSignal, goal = phase(0)) =>
    stage.drive(goal, { mode: 'tick', standsIn: true, cancelled: signal });

  it('before it has begun changes nothing', async () => {
    const stage = await leaveBaking();
    const before = await stage.state();
    for (const goal of [phase(0), WHOLE]) {
      expect(await lookUntil(stage, AbortSignal.abort(), goal)).toMatchObject(INTERRUPTED);
    }
    expect(await stage.state()).toEqual(before);
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it.each([
    ['all is well', GOOD, { status: 'holding', reason: { code: 'baking' } }, [0, 5]],
    [
      'harm is seen',
      BAD,
      { status: 'rolled-back', reason: { code: 'criterion-failed' } },
      [0, 5, 0],
    ],
  ])('while it measures: %s', async (_, reading, outcome, history) => {
    const stage = await leaveBaking();
    const cancel = new AbortController();
    stage.canary = () => {
      cancel.abort();
      return reading;
    };
    expect(await lookUntil(stage, cancel.signal)).toMatchObject(outcome);
    expect(stage.traffic.history).toEqual(history);
    expect((await stage.state())?.measurements).not.toHaveLength(0);
  });

  it('as the next phase begins leaves that to the next, who need not wait', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    const cancel = new AbortController();
    stage.before = async (events) => {
      if (events.some(({ type }) => type === 'phase-started')) cancel.abort();
    };
    expect(await lookUntil(stage, cancel.signal, WHOLE)).toMatchObject(INTERRUPTED);
    expect(stage.traffic.history).toEqual([0, 5]);
    const now = stage.clock.now();
    expect(await stage.state()).toMatchObject({ status: 'running', current: 1, heldUntil: now });
    expect(await lookUntil(stage, new AbortController().signal, WHOLE)).toMatchObject({
      status: 'holding',
    });
    expect(stage.traffic.history).toEqual([0, 5, 25]);
  });

  it('finishes what it takes back for a run that failed', async () => {
    const stage = await leaveBaking();
    expect(await lookUntil(stage, AbortSignal.abort(), rollback('run-failed'))).toMatchObject({
      status: 'reached',
      reason: { code: 'run-failed' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('is another thing than a run that looks itself, and is cancelled', async () => {
    const stage = await leaveBaking();
    const cancelled = AbortSignal.abort();
    expect(await stage.drive(phase(0), { mode: 'tick', cancelled })).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'run-cancelled' },
    });
  });
});

describe('the rollback job', () => {
  const other = { id: '18', attempt: 1, actor: 'grace' };

  it('takes back what a lost run left', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { mode: 'tick' });
    expect(await stage.drive(rollback('run-failed'))).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    expect(await stage.state()).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'run-failed' },
    });
  });

  it('needs no plan', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { mode: 'tick' });
    const outcome = await stage.drive(rollback('asked'), { document: undefined });
    expect(outcome).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    expect(stage.deeds).not.toContain('cleanup');
  });

  it('runs the cleanup hook that an earlier one was lost before', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { mode: 'tick' });
    await stage.drive(rollback('run-failed'), { document: undefined });
    await stage.drive(rollback('run-failed'));
    expect(stage.deeds.at(-1)).toBe('cleanup');
    await stage.drive(rollback('run-failed'));
    expect(stage.deeds.filter((deed) => deed === 'cleanup')).toHaveLength(1);
  });

  it('leaves a paused rollout to the people it waits for', async () => {
    const stage = setStage();
    stage.canary = () => NO_DATA;
    await stage.drive(phase(0));
    expect(await stage.drive(rollback('run-failed'))).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5]);
    expect(await stage.drive(rollback('asked'))).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    expect(await stage.state()).toMatchObject({ reason: { sentence: 'ada asked to go back' } });
  });

  it('does not touch a target that this release never moved', async () => {
    const stage = setStage();
    await stage.drive(GATES);
    stage.traffic.drift(30);
    expect(await stage.drive(rollback('run-failed'))).toMatchObject({ status: 'reached' });
    expect(await stage.state()).toMatchObject({ status: 'stopped' });
    expect(stage.traffic.history).toEqual([0, 30]);
  });

  it('of a run that was refused leaves the running rollout alone', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { mode: 'tick' });
    const before = await stage.state();
    expect(await stage.drive(rollback('run-failed'), { run: other })).toMatchObject({
      status: 'reached',
      reason: { code: 'nothing-to-do', sentence: expect.stringContaining('run 17') },
    });
    expect(await stage.state()).toEqual(before);
  });

  it('asked for by a person takes back whatever is on the way', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { mode: 'tick' });
    expect(await stage.drive(rollback('asked'), { run: other })).toMatchObject({
      status: 'reached',
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('does not undo a promotion', async () => {
    const stage = setStage();
    await stage.drive(WHOLE);
    expect(await stage.drive(rollback('run-cancelled'))).toMatchObject({ status: 'reached' });
    expect(await stage.drive(rollback('asked'))).toMatchObject({
      status: 'refused',
      reason: { code: 'already-promoted' },
    });
    expect(stage.traffic.history.at(-1)).toBe(100);
  });

  it('has nothing to do where nothing was ever started', async () => {
    expect(await setStage().drive(rollback('asked'))).toMatchObject({
      status: 'reached',
      reason: { code: 'nothing-to-do' },
    });
  });
});
