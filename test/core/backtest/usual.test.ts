import { describe, expect, it } from 'vitest';
import { usualOf, usualReading } from '../../../src/core/backtest/usual.ts';
import type { ArmReading, Sample } from '../../../src/core/measurement.ts';
import { createRandom, drawNormal } from '../../../src/core/simulation/random.ts';

const HOUR = 3_600_000;
const of = (sample: Sample): ArmReading => ({ outcome: 'sample', sample });
const GAP: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing' };

describe('what is usual', () => {
  const day = Array.from({ length: 24 }, (_, hour) =>
    of({ kind: 'proportion', events: hour < 8 ? 36 : 360, total: hour < 8 ? 3_600 : 36_000 }),
  );

  it('is the median hour, beside a quiet one', () => {
    expect(usualOf([...day, GAP], HOUR)).toEqual({
      usual: { kind: 'proportion', perSecond: 10, rate: 0.01 },
      quiet: { kind: 'proportion', perSecond: 1, rate: 0.01 },
      known: 24,
      missing: 1,
    });
  });

  it('adds histograms up', () => {
    const hour = of({
      kind: 'histogram',
      buckets: [
        { le: 1, count: 3_000 },
        { le: Number.POSITIVE_INFINITY, count: 3_600 },
      ],
    });
    expect(usualOf([hour, hour], HOUR)?.usual).toEqual({
      kind: 'latency',
      perSecond: 1,
      buckets: [
        { le: 1, count: 6_000 },
        { le: Number.POSITIVE_INFINITY, count: 7_200 },
      ],
    });
  });

  it.each([
    ['no data', [GAP, GAP]],
    ['no traffic', [of({ kind: 'count', count: 0 })]],
    ['a reading', [of({ kind: 'gauge', value: 1 })]],
  ])('is unknown from %s', (_, readings) => expect(usualOf(readings, HOUR)).toBeUndefined());
});

describe('how a reading usually differs', () => {
  const random = createRandom(1);
  const pods = (values: readonly number[]): ArmReading => ({
    outcome: 'sample',
    sample: { kind: 'gauge', value: 1 },
    pods: Object.fromEntries(
      values.map((value, index) => [`pod-${index}`, { kind: 'gauge', value } as const]),
    ),
  });

  it('is measured between one pod and the others', () => {
    const readings = Array.from({ length: 2_000 }, () =>
      pods([Math.exp(0.1 * drawNormal(random)), 1]),
    );
    const usual = usualReading(readings, 0.5);
    expect(usual).toMatchObject({ kind: 'gauge' });
    if (usual?.kind !== 'gauge') return;
    expect(usual.deviation).toBeCloseTo(0.1, 2);
    expect(usual.memory).toBeLessThan(0.1);
  });

  it('remembers what lasts', () => {
    const readings = Array.from({ length: 200 }, (_, index) => pods([index < 100 ? 1 : 1.2, 1]));
    const usual = usualReading(readings, 0.5);
    expect(usual?.kind === 'gauge' && usual.memory).toBe(0.95);
  });

  it.each([
    ['a single pod', Array.from({ length: 20 }, () => pods([1]))],
    ['few readings', Array.from({ length: 9 }, () => pods([1, 1]))],
    ['gaps', Array.from({ length: 20 }, () => GAP)],
  ])('is unknown from %s', (_, readings) => expect(usualReading(readings, 0.5)).toBeUndefined());
});
