import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/core/rollout/event.ts';
import { apply, fold } from '../../../src/core/rollout/fold.ts';
import { STORY } from './journal-sample.ts';
import {
  ALL_PASSED,
  BAD,
  BAKING,
  events as e,
  GOOD,
  MINUTE,
  RUN,
  stateOf,
  T,
} from './rehearsal.ts';

describe('a state', () => {
  it('is nothing before anything has happened', () => {
    expect(fold([])).toBeUndefined();
  });

  it('cannot come from a journal that begins in the middle', () => {
    expect(() => fold([e.promoted()])).toThrow('the journal begins with promoted');
  });

  it('is the same whether folded at once or event by event', () => {
    const stepwise = STORY.slice(1).reduce(apply, fold(STORY.slice(0, 1)));
    expect(stepwise).toEqual(fold(STORY));
  });

  it('is not changed by what comes after', () => {
    const before = stateOf(BAKING);
    const copy = structuredClone(before);
    apply(before, e.passed(0));
    expect(before).toEqual(copy);
  });

  it('starts anew with a new rollout', () => {
    const run = { id: '18', attempt: 1, actor: 'grace' };
    expect(fold([...ALL_PASSED, e.start(undefined, run)])).toEqual(fold([e.start(undefined, run)]));
  });

  it.each<[string, readonly Event[], object]>([
    ['just started', [e.start()], { status: 'running', current: -1, weight: { intended: 0 } }],
    ['asked for gates', [e.start(), e.gates()], { gates: { open: true, at: T } }],
    [
      'asked for gates of a phase',
      [e.start(), e.gates(false, 1)],
      { phases: [{}, { gates: { open: false } }, {}] },
    ],
    ['approved', [e.start(), e.approved(1)], { phases: [{}, { approval: { by: ['grace'] } }, {}] }],
    [
      'about to deploy',
      [e.start(), e.hookStarted('deploy')],
      { hooks: { deploy: { detail: '' } } },
    ],
    ['deployed', [e.start(), e.hook('deploy')], { hooks: { deploy: { ok: true } } }],
    [
      'about to move',
      BAKING.slice(0, -1),
      { current: 0, weight: { intended: 5, confirmed: false } },
    ],
    [
      'baking',
      BAKING,
      {
        weight: { intended: 5, confirmed: true, seen: 5 },
        phases: [{ status: 'running', bakingSince: T }, {}, {}],
      },
    ],
    [
      'refused',
      [...BAKING.slice(0, -1), e.refused(5)],
      { weight: { intended: 5, confirmed: false, failure: 'said no' } },
    ],
    [
      'measured',
      [...BAKING, e.measured(GOOD), e.measured(BAD)],
      { measurements: [{ canary: GOOD }, { canary: BAD }] },
    ],
    ['drifted', [...BAKING, e.seen(7)], { weight: { intended: 5, seen: 7 } }],
    [
      'unread',
      [...BAKING, e.unread(), e.unread()],
      { weight: { seen: 5, unread: 2, down: 0, trouble: 'no answer' } },
    ],
    ['down', [...BAKING, e.unread(), e.unread('canary-down')], { weight: { unread: 0, down: 1 } }],
    [
      'seen again',
      [...BAKING, e.unread('canary-down'), e.unread(), e.seen(5)],
      { weight: { seen: 5, unread: 0, down: 0 } },
    ],
    ['passed', [...BAKING, e.passed(0)], { phases: [{ status: 'passed', endedAt: T }, {}, {}] }],
    [
      'paused',
      [...BAKING, e.paused()],
      {
        status: 'paused',
        reason: { code: 'inconclusive' },
        weight: { intended: 5 },
        phases: [{ status: 'failed' }, {}, {}],
      },
    ],
    [
      'paused between phases',
      [...BAKING, e.passed(0), e.paused()],
      { phases: [{ status: 'passed' }, {}, {}] },
    ],
    [
      'going back',
      [...BAKING, e.goBack()],
      {
        status: 'rolling-back',
        weight: { intended: 0, confirmed: false },
        phases: [{ status: 'failed' }, {}, {}],
      },
    ],
    [
      'back',
      [...BAKING, e.goBack(), e.back()],
      {
        status: 'rolled-back',
        reason: { code: 'criterion-failed' },
        weight: { intended: 0, confirmed: true },
      },
    ],
    [
      'not back',
      [...BAKING, e.goBack(), e.notBack()],
      {
        status: 'rollback-failed',
        reason: { code: 'criterion-failed' },
        weight: { intended: 0, failure: 'no route' },
      },
    ],
    [
      'back after all',
      [...BAKING, e.goBack(), e.notBack(), e.back()],
      { status: 'rolled-back', weight: { confirmed: true } },
    ],
    ['stopped', [e.start(), e.stopped()], { status: 'stopped', reason: { code: 'gate-shut' } }],
    [
      'promoting',
      [...ALL_PASSED, e.promoting()],
      { status: 'promoting', weight: { intended: 100, confirmed: false } },
    ],
    [
      'promoted',
      [...ALL_PASSED, e.promoting(), e.set(100), e.promoted()],
      { status: 'promoted', weight: { intended: 100, confirmed: true } },
    ],
    [
      'taken over',
      [...BAKING, e.takenOver()],
      { run: { ...RUN, attempt: 2 }, phases: [{ status: 'running' }, {}, {}] },
    ],
  ])('is %s', (_, story, expected) => {
    expect(stateOf(story)).toMatchObject(expected);
  });

  it('keeps no failure once the target has answered', () => {
    const story = [...BAKING.slice(0, -1), e.refused(5), e.set(5)];
    expect(stateOf(story).weight).not.toHaveProperty('failure');
    expect(stateOf([...BAKING, e.goBack(), e.notBack(), e.back()]).weight).not.toHaveProperty(
      'failure',
    );
  });

  it('counts the bake from when the weight was first carried, not from a later correction', () => {
    const story = [...BAKING, e.seen(50), e.set(5, T + MINUTE)];
    expect(stateOf(story)).toMatchObject({ phases: [{ bakingSince: T }, {}, {}] });
  });

  it('begins every phase without the measurements of the one before', () => {
    const story = [...BAKING, e.measured(GOOD), e.passed(0), e.begin(1, 25)];
    expect(stateOf(story)).toMatchObject({ measurements: [], cursors: {} });
  });

  it('remembers every weight for the chart', () => {
    const story = [
      ...BAKING,
      e.passed(0),
      e.begin(1, 25),
      e.set(25, T + MINUTE),
      e.goBack(),
      e.back(),
    ];
    expect(stateOf(story).weights.map(({ weight }) => weight)).toEqual([0, 5, 25, 0]);
  });
});

