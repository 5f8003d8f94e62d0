import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../bench/judge/random.ts';
import type { PairedReadings } from '../../../../src/core/judge/statistics/evidence.ts';
import { judgeGauge } from '../../../../src/core/judge/statistics/gauge.ts';
import {
  decisiveT,
  degrees,
  fitMean,
  lnEvidence,
} from '../../../../src/core/judge/statistics/paired.ts';
import { CHANGE, DROP, INCREASE, MINUTE } from './series.ts';

function readings(
  values: readonly (readonly [canary: number, baseline: number])[],
): PairedReadings[] {
  return values.map(([canary, baseline], at) => ({
    from: at * MINUTE,
    to: (at + 1) * MINUTE,
    canary: { value: canary },
    baseline: { value: baseline },
  }));
}

/** Readings around 500 that wander by 10%, the canary's times `factor`. */
function drawReadings(count: number, factor: number): PairedReadings[] {
  const random = createRandom('readings');
  const draw = () => 500 * Math.exp(0.1 * random.normal());
  return readings(Array.from({ length: count }, () => [factor * draw(), draw()] as const));
}

describe('gauges', () => {
  test.each([
    [1, 'harmless-shown', 'harmless-shown'],
    [2, 'harm-shown', 'harmless-shown'],
    [0.5, 'harmless-shown', 'harm-shown'],
  ])('at %d times the baseline', (factor, increase, drop) => {
    const series = drawReadings(40, factor);
    expect(judgeGauge(series, INCREASE).reason).toBe(increase);
    expect(judgeGauge(series, DROP).reason).toBe(drop);
    const { ratio } = judgeGauge(series, CHANGE);
    expect(ratio.low).toBeLessThan(factor);
    expect(ratio.high).toBeGreaterThan(factor);
  });

  test('a margin is what may be exceeded', () => {
    const series = drawReadings(40, 1.3);
    expect(judgeGauge(series, { ...INCREASE, margin: 1.1 }).harm).toBe('shown');
    expect(judgeGauge(series, { ...INCREASE, margin: 1.4 }).harm).toBe('not-shown');
  });

  test('swapping the arms mirrors', () => {
    const series = drawReadings(30, 1.7);
    const swapped = series.map((pair) => ({
      ...pair,
      canary: pair.baseline,
      baseline: pair.canary,
    }));
    const straight = judgeGauge(series, INCREASE);
    const mirrored = judgeGauge(swapped, DROP);
    expect(mirrored.logE).toBeCloseTo(straight.logE, 9);
    expect(mirrored.ratio.estimate).toBeCloseTo(1 / straight.ratio.estimate, 9);
    expect(mirrored.ratio.low).toBeCloseTo(1 / straight.ratio.high, 9);
  });

  test.each([
    ['no reading', [], 'no-traffic'],
    ['seven readings', drawReadings(7, 3), 'too-few-intervals'],
    ['a reading below zero', [...drawReadings(9, 3), ...readings([[-1, 2]])], 'negative-value'],
    ['nothing but zeros', readings(Array.from({ length: 20 }, () => [0, 0])), 'harmless-shown'],
  ])('of %s', (_, series, reason) => {
    expect(judgeGauge(series, INCREASE)).toMatchObject({ harm: 'not-shown', reason });
  });

  test('a queue that only the canary has is harm', () => {
    const series = readings(Array.from({ length: 15 }, (_, at) => [5 + (at % 3), 0] as const));
    expect(judgeGauge(series, INCREASE).harm).toBe('shown');
  });

  test('one wild reading neither makes nor hides harm', () => {
    const calm = drawReadings(30, 1);
    const bad = drawReadings(30, 2);
    const spike = readings([[1e9, 1]]);
    expect(judgeGauge([...calm, ...spike], INCREASE).harm).toBe('not-shown');
    expect(judgeGauge([...bad, ...readings([[1, 1e9]])], INCREASE).harm).toBe('shown');
  });

  test('readings with memory say less', () => {
    const random = createRandom('memory');
    let state = 0;
    const wandering = readings(
      Array.from({ length: 60 }, () => {
        state = 0.9 * state + random.normal();
        return [130 * Math.exp(0.1 * state), 100] as const;
      }),
    );
    const found = judgeGauge(wandering, INCREASE);
    expect(found.dispersion).toBeGreaterThan(5);
    expect(found.harm).toBe('not-shown');
  });
});

describe('the t evidence', () => {
  test('follows its formula', () => {
    const n = 12;
    const nu = 11;
    const t2 = 9;
    const expected =
      -Math.log(1 + n) / 2 +
      ((nu + 1) / 2) * (Math.log(1 + t2 / nu) - Math.log(1 + t2 / (nu * (1 + n))));
    expect(lnEvidence(t2, { effective: n, freedom: nu })).toBeCloseTo(expected, 12);
  });

  test('is 1 on average under the null, for independent readings', () => {
    const random = createRandom('null');
    let sum = 0;
    const runs = 20_000;
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: 9 }, random.normal);
      const mean = values.reduce((a, b) => a + b) / 9;
      const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / 8;
      sum += Math.exp(lnEvidence((9 * mean * mean) / variance, { effective: 9, freedom: 8 }));
    }
    expect(sum / runs).toBeGreaterThan(0.9);
    expect(sum / runs).toBeLessThan(1.1);
  });

  test('decides at the t it names', () => {
    const known = degrees(30, 0.3);
    expect(lnEvidence(decisiveT(0.01, known) ** 2, known)).toBeCloseTo(Math.log(100), 4);
    expect(decisiveT(1e-9, degrees(2, 0.9))).toBe(Number.POSITIVE_INFINITY);
  });

  test('memory is measured, and corrected for the length', () => {
    // Squares about the mean add to 18, products of neighbours to 2.25: 1/8, and (1 + 3/8) / 8 on top.
    const { memory, effective } = fitMean([1, 3, 2, 4, 3, 5, 4, 6]);
    expect(memory).toBeCloseTo(0.125 + 1.375 / 8, 12);
    expect(effective).toBeCloseTo((8 * (1 - memory)) / (1 + memory), 12);
    expect(fitMean([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).memory).toBe(0.95);
  });
});
