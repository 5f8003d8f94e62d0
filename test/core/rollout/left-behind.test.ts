import { describe, expect, it } from 'vitest';
import { phaseToRun, type RunEnding, whatIsLeft } from '../../../src/core/rollout/left-behind.ts';
import type { State, Status } from '../../../src/core/rollout/state.ts';
import { CALM, stateOf } from '../present/rollouts.ts';

/** A rollout whose first phase bakes. */
const BAKING: State = stateOf(CALM, 1, 5);

const PASSED: State = {
  ...BAKING,
  phases: BAKING.phases.map((phase, index) =>
    index === 0 ? { ...phase, status: 'passed' } : phase,
  ),
};

const WAITING: State = {
  ...PASSED,
  started: {
    ...PASSED.started,
    plan: {
      ...PASSED.started.plan,
      phases: PASSED.started.plan.phases.map((phase) => ({
        ...phase,
        approval: { by: 'review', from: [], count: 1, notAuthor: false },
      })),
    },
  },
  phases: PASSED.phases.map((phase, index) => (index === 1 ? { ...phase, askedAt: 1 } : phase)),
};

const ENDINGS: readonly RunEnding[] = [
  'running',
  'success',
  'cancelled',
  'failure',
  'gone',
  'unknown',
];

/** What is left, in the order of the endings; a dash where nothing is. */
function left(state: State): string {
  return ENDINGS.map((ending) => whatIsLeft(state, ending) ?? '-').join(' ');
}

it('is the job of the phase that waits, or of the one that ran last, that goes on', () => {
  expect(phaseToRun(WAITING)).toBe(2);
  expect(phaseToRun(PASSED)).toBe(1);
});

describe('what is left to do', () => {
  it.each<[string, State, string]>([
    ['for a phase that bakes', BAKING, '- look take-back take-back take-back -'],
    ['for a phase that has passed', PASSED, '- go-on take-back take-back take-back -'],
    ['for a phase that waits for people', WAITING, '- ask take-back take-back take-back -'],
    ['before the first phase', { ...BAKING, current: -1 }, '- - take-back take-back take-back -'],
  ])('%s', (_what, state, expected) => {
    expect(left(state)).toBe(expected);
  });

  it.each<[Status, string]>([
    ['paused', '- - - - - -'],
    ['stopped', '- - - - - -'],
    ['rolled-back', '- - - - - -'],
    ['promoted', '- - - - - -'],
    ['rolling-back', '- take-back take-back take-back take-back -'],
    ['rollback-failed', '- take-back take-back take-back take-back -'],
    ['promoting', '- look take-back take-back take-back -'],
  ])('for one that is %s', (status, expected) => {
    expect(left({ ...BAKING, status })).toBe(expected);
  });
});
