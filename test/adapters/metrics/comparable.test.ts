import { describe, expect, test } from 'vitest';
import { comparableBaseline } from '../../../src/adapters/metrics/comparable.ts';
import type { ArmReading } from '../../../src/core/measurement.ts';

function histogram(...edges: readonly number[]): ArmReading {
  const buckets = [...edges, Number.POSITIVE_INFINITY].map((le, count) => ({ le, count }));
  return { outcome: 'sample', sample: { kind: 'histogram', buckets } };
}

const NONE: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing matched' };
const compare = (canary: ArmReading, baseline: ArmReading) =>
  comparableBaseline({ metric: 'latency', from: 0, to: 1, canary, baseline });

describe('a baseline of histograms', () => {
  test.each([
    ['the same edges', histogram(0.1, 1), histogram(0.1, 1)],
    ['one edge in common', histogram(0.1, 1), histogram(0.2, 1, 5)],
    ['no edges at all', histogram(0.1), histogram()],
    ['a canary without data', NONE, histogram(0.1)],
    ['no data', histogram(0.1), NONE],
  ])('stays with %s', (_, canary, baseline) => {
    expect(compare(canary, baseline)).toBe(baseline);
  });

  test('is none without an edge in common, and says which there are', () => {
    expect(compare(histogram(0.1, 1), histogram(0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8))).toEqual({
      outcome: 'no-data',
      reason: 'partial',
      detail:
        "the buckets of the two versions have no edge in common: the canary's end at 0.1, 1 seconds, stable's at 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, …",
    });
  });
});