describe('what a driver promised that left', () => {
  const left = [...BAKING, e.held(5)];

  it.each([
    ['it measures on', [e.measured(GOOD)]],
    ['a person orders', [e.ordered('pause')]],
    ['the phase has passed', [e.passed(0)]],
    ['the traffic goes back', [e.goBack()]],
  ])('stands while %s', (_, story) => {
    expect(stateOf([...left, ...story]).heldUntil).toBe(T + 5 * MINUTE);
  });

  it.each([
    ['a later attempt has taken it over', [e.takenOver()]],
    ['another run takes it back', [e.takenFrom('superseded')]],
    ['a phase begins anew', [e.retried(0)]],
    ['the next phase has begun', [e.passed(0), e.begin(1, 25)]],
    ['a hook is at work', [e.hookStarted('promote')]],
  ])('is over once %s', (_, story) => {
    expect(stateOf([...left, ...story])).not.toHaveProperty('heldUntil');
    expect(stateOf([...left, ...story, e.held(9)]).heldUntil).toBe(T + 9 * MINUTE);
  });
});

describe('a retried state', () => {
  const second = [...BAKING, e.passed(0), e.approved(1), e.begin(1, 25), e.set(25)];

  it.each([
    ['that never baked', [...BAKING.slice(0, 3), e.stopped(), e.retried(0)], undefined],
    ['that had not begun', [...BAKING, e.passed(0), e.paused(), e.retried(1)], undefined],
    ['that had baked', [...second, e.paused(), e.retried(1)], 1],
    [
      'that had baked, twice',
      [...second, e.paused(), e.retried(1), e.begin(1, 25), e.set(25), e.paused(), e.retried(0, 3)],
      2,
    ],
  ] as const)('counts phases judged anew: one %s', (_, story, judgedAnew) => {
    expect(stateOf(story).judgedAnew).toBe(judgedAnew);
  });

  it('forgets the phases from there on, and what was asked for them', () => {
    expect(stateOf([...second, e.paused(), e.retried(1)])).toMatchObject({
      status: 'running',
      run: { attempt: 2 },
      current: 0,
      phases: [{ status: 'passed' }, { status: 'pending' }, { status: 'pending' }],
      weight: { intended: 25, confirmed: false },
    });
    const state = stateOf([...second, e.paused(), e.retried(1)]);
    expect(state).not.toHaveProperty('reason');
    expect(state.phases[1]).not.toHaveProperty('approval');
  });

  it.each([
    ['keeps open gates when it begins in the middle', 1, true],
    ['asks them again when it begins from the start', 0, false],
  ])('%s', (_, from, keeps) => {
    const state = stateOf([...second, e.paused(), e.retried(from)]);
    expect(state.gates !== undefined).toBe(keeps);
  });

  it.each([
    ['keeps a deployment', [], { deploy: { ok: true } }],
    ['deploys again what was cleaned up', [e.hook('cleanup')], {}],
    ['deploys again what may have been cleaned up', [e.hookStarted('cleanup')], {}],
  ])('%s', (_, more, hooks) => {
    expect(stateOf([...second, e.goBack(), e.back(), ...more, e.retried(1)]).hooks).toMatchObject(
      hooks,
    );
    expect(
      Object.keys(stateOf([...second, e.goBack(), e.back(), ...more, e.retried(1)]).hooks),
    ).toEqual(Object.keys(hooks));
  });

  it('forgets why the target refused', () => {
    const state = stateOf([...ALL_PASSED, e.promoting(), e.refused(100), e.paused(), e.retried(3)]);
    expect(state.weight).toEqual({ intended: 100, confirmed: false, unread: 0, down: 0 });
  });
});
