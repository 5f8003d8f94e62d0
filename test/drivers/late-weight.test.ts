import { describe, expect, it } from 'vitest';
import { failed } from '../../src/adapters/traffic/result.ts';
import type { Weight } from '../../src/core/plan/plan.ts';
import type { Event } from '../../src/core/rollout/event.ts';
import type { TrafficResult } from '../../src/ports/traffic.ts';
import { document, THREE_PHASES } from '../core/plans.ts';
import { GATES, MINUTE, phase, setStage, type Stage, WHOLE } from './stage.ts';

const ABORT = { kind: 'abort' } as const;
const NEWER = { id: '18', attempt: 1, actor: 'bob' };
const SUPERSEDING = document(THREE_PHASES.replace('version: 1', 'version: 1\non-busy: supersede'));

type Answer = (result: TrafficResult) => TrafficResult;

/** The target takes eight seconds to take that weight, and in these something happens, once. */
function delay(
  stage: Stage,
  weight: Weight,
  happen: () => Promise<void>,
  answer: Answer = (result) => result,
): void {
  const { setWeight } = stage.traffic;
  let isAtIt = false;
  let hasHappened = false;
  stage.traffic.setWeight = async (wanted, isUnwanted) => {
    if (wanted !== weight || hasHappened) return setWeight(wanted, isUnwanted);
    isAtIt = true;
    await stage.clock.until(stage.clock.now() + 8_000);
    isAtIt = false;
    return answer(await setWeight(wanted, isUnwanted));
  };
  stage.meanwhile = async () => {
    if (!isAtIt || hasHappened) return;
    hasHappened = true;
    await happen();
  };
}

/** Somebody takes the release back; what comes of that is not looked at. */
function abort(stage: Stage) {
  return async () => void (await stage.order(ABORT));
}

/** The target takes the weight and is not to be reached any more. */
function vanish(stage: Stage): Answer {
  return (result) => {
    stage.traffic.fail(failed('unreachable', 'no route'));
    return result;
  };
}

/** Something happens right after that was written, once. */
function follow(stage: Stage, wanted: (event: Event) => boolean, happen: () => Promise<void>) {
  let isNext = false;
  let hasHappened = false;
  stage.before = async (events) => {
    const last = events.at(-1);
    isNext = last !== undefined && wanted(last);
  };
  stage.after = async () => {
    if (!isNext || hasHappened) return;
    hasHappened = true;
    await happen();
  };
}

function setBusyStage(plan = document(THREE_PHASES)): Stage {
  const stage = setStage(plan);
  stage.statusOf = () => 'running';
  return stage;
}

describe('a weight that is set after somebody has taken the traffic back', () => {
  it.each([5, 25, 100])('is taken back: %i%', async (weight) => {
    const stage = setBusyStage();
    delay(stage, weight, async () => {
      expect(await stage.order(ABORT)).toMatchObject({ outcome: 'done' });
      expect(stage.traffic.history.at(-1)).toBe(0);
    });
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'rolled-back',
      reason: { code: 'asked-by-person' },
    });
    expect(stage.traffic.history.slice(-2)).toEqual([weight, 0]);
    expect(await stage.state()).toMatchObject({
      status: 'rolled-back',
      weight: { intended: 0, confirmed: true },
    });
    // What the target was found to carry is on record, and that it went back once more.
    expect(stage.log().filter((line) => line.startsWith('rolled back'))).toHaveLength(2);
  });

  it('is taken back before what was deployed is cleaned up', async () => {
    const stage = setBusyStage();
    delay(
      stage,
      25,
      async () => void (await stage.order(ABORT, undefined, { document: undefined })),
    );
    await stage.drive(WHOLE);
    expect(stage.deeds.slice(-4)).toEqual(['0%', '25%', '0%', 'cleanup']);
  });

  it('is a failed rollback where it cannot be taken back, and the ledger says so', async () => {
    const stage = setBusyStage();
    delay(stage, 25, abort(stage), vanish(stage));
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'rollback-failed',
      reason: { sentence: expect.stringContaining('move it by hand, now') },
    });
    expect(await stage.state()).toMatchObject({
      status: 'rollback-failed',
      reason: { code: 'asked-by-person' },
    });
    stage.traffic.mend();
    await stage.drive(WHOLE, { attempt: 2 });
    expect(stage.traffic.history.slice(0, 5)).toEqual([0, 5, 0, 25, 0]);
  });

  it('is taken back where the target answered late that it did not take it', async () => {
    const stage = setBusyStage();
    delay(stage, 25, abort(stage), () => failed('not-verified', 'carries something else'));
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'rolled-back' });
    expect(stage.traffic.history).toEqual([0, 5, 0, 25, 0]);
  });

  it('is left where all that was written is an order that lets it be', async () => {
    const stage = setBusyStage();
    delay(stage, 25, async () => {
      expect(await stage.order({ kind: 'pause' })).toMatchObject({ outcome: 'done' });
    });
    const deadline = stage.start + 10 * MINUTE;
    expect(await stage.drive(WHOLE, { deadline })).toMatchObject({ status: 'paused' });
    expect(stage.traffic.history).toEqual([0, 5, 25]);
  });
});

