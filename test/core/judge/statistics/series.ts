import { createRandom } from '../../../../bench/judge/random.ts';
import type {
  Counts,
  PairedCounts,
  Question,
} from '../../../../src/core/judge/statistics/evidence.ts';

export const MINUTE = 60_000;
export const PHASE = { from: 0, to: 120 * MINUTE };

export const INCREASE: Question = { direction: 'increase', alpha: 0.01, phase: PHASE };
export const DROP: Question = { ...INCREASE, direction: 'drop' };
export const CHANGE: Question = { ...INCREASE, direction: 'change' };

/** One minute of the phase with these counts. */
export function minute(
  at: number,
  canary: readonly [events: number, total: number],
  baseline: readonly [events: number, total: number],
): PairedCounts {
  return { from: at * MINUTE, to: (at + 1) * MINUTE, canary: arm(canary), baseline: arm(baseline) };
}

function arm([events, total]: readonly [number, number]): Counts {
  return { events, total };
}

/** Independent requests: 5% of 100 a second, 1% errors, the canary's error rate times `factor`. */
export function drawMinutes(seed: string, minutes: number, factor: number): PairedCounts[] {
  const random = createRandom(seed);
  return Array.from({ length: minutes }, (_, at) =>
    minute(at, [random.binomial(300, 0.01 * factor), 300], [random.binomial(5700, 0.01), 5700]),
  );
}

/** The same, every arm divided into pods. */
export function drawPods(seed: string, minutes: number, factor: number): PairedCounts[] {
  const random = createRandom(seed);
  const draw = (count: number, rate: number) => {
    const pods = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `pod-${i}`,
        { events: random.binomial(300, rate), total: 300 },
      ]),
    );
    const events = Object.values(pods).reduce((sum, pod) => sum + pod.events, 0);
    return { events, total: 300 * count, pods };
  };
  return Array.from({ length: minutes }, (_, at) => ({
    from: at * MINUTE,
    to: (at + 1) * MINUTE,
    canary: draw(1, 0.01 * factor),
    baseline: draw(19, 0.01),
  }));
}
