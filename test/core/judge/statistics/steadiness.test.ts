import { describe, expect, test } from 'vitest';
import { createSteadiness } from '../../../../src/core/judge/statistics/steadiness.ts';

/** So many residuals of variance 1, with their sum of squares in full and with outliers pulled in. */
function decisiveAfter(pods: number, squares: number, pulledIn = squares): number {
  const steadiness = createSteadiness();
  steadiness.add({ pods, squares, pulledIn, variance: pods });
  return steadiness.decisiveIntervals();
}

describe('how much of a decision one interval may carry', () => {
  test('is a third before anything is known', () => {
    expect(createSteadiness().decisiveIntervals()).toBe(3);
    expect(decisiveAfter(0, 0)).toBe(3);
    expect(decisiveAfter(20, 20)).toBe(3);
  });

  test('grows to two thirds while pods vary as independent events do', () => {
    // (240 + 120) / 300 = 1.2: two fifths of the way from 1.5 to 3.
    expect(decisiveAfter(240, 240)).toBeCloseTo(2.1, 12);
    expect(decisiveAfter(1e6, 1e6)).toBeCloseTo(1.5, 3);
  });

  test('stays a third where events cluster or pods wander', () => {
    expect(decisiveAfter(1e4, 5e4, 4.5e4)).toBe(3);
  });

  test('falls to a fifth where single pods stand out for a while', () => {
    // Outliers double the sum of squares: 2 lies eight tenths of the way from 1.2 to 2.2.
    expect(decisiveAfter(1e4, 4e4, 2e4)).toBeCloseTo(4.6, 12);
    expect(decisiveAfter(1e4, 9e4, 1e4)).toBe(5);
  });

  test('is told from all that was added', () => {
    const steadiness = createSteadiness();
    for (let i = 0; i < 24; i++) {
      steadiness.add({ pods: 10, squares: 10, pulledIn: 10, variance: 10 });
    }
    expect(steadiness.decisiveIntervals()).toBeCloseTo(2.1, 12);
  });
});
