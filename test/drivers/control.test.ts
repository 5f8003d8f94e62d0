import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/control/command.ts';
import { THREE_PHASES } from '../core/plans.ts';
import {
  BAD,
  failAppend,
  GOOD,
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

const PAUSE: Command = { kind: 'pause' };
const RESUME: Command = { kind: 'resume' };
const ABORT: Command = { kind: 'abort' };
const LET_PASS: Command = { kind: 'promote' };
const PROMOTE_FULL: Command = { kind: 'promote-full' };
const RETRY: Command = { kind: 'retry' };
const skip = (gate: string): Command => ({ kind: 'skip-gate', gate });

/** Gives orders once so many milliseconds have passed, while the driver waits. */
function script(stage: Stage, ...scenes: readonly (readonly [number, Command, string?])[]): void {
  const left = [...scenes];
  stage.meanwhile = async (elapsed) => {
    while ((left[0]?.[0] ?? Number.POSITIVE_INFINITY) <= elapsed) {
      const [, command, reason] = left.shift() ?? [];
      if (command === undefined) return;
      expect(await stage.order(command, reason)).toMatchObject({ outcome: 'done' });
    }
  };
}

/** Up to the bake of the first phase, left by its job after a minute. */
async function leaveBaking(stage: Stage): Promise<void> {
  await stage.drive(phase(0), { deadline: stage.start + MINUTE });
}

describe('pause', () => {
  it('is noticed within seconds: traffic stays, nothing passes, and resuming goes on with the bake', async () => {
    const stage = setStage();
    stage.statusOf = () => 'running';
    script(stage, [MINUTE, PAUSE, 'lunch'], [11 * MINUTE, RESUME]);
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
    // Three minutes of baking, and the ten that do not count.
    expect(stage.elapsed()).toBe(13 * MINUTE);
    expect(stage.traffic.history).toEqual([0, 5]);
    expect(await stage.state()).toMatchObject({
      status: 'running',
      phases: [{ status: 'passed', paused: 10 * MINUTE }, {}, {}],
    });
    expect(stage.log()).toEqual(
      expect.arrayContaining(['grace ordered pause: lunch', 'grace ordered resume']),
    );
  });

  it('loses nothing that was measured before', async () => {
    const [paused, calm] = [setStage(), setStage()];
    script(paused, [2 * MINUTE + 30_000, PAUSE], [2 * MINUTE + 40_000, RESUME]);
    for (const stage of [paused, calm]) await stage.drive(phase(0));
    const [first, second] = [await paused.state(), await calm.state()];
    expect(first?.measurements).toEqual(second?.measurements);
  });

  it('keeps what bakes watched: harm goes back all the same', async () => {
    const stage = setStage();
    script(stage, [MINUTE, PAUSE]);
    stage.canary = (_, elapsed) => (elapsed > 4 * MINUTE ? BAD : GOOD);
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'criterion-failed' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('outlasts the job: it leaves as paused, and a later attempt goes on waiting', async () => {
    const stage = setStage();
    script(stage, [MINUTE, PAUSE]);
    const deadline = stage.start + 5 * MINUTE;
    expect(await stage.drive(phase(0), { deadline })).toMatchObject({
      status: 'paused',
      reason: { code: 'asked-by-person', sentence: 'grace asked to pause' },
      state: { weight: { intended: 5 } },
    });
    expect(await stage.drive(rollback('run-failed'))).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5]);
    const later = { attempt: 2, deadline: stage.start + 8 * MINUTE };
    expect(await stage.drive(phase(0), later)).toMatchObject({ status: 'paused' });
    expect(await stage.order(RESUME)).toMatchObject({ outcome: 'done' });
    expect(await stage.drive(phase(0), { attempt: 2 })).toMatchObject({ status: 'reached' });
  });

  it('between two phases keeps the next from beginning', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    expect(await stage.order(PAUSE)).toMatchObject({ outcome: 'done' });
    const deadline = stage.clock.now() + 5 * MINUTE;
    expect(await stage.drive(phase(1), { deadline })).toMatchObject({ status: 'paused' });
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('that comes as the next phase is about to begin is obeyed', async () => {
    const stage = setStage();
    await stage.drive(phase(0));
    let isOrdered = false;
    stage.before = async (events) => {
      if (isOrdered || !events.some(({ type }) => type === 'phase-started')) return;
      isOrdered = true;
      await stage.order(PAUSE);
    };
    const deadline = stage.clock.now() + 5 * MINUTE;
    expect(await stage.drive(phase(1), { deadline })).toMatchObject({
      status: 'paused',
      state: { phases: [{}, { status: 'pending', approval: { by: ['ada'] } }, {}] },
    });
    expect(stage.traffic.history).toEqual([0, 5]);
  });

  it('with the job gone needs nobody', async () => {
    const stage = setStage();
    await leaveBaking(stage);
    stage.statusOf = () => 'ended';
    await stage.clock.until(stage.start + 3 * 60 * MINUTE);
    expect(await stage.order(PAUSE)).toMatchObject({
      outcome: 'done',
      next: 'nothing',
      state: { status: 'paused', weight: { intended: 5 } },
    });
    expect(await stage.order(RESUME)).toMatchObject({ outcome: 'done', next: 'rerun' });
    const outcome = await stage.drive(phase(0), { attempt: 2 });
    expect(outcome).toMatchObject({ status: 'reached', state: { run: { attempt: 2 } } });
  });
});

describe('resume', () => {
  it('of what the machine paused begins the phase anew', async () => {
    const stage = setStage();
    stage.canary = () => NO_DATA;
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'paused' });
    stage.canary = () => GOOD;
    expect(await stage.order(RESUME)).toMatchObject({
      outcome: 'done',
      next: 'rerun',
      state: { status: 'running', phases: [{ status: 'pending' }, {}, {}], measurements: [] },
    });
    expect(await stage.drive(phase(0), { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect(stage.traffic.history).toEqual([0, 5]);
  });
});

describe('abort', () => {
  it('goes back by itself; the job that bakes rests with the reason', async () => {
    const stage = setStage();
    stage.statusOf = () => 'running';
    script(stage, [MINUTE, ABORT, 'tickets']);
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'asked-by-person', sentence: 'grace asked to go back: tickets' },
    });
    expect(stage.elapsed()).toBe(MINUTE);
    expect(stage.deeds).toEqual(['deploy', '5%', '0%', 'cleanup', '(for v2.0.0)']);
    expect(stage.log()).toContain('rolling back: grace asked to go back: tickets');
  });

  it('with no job alive, without the plan, says who wanted it', async () => {
    const stage = setStage();
    await leaveBaking(stage);
    expect(await stage.order(ABORT, 'tickets', { document: undefined })).toMatchObject({
      outcome: 'done',
      next: 'nothing',
      sentence: 'all traffic is on stable: grace asked to go back: tickets',
      state: { status: 'rolled-back' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
    const again = await stage.order(ABORT);
    expect(again).toMatchObject({ outcome: 'refused', reason: { code: 'nothing-to-do' } });
  });

  it('of what has moved nothing only stops', async () => {
    const stage = setStage();
    await stage.drive(GATES);
    expect(await stage.order(ABORT)).toMatchObject({
      outcome: 'done',
      state: { status: 'stopped', reason: { code: 'asked-by-person' } },
    });
    expect(stage.traffic.history).toEqual([0]);
  });

  it('that the target does not confirm is a failure, and may be given again', async () => {
    const stage = setStage();
    await leaveBaking(stage);
    stage.traffic.fail({ outcome: 'failed', reason: 'timeout', detail: 'no route' });
    expect(await stage.order(ABORT)).toMatchObject({
      outcome: 'failed',
      reason: { code: 'target-unavailable', sentence: expect.stringContaining('by hand') },
      state: { status: 'rollback-failed' },
    });
    stage.traffic.mend();
    expect(await stage.order(ABORT)).toMatchObject({
      outcome: 'done',
      state: { status: 'rolled-back' },
    });
  });

  describe('of what a newer release has taken over', () => {
    const NEWER = { id: '18', attempt: 1, actor: 'ada' };
    const refuse = { outcome: 'failed', reason: 'timeout', detail: 'no route' } as const;
    const breaks: Readonly<Record<string, (stage: Stage) => void>> = {
      'the target did not confirm it': ({ traffic }) => traffic.fail(refuse),
      'that run was killed on the way': (stage) => {
        stage.before = async (events) => {
          if (events.some(({ type }) => type === 'rollback-started')) throw new Error('killed');
        };
      },
    };

    it.each(Object.entries(breaks))('goes back where %s', async (_, breakIt) => {
      const stage = setStage(THREE_PHASES.replace('version: 1', 'version: 1\non-busy: supersede'));
      await leaveBaking(stage);
      stage.statusOf = () => 'running';
      breakIt(stage);
      await stage.drive(GATES, { run: NEWER }).catch(() => 'killed');
      stage.statusOf = () => 'ended';
      stage.before = () => Promise.resolve();
      stage.traffic.mend();
      expect(stage.traffic.history).toEqual([0, 5]);
      expect(await stage.order(ABORT)).toMatchObject({
        outcome: 'done',
        state: { status: 'rolled-back', started: { run: { id: '17' } } },
      });
      expect(stage.traffic.history).toEqual([0, 5, 0]);
      expect(await stage.drive(GATES, { run: { ...NEWER, attempt: 2 } })).toMatchObject({
        status: 'reached',
        state: { started: { run: { id: '18' } } },
      });
    });

    it('is left to that run while it goes on', async () => {
      const stage = setStage(THREE_PHASES.replace('version: 1', 'version: 1\non-busy: supersede'));
      await leaveBaking(stage);
      stage.statusOf = () => 'running';
      let answer: unknown;
      stage.before = async (events) => {
        if (!events.some(({ type }) => type === 'rolled-back')) return;
        answer ??= await stage.order(ABORT);
      };
      expect(await stage.drive(GATES, { run: NEWER })).toMatchObject({ status: 'reached' });
      expect(answer).toMatchObject({
        outcome: 'refused',
        reason: { code: 'superseded', sentence: expect.stringContaining('being taken back') },
      });
    });
  });

  it('with the ledger away goes back all the same, and says what is not on record', async () => {
    const stage = setStage();
    await leaveBaking(stage);
    stage.append = failAppend;
    expect(await stage.order(ABORT)).toMatchObject({
      outcome: 'failed',
      reason: { code: 'ledger-unavailable' },
      state: { status: 'rolled-back' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });
});

describe('promote', () => {
  it('lets the phase pass before its bake is over, in the name of who ordered it', async () => {
    const stage = setStage();
    stage.statusOf = () => 'running';
    script(stage, [MINUTE, LET_PASS, 'we are sure']);
    expect(await stage.drive(phase(0))).toMatchObject({ status: 'reached' });
    expect(stage.elapsed()).toBe(MINUTE);
    expect(await stage.state()).toMatchObject({
      phases: [
        { status: 'passed', passedBy: 'grace', letPass: { reason: 'we are sure' } },
        { status: 'pending' },
        { status: 'pending' },
      ],
    });
    expect(stage.log()).toContain('phase Canary passed by order of grace');
  });

  it('lets pass what the machine paused for want of data', async () => {
    const stage = setStage();
    stage.canary = () => NO_DATA;
    await stage.drive(phase(0));
    expect(await stage.order(LET_PASS)).toMatchObject({ outcome: 'done', next: 'rerun' });
    const outcome = await stage.drive(phase(0), { attempt: 2 });
    expect(outcome).toMatchObject({
      status: 'reached',
      state: { phases: [{ passedBy: 'grace' }, {}, {}] },
    });
    const [first] = outcome.state?.phases[0]?.criteria ?? [];
    expect(first).toMatchObject({ verdict: 'inconclusive' });
  });

  it('yields to harm that the next numbers prove', async () => {
    const stage = setStage();
    await leaveBaking(stage);
    await stage.clock.until(stage.start + 2 * MINUTE);
    stage.canary = () => BAD;
    expect(await stage.order(LET_PASS)).toMatchObject({ outcome: 'done' });
    expect(await stage.drive(phase(0))).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'criterion-failed' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });
});

describe('promote-full', () => {
  it('walks the phases that are left at once, asks its people, and promotes', async () => {
    const stage = setStage();
    script(stage, [MINUTE, PROMOTE_FULL]);
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'reached',
      state: { status: 'promoted', phases: [{ passedBy: 'grace' }, { passedBy: 'grace' }, {}] },
    });
    expect(stage.elapsed()).toBe(MINUTE);
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
  });
});

describe('skip-gate', () => {
  it('lets a release begin that the gate had stopped', async () => {
    const stage = setStage();
    stage.gate = () => 'shut';
    expect(await stage.drive(GATES)).toMatchObject({ status: 'stopped' });
    expect(await stage.order(skip('checks'), 'flaky')).toMatchObject({
      outcome: 'done',
      next: 'rerun',
    });
    expect(await stage.drive(GATES, { attempt: 2 })).toMatchObject({ status: 'reached' });
    expect((await stage.state())?.gates?.findings).toMatchObject([
      { gate: 'checks', outcome: 'open', found: 'skipped by grace: flaky' },
    ]);
  });
});

describe('retry', () => {
  it('of what went back is a re-run', async () => {
    const stage = setStage();
    stage.canary = () => BAD;
    await stage.drive(phase(0));
    stage.canary = () => GOOD;
    expect(await stage.order(RETRY)).toMatchObject({ outcome: 'done', next: 'rerun' });
    expect(await stage.drive(phase(0), { attempt: 2 })).toMatchObject({ status: 'reached' });
  });

  it('of what a dead run left is a re-run', async () => {
    const stage = setStage(LONG);
    await stage.drive(phase(0), { mode: 'tick' });
    stage.statusOf = () => 'ended';
    await stage.clock.until(stage.start + 3 * 60 * MINUTE);
    expect(await stage.order(RETRY)).toMatchObject({ outcome: 'done', next: 'rerun' });
  });
});

describe('what cannot be is refused with what can', () => {
  it.each<readonly [string, Command, string, RegExp]>([
    ['nothing', PAUSE, 'not-running', /ever started/],
    ['nothing', ABORT, 'not-running', /ever started/],
    ['running', RESUME, 'not-paused', /pause, promote or abort/],
    ['running', RETRY, 'not-at-rest', /pause, promote or abort/],
    ['running', skip('cheks'), 'gate-unknown', /did you mean checks/],
    ['running', skip('nonsense'), 'gate-unknown', /there are checks/],
    ['running', skip('checks'), 'reason-missing', /say why/],
    ['between', LET_PASS, 'not-running', /Early access waits/],
    ['paused', PAUSE, 'nothing-to-do', /already/],
    ['paused', RETRY, 'not-at-rest', /resume it, or abort/],
    ['rolled-back', ABORT, 'nothing-to-do', /on stable/],
    ['rolled-back', PAUSE, 'not-running', /retry it/],
    ['rolled-back', LET_PASS, 'not-running', /no phase/],
    ['rolled-back', RESUME, 'not-paused', /retry it/],
    ['promoted', ABORT, 'already-promoted', /earlier version/],
    ['promoted', RETRY, 'already-promoted', /earlier version/],
    ['promoted', PROMOTE_FULL, 'not-running', /no phase/],
    ['promoted', skip('checks'), 'not-running', /no gate is left/],
  ])('%s, %j: %s', async (where, command, code, sentence) => {
    const stage = setStage();
    if (where === 'between') await stage.drive(phase(0));
    if (['running', 'paused', 'rolled-back'].includes(where)) await leaveBaking(stage);
    if (where === 'paused') await stage.order(PAUSE);
    if (where === 'rolled-back') await stage.drive(rollback('asked'));
    if (where === 'promoted') await stage.drive(WHOLE);
    stage.statusOf = () => 'running';
    const before = await stage.state();
    expect(await stage.order(command)).toMatchObject({
      outcome: 'refused',
      reason: { code, sentence: expect.stringMatching(sentence) },
    });
    expect(await stage.state()).toEqual(before);
  });
});

describe('a ledger that is away', () => {
  it('takes no order but to go back', async () => {
    const stage = setStage();
    await leaveBaking(stage);
    stage.append = failAppend;
    expect(await stage.order(PAUSE)).toMatchObject({
      outcome: 'failed',
      reason: { code: 'ledger-unavailable' },
    });
    stage.read = () => ({ outcome: 'failed', reason: 'unreachable', detail: 'no route' });
    expect(await stage.order(PAUSE)).toMatchObject({ outcome: 'failed', state: undefined });
  });
});

it('a chain in one job a stretch obeys the same', async () => {
  const stage = setStage();
  for (const goal of [GATES, phase(0)]) await stage.drive(goal);
  await stage.order(PROMOTE_FULL);
  for (const goal of [phase(1), phase(2), PROMOTE]) {
    expect(await stage.drive(goal)).toMatchObject({ status: 'reached' });
  }
  expect(stage.elapsed()).toBe(3 * MINUTE);
});

const LONG = THREE_PHASES.replace('bake: 3m', 'bake: 30m');
