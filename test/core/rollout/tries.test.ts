import { expect, test } from 'vitest';
import type { Event } from '../../../src/core/rollout/event.ts';
import { listTries } from '../../../src/core/rollout/tries.ts';
import { RUN, rolloutStarted } from './journal-sample.ts';

const reason = { code: 'criterion-failed', sentence: 'broken' } as const;
const begin = (at: number, phase: number, weight: number): Event => ({
  type: 'phase-started',
  at,
  phase,
  weight,
});
const pass = (at: number, phase: number): Event => ({
  type: 'phase-passed',
  at,
  phase,
  criteria: [],
});

test('a phase that was taken up again has several tries, each with its ending', () => {
  const events: readonly Event[] = [
    rolloutStarted({ at: 0 }),
    begin(1, 0, 5),
    pass(10, 0),
    begin(11, 1, 50),
    { type: 'rollback-started', at: 20, reason, criteria: [] },
    { type: 'rolled-back', at: 21, verified: true },
    { type: 'retried', at: 30, phase: 1, run: RUN },
    begin(31, 1, 50),
    { type: 'paused', at: 40, reason, criteria: [] },
    { type: 'retried', at: 45, phase: 1, run: RUN },
    begin(46, 1, 50),
    { type: 'retried', at: 50, phase: 0, run: RUN },
    begin(51, 0, 5),
  ];
  expect(listTries(events).map(({ phase, from, to, ending }) => [phase, from, to, ending])).toEqual(
    [
      [0, 1, 10, 'passed'],
      [1, 11, 20, 'rolled-back'],
      [1, 31, 40, 'paused'],
      [1, 46, 50, 'begun-anew'],
      [0, 51, undefined, undefined],
    ],
  );
  expect(listTries(events.slice(0, 1))).toEqual([]);
});
