import { describe, expect, it } from 'vitest';
import type { ArmReading } from '../../../src/core/measurement.ts';
import { decide } from '../../../src/core/rollout/decide.ts';
import { apply } from '../../../src/core/rollout/fold.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import { BAKING, DOCUMENT, MINUTE, RUN, stateOf, T, WHOLE } from '../rollout/rehearsal.ts';
import { judge, latencies, minuteOfFailure, series, share } from './court.ts';

const allFail = (requests: number) => share(requests, requests);

describe('a plain limit acts at once', () => {
  it.each([
    ['every request of a busy minute fails', 'errors < 1%', () => allFail(300), 1],
    ['every request of a quiet minute fails', 'errors < 1%', () => allFail(5), 1],
    ['two requests a minute, all of which fail', 'errors < 1%', () => allFail(2), 3],
    ['one request a minute that fails', 'errors < 1%', () => allFail(1), 5],
    ['the same as a condition', 'condition: errors > 5%', () => allFail(5), 1],
    ['nobody buys any more', 'conversion > 20%', () => share(0, 45), 1],
    ['every answer takes a minute', 'latency < 500ms', () => latencies(8, 60), 1],
    [
      'one request of one fails',
      'errors < 1%',
      (m: number) => share(m === 0 ? 1 : 0, 1),
      undefined,
    ],
    [
      'four of four fail, and no more',
      'errors < 1%',
      (m: number) => share(m < 4 ? 1 : 0, 1),
      undefined,
    ],
    ['a share that chance explains', 'errors < 20%', () => share(1, 4), 13],
    [
      'few answers are slow',
      'latency < 500ms',
      (m: number) => latencies(m < 4 ? 1 : 0, 60),
      undefined,
    ],
  ] as const)('%s: %s', (_, sentence, canary, minute) => {
    const [criteria = '', condition] = sentence.split('condition: ');
    const written = condition === undefined ? { criteria } : { conditions: condition };
    const metric = (condition ?? criteria).split(' ')[0] ?? '';
    const measured = series(metric, 20, canary, canary);
    expect(minuteOfFailure(written, measured)).toBe(minute);
  });

  it('but passes only on the minimum of samples', () => {
    const few = series(
      'errors',
      3,
      () => share(0, 10),
      () => share(0, 10),
    );
    expect(judge({ criteria: 'errors < 1%' }, few, true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'too-few-samples',
    });
  });

  it('and after as many failed looks as the plan bears', () => {
    const metrics = `  borne: { command: { run: ./errors.sh, kind: proportion, counts: failures }, failureLimit: 1 }`;
    const measured = series(
      'borne',
      5,
      () => allFail(5),
      () => allFail(5),
    );
    expect(minuteOfFailure({ criteria: 'borne < 1%', metrics }, measured)).toBe(2);
  });
});

describe('without a limit', () => {
  it.each(['errors < baseline * 1.2', '"errors: no significant increase"'])(
    '%s takes four looks to take a catastrophe back',
    (criteria) => {
      const measured = series(
        'errors',
        10,
        () => allFail(300),
        () => share(57, 5_700),
      );
      expect(minuteOfFailure({ criteria }, measured)).toBe(4);
    },
  );
});

describe('a release of which every request fails', () => {
  /** The decision a minute after another, until it is something else than to measure and to hold. */
  function rehearse(canary: ArmReading): { readonly minute: number; readonly does: string } {
    let state: State = stateOf(BAKING);
    for (let minute = 1; minute < 10; minute += 1) {
      const now = T + minute * MINUTE;
      const look = () =>
        decide({
          plan: DOCUMENT.plan,
          planDigest: DOCUMENT.digest,
          state,
          goal: WHOLE,
          run: RUN,
          version: state.started.version,
          session: { tookBack: false, targetSeenAt: now },
          now,
        });
      const decision = look();
      if (decision.do === 'measure') {
        const measured = decision.due.map(({ metric, interval }) => ({
          metric: metric.name,
          ...interval,
          canary,
          baseline: share(1, 1_000),
        }));
        state = apply(state, { type: 'measured', at: now, measurements: measured, cursors: {} });
      }
      const next = look();
      if (next.do !== 'hold') return { minute, does: next.do };
    }
    return { minute: 10, does: 'nothing' };
  }

  it.each([
    ['goes back at the first look on a busy day', allFail(1_000), 1, 'start-rollback'],
    ['goes back at the second at night', allFail(3), 2, 'start-rollback'],
    ['waits for a person when it has had three', allFail(1), 3, 'pause'],
  ] as const)('%s', (_, canary, minute, does) => {
    expect(rehearse(canary)).toEqual({ minute, does });
  });
});