describe('a weight that is set after a newer release has taken the traffic back', () => {
  it('is taken back by whoever set it, and the newer release begins', async () => {
    const stage = setBusyStage(SUPERSEDING);
    delay(stage, 25, async () => {
      const change = { run: NEWER, release: { version: 'v3.0.0' } };
      expect(await stage.drive(GATES, change)).toMatchObject({ status: 'reached' });
    });
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'refused',
      reason: { code: 'superseded' },
    });
    expect(stage.traffic.history).toEqual([0, 5, 0, 25, 0]);
    const next = await stage.drive(phase(0), { run: NEWER, release: { version: 'v3.0.0' } });
    expect(next).toMatchObject({ status: 'reached', state: { started: { version: 'v3.0.0' } } });
  });

  it('gives way to what the newer release of the same target has set', async () => {
    const stage = setBusyStage(SUPERSEDING);
    delay(stage, 25, async () => {
      const change = { run: NEWER, deadline: stage.clock.now() + MINUTE / 2 };
      expect(await stage.drive(phase(0), change)).toMatchObject({ status: 'holding' });
    });
    await stage.drive(WHOLE);
    expect(stage.traffic.history).toEqual([0, 5, 0, 5, 25, 5]);
  });

  it('is said loudly where it cannot be taken back', async () => {
    const stage = setBusyStage(SUPERSEDING);
    delay(
      stage,
      25,
      async () => {
        await stage.drive(GATES, { run: NEWER, release: { version: 'v3.0.0' } });
      },
      vanish(stage),
    );
    expect(await stage.drive(WHOLE)).toMatchObject({
      status: 'refused',
      troubles: [expect.stringContaining('v2.0.0 was set to 25% after')],
    });
    expect(await stage.state()).toMatchObject({ started: { version: 'v3.0.0' } });
  });
});

describe('an abort right before a weight is set', () => {
  it('is heard after a promote hook, however short that was', async () => {
    const stage = setBusyStage();
    const isPromoteHook = (event: Event) =>
      event.type === 'hook-started' && event.hook === 'promote';
    follow(stage, isPromoteHook, async () => {
      expect(await stage.order(ABORT)).toMatchObject({ outcome: 'done' });
    });
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'rolled-back' });
    expect(stage.traffic.history).toEqual([0, 5, 25, 100, 0]);
  });

  it('is heard when the phase has just begun', async () => {
    const stage = setBusyStage();
    const isSecond = (event: Event) => event.type === 'phase-started' && event.phase === 1;
    follow(stage, isSecond, async () => {
      expect(await stage.order(ABORT)).toMatchObject({ outcome: 'done' });
    });
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'rolled-back' });
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });

  it('is found out by what is written next, where a phase is too short to ask about', async () => {
    const brief = THREE_PHASES.replace(
      'minimumSamples: 10',
      'minimumSamples: 10\n    interval: 1s',
    );
    const stage = setBusyStage(document(brief.replaceAll('bake: 2m', 'bake: 2s')));
    const isSecond = (event: Event) => event.type === 'phase-started' && event.phase === 1;
    follow(stage, isSecond, abort(stage));
    expect(await stage.drive(WHOLE)).toMatchObject({ status: 'rolled-back' });
    expect(stage.traffic.history).toEqual([0, 5, 0, 25, 0]);
    expect(stage.elapsed()).toBeLessThan(4 * MINUTE);
  });
});

describe('what is taken back by a later attempt with another plan', () => {
  it('is taken back at the target that the ledger names', async () => {
    const stage = setStage();
    await stage.drive(phase(0), { deadline: stage.start + MINUTE / 2 });
    stage.traffic.fail(failed('timeout', 'no answer'));
    await stage.drive({ kind: 'rollback', cause: 'run-failed' });
    stage.traffic.mend();
    const reached: string[] = [];
    stage.reach = ({ plan }) => void reached.push(JSON.stringify(plan.target));
    const other = document(THREE_PHASES.replace('backend: shop', 'backend: other'));
    await stage.drive(GATES, { attempt: 2, document: other });
    expect(reached).toEqual([expect.stringContaining('"shop"')]);
    expect(stage.traffic.history).toEqual([0, 5, 0]);
  });
});
