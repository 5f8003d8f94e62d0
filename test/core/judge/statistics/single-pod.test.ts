import { describe, expect, it } from 'vitest';
import { judgeProportion } from '../../../../src/core/judge/statistics/proportion.ts';

/** Conversions as a demo showed them: [canary events, canary total, baseline events, baseline total] a second. */
const SECONDS = [
  [27, 76, 27, 76],
  [33, 76, 29, 75],
  [23, 74, 23, 74],
  [40, 103, 39, 104],
  [39, 100, 41, 100],
  [37, 98, 47, 97],
  [35, 75, 37, 75],
  [28, 76, 32, 75],
  [42, 83, 35, 83],
] as const;

describe('one pod in each arm', () => {
  it('has no variance between pods, whatever rounding leaves', () => {
    const series = SECONDS.map(([hits, seen, others, all], second) => ({
      from: second * 1000,
      to: (second + 1) * 1000,
      canary: { events: hits, total: seen, pods: { a: { events: hits, total: seen } } },
      baseline: { events: others, total: all, pods: { b: { events: others, total: all } } },
    }));
    for (let looks = 1; looks <= series.length; looks += 1) {
      const evidence = judgeProportion(series.slice(0, looks), {
        direction: 'drop',
        alpha: 0.01,
        phase: { from: 0, to: 12_000 },
      });
      expect(evidence.harm).toBe('not-shown');
      expect(evidence.dispersion).toBeGreaterThanOrEqual(1);
    }
  });
});
