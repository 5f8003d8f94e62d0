import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../bench/judge/random.ts';
import {
  judgeProportion,
  startProportionJudge,
} from '../../../../src/core/judge/statistics/proportion.ts';
import { drawMinutes, INCREASE, MINUTE, minute } from './series.ts';

describe('the minimum detectable effect', () => {
  test.each([
    [0.05, 6000, 0.01, 120],
    [0.25, 600, 0.01, 120],
    [0.05, 6000, 0.001, 120],
    [0.5, 6000, 0.2, 30],
  ])(
    'is found in most phases: share %d of %i a minute, rate %d, %i minutes',
    (share, load, rate, minutes) => {
      const phase = { from: 0, to: minutes * MINUTE };
      const question = { ...INCREASE, phase };
      const canary = Math.round(load * share);
      const draw = (seed: string, psi: number) => {
        const random = createRandom(seed);
        const odds = (psi * rate) / (1 - rate);
        return Array.from({ length: minutes }, (_, at) =>
          minute(
            at,
            [random.binomial(canary, odds / (1 + odds)), canary],
            [random.binomial(load - canary, rate), load - canary],
          ),
        );
      };
      const { minimumDetectable } = judgeProportion(draw('calm', 1), question);
      const runs = 60;
      let found = 0;
      for (let run = 0; run < runs; run++) {
        const judge = startProportionJudge(question);
        const seen = draw(`harm ${run}`, minimumDetectable.oddsRatio).some((pair) => {
          judge.observe(pair);
          return judge.standing().harm === 'shown';
        });
        if (seen) found++;
      }
      expect(found / runs).toBeGreaterThan(0.6);
      expect(found / runs).toBeLessThan(0.99);
    },
  );

  test('shrinks with the traffic and with the phase', () => {
    const few = judgeProportion(drawMinutes('few', 20, 1), INCREASE).minimumDetectable;
    const long = judgeProportion(drawMinutes('few', 20, 1), {
      ...INCREASE,
      phase: { from: 0, to: 24 * 60 * MINUTE },
    }).minimumDetectable;
    expect(long.ratio).toBeLessThan(few.ratio);
  });

  test('is infinite where not even the worst could be shown', () => {
    const trickle = Array.from({ length: 5 }, (_, at) => minute(at, [0, 0.02], [1, 100]));
    const found = judgeProportion(trickle, INCREASE);
    expect(found.minimumDetectable.ratio).toBe(Number.POSITIVE_INFINITY);
  });
});
