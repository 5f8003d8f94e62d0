import { describe, expect, test } from 'vitest';
import { classifyExposures } from '../../../src/core/delivery/deployment.ts';
import { traceExposures } from '../../../src/core/delivery/exposure.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import type { ReasonCode } from '../../../src/core/rollout/reason.ts';
import { rollout, type Told } from './history.ts';

const trace = (steps: Told['steps']) => traceExposures(rollout({ version: 'v', steps }));
const end = (steps: Told['steps']) => trace(steps)[0]?.end;

describe('an exposure', () => {
  test('needs a weight above 0 that the target took', () => {
    expect(traceExposures([])).toEqual([]);
    expect(trace([[5, 'stopped']])).toEqual([]);
    expect(
      trace([
        [5, 0],
        [9, 'back:run-failed'],
        [10, 'back'],
      ]),
    ).toEqual([]);
    const refused: Event = { type: 'weight-failed', at: 5, weight: 10, detail: 'away' };
    expect(traceExposures([...rollout({ version: 'v', steps: [] }), refused])).toEqual([]);
  });

  test('goes on until something ends it', () => {
    expect(trace([[5, 10]])).toEqual([
      { release: { version: 'v', sha: 'v'.repeat(40) }, since: 5, end: undefined },
    ]);
  });

  test.each<[string, Told['steps'], number]>([
    [
      'the first weight of 100',
      [
        [1, 10],
        [2, 100],
        [8, 'promoted'],
      ],
      2,
    ],
    [
      'the promotion, where no weight of 100 was seen',
      [
        [1, 10],
        [2, 50],
        [8, 'promoted'],
      ],
      8,
    ],
    [
      'not a weight of 100 that was lowered again',
      [
        [1, 100],
        [2, 50],
        [8, 'promoted'],
      ],
      8,
    ],
    [
      'the last time it rose to 100',
      [
        [1, 100],
        [2, 50],
        [3, 100],
        [8, 'promoted'],
      ],
      3,
    ],
    [
      'not the weight of 0 of a promotion to the stable slot',
      [
        [1, 100],
        [5, 'promoting'],
        [8, 'promoted'],
      ],
      1,
    ],
    [
      'the first of two weights of 100',
      [
        [1, 100],
        [5, 100],
        [8, 'promoted'],
      ],
      1,
    ],
  ])('has full traffic since %s', (_, steps, fullAt) => {
    expect(end(steps)).toEqual({ outcome: 'promoted', at: 8, fullAt });
  });

  test.each<[string, Told['steps'], number]>([
    [
      'the last weight',
      [
        [1, 10],
        [2, 50],
        [7, 'back:condition-met'],
        [8, 'back'],
      ],
      2,
    ],
    [
      'not the same weight set again',
      [
        [1, 10],
        [2, 10],
        [7, 'back:condition-met'],
        [8, 'back'],
      ],
      1,
    ],
    [
      'not a lower weight',
      [
        [1, 50],
        [2, 10],
        [7, 'back:condition-met'],
        [8, 'back'],
      ],
      1,
    ],
    [
      'the raise after a lower weight',
      [
        [1, 50],
        [2, 10],
        [3, 50],
        [7, 'back:condition-met'],
        [8, 'back'],
      ],
      3,
    ],
  ])('that is taken back failed by %s', (_, steps, raisedAt) => {
    expect(end(steps)).toEqual({
      outcome: 'taken-back',
      at: 7,
      code: 'condition-met',
      raisedAt,
      restoredAt: 8,
    });
  });

  test('is found taken back also where the decision could not be written', () => {
    expect(
      end([
        [1, 10],
        [8, 'back'],
      ]),
    ).toMatchObject({ at: 8, code: undefined, restoredAt: 8 });
    expect(
      end([
        [1, 10],
        [6, 'failed'],
        [8, 'back'],
      ]),
    ).toMatchObject({ at: 6, restoredAt: 8 });
    expect(
      end([
        [1, 10],
        [6, 'failed'],
      ]),
    ).toMatchObject({ at: 6, restoredAt: undefined });
  });
});

describe('what an exposure came to', () => {
  test.each<[ReasonCode, string]>([
    ['criterion-failed', 'numbers'],
    ['condition-met', 'numbers'],
    ['canary-down', 'target'],
    ['weight-drifted', 'target'],
    ['target-unavailable', 'target'],
    ['asked-by-person', 'person'],
    ['run-failed', 'run'],
    ['run-cancelled', 'run'],
    ['run-lost', 'run'],
    ['hook-failed', 'other'],
  ])('taken back for %s is a failure by %s', (code, cause) => {
    const exposures = trace([
      [1, 10],
      [2, `back:${code}`],
      [3, 'back'],
    ]);
    expect(classifyExposures(exposures)).toMatchObject([{ outcome: 'failed', failure: { cause } }]);
  });

  test('superseded is none', () => {
    const exposures = trace([
      [1, 10],
      [2, 'back:superseded'],
      [3, 'back'],
    ]);
    expect(classifyExposures(exposures)).toMatchObject([{ outcome: 'superseded', at: 2 }]);
  });

  const promotions = (versions: string, sha?: string) =>
    classifyExposures(
      versions.split('').flatMap((version, index) =>
        traceExposures(
          rollout({
            version,
            ...(sha !== undefined && { sha }),
            steps: [
              [index * 10, 100],
              [index * 10 + 1, 'promoted'],
            ],
          }),
        ),
      ),
    ).map((one) => one.outcome === 'promoted' && [one.isRepeat, one.failure !== undefined]);

  test.each([
    ['ab', 'a release after a release'],
    ['aa', 'the same release again'],
    ['aab', 'another after it'],
  ])('%s: %s put nothing back', (versions) => {
    expect(promotions(versions).filter((one) => one && one[1])).toEqual([]);
  });

  test.each([
    ['aba', [false, true, false], [false, false, true]],
    ['abca', [false, false, true, false], [false, false, false, true]],
    // b failed by the return to a, a is not said to have failed by b's return.
    ['abab', [false, true, false, false], [false, false, true, true]],
    ['abac', [false, true, false, false], [false, false, true, false]],
  ])('%s: a release is put back by an earlier one', (versions, failed, repeated) => {
    const found = promotions(versions);
    expect(found.map((one) => one && one[1])).toEqual(failed);
    expect(found.map((one) => one && one[0])).toEqual(repeated);
  });

  test('the commit says what is the same, whatever it is called', () => {
    expect(promotions('ab', 'f'.repeat(40)).map((one) => one && one[0])).toEqual([false, true]);
  });
});
