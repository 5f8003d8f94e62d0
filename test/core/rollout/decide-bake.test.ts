import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/core/rollout/event.ts';
import { share } from '../judge/court.ts';
import { document } from '../plans.ts';
import { decideAfter, events as e, MINUTE, T } from './rehearsal.ts';

const plan = (phase: string, criterion = 'error-rate < baseline * 2') =>
  document(`version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  error-rate: { command: { run: ./errors.sh, kind: proportion, counts: failures } }
phases:
  - { name: Canary, weight: 5%, bake: 30m, criteria: [${criterion}]${phase} }
  - { name: Everybody, weight: 100%, bake: 2m, criteria: [error-rate < 50%] }
`);

/** A phase of 5% at 100 requests a second in which 1% of stable's fail, and so much of the canary's. */
const after = (minutes: number, percent: number): Event => ({
  type: 'measured',
  at: T + minutes * MINUTE,
  measurements: Array.from({ length: minutes }, (_, minute) => ({
    metric: 'error-rate',
    from: T + minute * MINUTE,
    to: T + (minute + 1) * MINUTE,
    canary: share(3 * percent, 300),
    baseline: share(57, 5_700),
  })),
  cursors: {},
  target: { seen: 5 },
});

function decide(planned: ReturnType<typeof plan>, minutes: number, percent: number) {
  const story = [e.start(planned), e.gates(), e.begin(0, 5), e.set(5), after(minutes, percent)];
  return decideAfter(story, { document: planned, after: minutes * MINUTE });
}

const HARMLESS = ', promote-on: harmless-shown';

describe('a bake that weighs evidence', () => {
  it.each([
    ['goes back when harm is shown', '', 9, 5, 'start-rollback'],
    ['holds while nothing is shown', '', 9, 1, 'hold'],
    ['holds although harm is excluded, for the bake is not over', '', 29, 1, 'hold'],
    ['passes at its end', '', 30, 1, 'pass-phase'],
    ['passes at its end although harm is not excluded', '', 30, 2, 'pass-phase'],
    ['waits for a person if the plan wants harm excluded', HARMLESS, 30, 2, 'pause'],
    ['is extended before that', `${HARMLESS}, extend: 10m`, 35, 2, 'hold'],
    ['waits for a person when it was', `${HARMLESS}, extend: 10m`, 40, 2, 'pause'],
    ['passes at its end when harm is excluded', HARMLESS, 30, 1, 'pass-phase'],
    [
      'passes in the extension when it is excluded there',
      `${HARMLESS}, extend: 10m`,
      36,
      1,
      'pass-phase',
    ],
    ['passes early where the plan says so', ', early-after: 10m', 25, 1, 'pass-phase'],
    ['but not before that', ', early-after: 28m', 25, 1, 'hold'],
    ['nor before harm is excluded', ', early-after: 10m', 25, 2, 'hold'],
  ] as const)('%s', (_, phase, minutes, percent, does) => {
    expect(decide(plan(phase), minutes, percent).do).toBe(does);
  });

  it('does not pass early on limits alone', () => {
    expect(decide(plan(', early-after: 10m', 'error-rate < 20%'), 25, 1).do).toBe('hold');
    expect(decide(plan(', early-after: 10m', 'error-rate < 20%'), 30, 1).do).toBe('pass-phase');
  });

  it('does not wait for ever for a provider that is slower than its interval', () => {
    const planned = plan('');
    const story = [e.start(planned), e.gates(), e.begin(0, 5), e.set(5)];
    const silent = (minutes: number): Event => ({
      type: 'measured',
      at: T + minutes * MINUTE,
      measurements: Array.from({ length: minutes }, (_, minute) => ({
        metric: 'error-rate',
        from: T + minute * MINUTE,
        to: T + (minute + 1) * MINUTE,
        canary: { outcome: 'error', reason: 'timeout', detail: 'no answer' },
        baseline: { outcome: 'error', reason: 'timeout', detail: 'no answer' },
      })),
      cursors: {},
      target: { seen: 5 },
    });
    const doesAfter = (looks: number, minutes: number) =>
      decideAfter([...story, silent(looks)], { document: planned, after: minutes * MINUTE });
    // Each look takes two minutes, so that the next is always due.
    expect(doesAfter(4, 8)).toMatchObject({ do: 'measure' });
    expect(doesAfter(5, 10)).toMatchObject({
      do: 'pause',
      reason: { code: 'metrics-unavailable' },
    });
  });

  it('holds until the next look', () => {
    expect(decide(plan(''), 9, 1)).toMatchObject({ do: 'hold', until: T + 10 * MINUTE });
  });

  it('says why it goes back', () => {
    expect(decide(plan(''), 9, 5)).toMatchObject({
      reason: {
        code: 'criterion-failed',
        sentence: expect.stringMatching(
          /5x, .*a rise beyond 2x is shown after 9m and 135 failures/,
        ),
      },
    });
  });
});
