import { describe, expect, it } from 'vitest';
import type { Approval } from '../../../src/core/plan/plan.ts';
import { headline, signOf } from '../../../src/core/present/headline.ts';
import { announceNext, recommend } from '../../../src/core/present/recommendation.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import { AT, CALM, criterion, eventsOf, MINUTE, stateOf } from './rollouts.ts';

/** The state after the first `count` events of the story and then these. */
function after(count: number, ...events: readonly Event[]): State {
  const state = fold([...eventsOf(CALM).slice(0, count), ...events]);
  if (state === undefined) throw new Error('the events begin with rollout-started');
  return state;
}

const BAKING = after(5);
const PASSED = after(5, { type: 'phase-passed', at: AT + 61 * MINUTE, phase: 0, criteria: [] });

describe('the recommendation', () => {
  it.each<readonly [string, State, string]>([
    ['open gates', after(2), 'The first phase can begin.'],
    ['a phase that begins', BAKING, 'The phase has begun.'],
    ['a passed phase', PASSED, 'Canary has passed: Everybody can begin.'],
    [
      'a pause',
      after(5, {
        type: 'paused',
        at: AT,
        reason: { code: 'inconclusive', sentence: 'no data!' },
        criteria: [],
      }),
      'No data! Traffic stays at 5% until a person decides: re-run the failed job to retry the phase, or roll back.',
    ],
    [
      'a rollback that failed',
      after(6, { type: 'rollback-failed', at: AT, detail: 'no answer' }),
      'Error-rate is 5.1% in the canary, wanted < 1%, on 2,140 samples. The target did not confirm that all traffic is back: look at it now.',
    ],
  ])('says of %s what to do', (_, state, words) => {
    expect(recommend(state, [])).toBe(words);
  });

  it('names the worst criterion while a phase bakes', () => {
    const unknown = criterion(CALM, {
      verdict: 'inconclusive',
      reason: 'no-data',
      metric: 'latency',
      sentence: 'latency has no data',
    });
    const good = criterion(CALM, { verdict: 'pass', sentence: 'all is well' });
    expect(recommend(BAKING, [good, unknown, criterion(CALM)])).toMatch(
      /^Error-rate is 5.1%.*: roll back\.$/,
    );
    expect(recommend(BAKING, [good, unknown])).toBe('Latency has no data: hold.');
    expect(recommend(BAKING, [good])).toBe('Every criterion holds: go on.');
  });

  it('keeps the advice behind a reason of any length', () => {
    const long = stateOf({ ...CALM, reason: 'x'.repeat(5_000) });
    expect(recommend(long, [])).toMatch(/…All|… All traffic is on v1; re-run/);
  });
});

/** Gates open and nothing moved, or the first phase passed: people are asked about the next. */
function asking(approval: Approval, count: number, ...more: readonly Event[]): State {
  const events = [...eventsOf(CALM).slice(0, count), ...more];
  const state = fold(
    events
      .filter(({ type }) => type !== 'approved')
      .map((event) => {
        if (event.type !== 'rollout-started') return event;
        const phases = event.plan.phases.map((phase) => ({ ...phase, approval }));
        return { ...event, plan: { ...event.plan, phases } };
      }),
  );
  if (state === undefined) throw new Error('the events begin with rollout-started');
  return state;
}

const REVIEWERS: Approval = { by: 'environment', environment: 'approvers', notAuthor: false };
const TWO: Approval = { by: 'comment', from: [], count: 2, notAuthor: true };
const GOOD = criterion(CALM, { verdict: 'pass', sentence: 'all is well' });
const HAS_PASSED: Event = {
  type: 'phase-passed',
  at: AT + 61 * MINUTE,
  phase: 0,
  criteria: [GOOD],
};
const ONE_SAID_SO: readonly Event[] = [
  { type: 'approval-asked', at: AT, phase: 0 },
  {
    type: 'ordered',
    at: AT,
    command: { kind: 'approve', phase: 'Canary' },
    by: 'ada',
    via: 'comment',
  },
];

describe('a rollout that waits for people', () => {
  it.each<readonly [string, State, string, string]>([
    [
      'says who must approve what and where',
      asking(REVIEWERS, 2),
      'Canary, 5% of the traffic, waits for the approval of the environment approvers: one of its reviewers gives it on the page of the run.',
      'Nothing moves until then; without an answer the run fails on 2026-12-22.',
    ],
    [
      'says how the phase before went',
      asking(REVIEWERS, 5, HAS_PASSED),
      'Every criterion holds: go on. Everybody, 100% of the traffic, waits for the approval of the environment approvers: one of its reviewers gives it on the page of the run.',
      'Nothing moves until then; without an answer the run fails on 2026-12-22.',
    ],
    [
      'says who has approved already',
      asking(TWO, 2, ...ONE_SAID_SO),
      'Canary, 5% of the traffic, waits for the approval by /rollout approve of 2 people with write access, none of them the author. Given so far by ada.',
      'Nothing moves until then.',
    ],
  ])('%s', (_, state, words, next) => {
    expect(recommend(state, state.phases[state.current]?.criteria ?? [])).toBe(words);
    expect(announceNext(state, AT)).toBe(next);
    expect(headline(state)).toMatch(/^\w+ waits for approval$/);
    expect(signOf(state)).toBe('🟡');
  });
});

describe('what comes next', () => {
  it.each<readonly [string, State, number, string]>([
    ['a phase that bakes', BAKING, 11, 'Canary can pass in 50m, at 2026-11-22 04:01 UTC.'],
    ['a phase that has baked', BAKING, 61, 'Canary has baked and waits for its criteria.'],
    ['a phase that has passed', PASSED, 62, ''],
    ['a rollout that rests', after(7), 11, ''],
    ['open gates', after(2), 1, ''],
  ])('is said of %s', (_, state, minutes, words) => {
    expect(announceNext(state, AT + minutes * MINUTE)).toBe(words);
  });
});
