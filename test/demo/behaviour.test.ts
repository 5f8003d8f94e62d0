import { describe, expect, test } from 'vitest';
import { FLAPPING, treat, type Behaviour, type Treatment } from '../../demo/world/behaviour.ts';
import { createRandom } from '../../src/core/simulation/random.ts';

const REQUESTS = 20_000;

function treatMany(behaviour: Behaviour, age = 0): readonly Treatment[] {
  const random = createRandom(7);
  return Array.from({ length: REQUESTS }, () => treat(behaviour, age, random));
}

function shareOf(treatments: readonly Treatment[], trait: (one: Treatment) => boolean): number {
  return treatments.filter(trait).length / treatments.length;
}

const fails = (one: Treatment) => one.status === 503;
const isSlow = (one: Treatment) => one.delay > 250;
const loses = (one: Treatment) => one.losesOrder;

describe('a behaviour', () => {
  // Standard errors at 20,000 requests are at most 0.0035: the tolerance of 0.01 is nearly three of them.
  test.each([
    { behaviour: 'healthy', errors: 0.001, slow: 0, lost: 0 },
    { behaviour: 'errors', errors: 0.08, slow: 0, lost: 0 },
    { behaviour: 'latency', errors: 0.001, slow: 0.25, lost: 0 },
    { behaviour: 'silent-drop', errors: 0.001, slow: 0, lost: 0.4 },
    { behaviour: 'flapping', errors: 0.2, slow: 0, lost: 0 },
  ] as const)(
    '$behaviour: does what it says and nothing else',
    ({ behaviour, errors, slow, lost }) => {
      const treatments = treatMany(behaviour);
      expect(Math.abs(shareOf(treatments, fails) - errors)).toBeLessThan(
        errors < 0.01 ? 0.001 : 0.01,
      );
      expect(Math.abs(shareOf(treatments, isSlow) - slow)).toBeLessThan(slow === 0 ? 1e-9 : 0.01);
      expect(Math.abs(shareOf(treatments, loses) - lost)).toBeLessThan(lost === 0 ? 1e-9 : 0.01);
    },
  );

  test.each([
    { age: 0, bad: true },
    { age: FLAPPING.bad - 1, bad: true },
    { age: FLAPPING.bad, bad: false },
    { age: FLAPPING.period - 1, bad: false },
    { age: FLAPPING.period, bad: true },
  ])('flapping at $age ms is bad: $bad', ({ age, bad }) => {
    expect(shareOf(treatMany('flapping', age), fails) > 0.1).toBe(bad);
  });

  test('the same seed brings the same demo', () => {
    expect(treatMany('errors')).toEqual(treatMany('errors'));
  });
});
