import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../bench/judge/random.ts';
import { estimateShift, isHigh, kayenta } from '../../../bench/judge/rules/kayenta.ts';
import { firstAlarm } from '../../../bench/judge/rules/rule.ts';
import { threshold } from '../../../bench/judge/rules/threshold.ts';
import { zTest } from '../../../bench/judge/rules/z-test.ts';
import { classify } from '../../../src/core/judge/kayenta/classification.ts';
import { completeSettings } from '../../../src/core/judge/kayenta/settings.ts';
import { minute } from '../../core/judge/statistics/series.ts';

describe("Kayenta's rule", () => {
  test('needs five minutes of complete separation', () => {
    const apart = [0.1, 0.2, 0.3, 0.4, 0.5];
    const high = apart.map((value) => value + 10);
    expect(isHigh(high, apart)).toBe(true);
    expect(isHigh(high.slice(1), apart.slice(1))).toBe(false);
    expect(isHigh(apart, high)).toBe(false);
  });

  test('passes equal values, and a significant but relatively small shift does not pass', () => {
    const values = Array.from({ length: 30 }, (_, i) => i);
    expect(isHigh(values, values)).toBe(false);
    expect(
      isHigh(
        values.map((value) => value + 100),
        values,
      ),
    ).toBe(true);
  });

  test('estimates the shift by the median of all differences', () => {
    fc.assert(
      fc.property(samples(), samples(), (x, y) => {
        const differences = x.flatMap((one) => y.map((other) => one - other));
        const sorted = differences.toSorted((a, b) => a - b);
        const low = sorted[Math.ceil(sorted.length / 2) - 1] as number;
        const high = sorted[Math.floor(sorted.length / 2)] as number;
        const found = estimateShift(x, y);
        expect(found).toBeGreaterThanOrEqual(low - 1e-9);
        expect(found).toBeLessThanOrEqual(high + 1e-9);
      }),
    );
  });

  test("says what the product's kayenta method says, but for rounding at the boundary", () => {
    const settings = completeSettings({ direction: 'increase' });
    const random = createRandom('agreement');
    let high = 0;
    let apart = 0;
    for (let run = 0; run < 300; run++) {
      const size = 5 + (run % 40);
      const shift = 200 * random.uniform();
      const draw = (by: number) =>
        Array.from({ length: size }, () => by + 100 * random.normal()).toSorted((a, b) => a - b);
      const [canary, baseline] = [draw(1000 + shift), draw(1000)];
      const found = isHigh(canary, baseline);
      if (found) high++;
      const theirs = classify(canary, baseline, settings).classification === 'High';
      if (found !== theirs) apart++;
    }
    expect(apart).toBeLessThanOrEqual(6);
    expect(high).toBeGreaterThan(60);
    expect(high).toBeLessThan(240);
  });

  test('is asked about all minutes so far', () => {
    const series = Array.from({ length: 10 }, (_, at) =>
      minute(at, [30 + at, 300], [57 + at, 5700]),
    );
    expect(firstAlarm(kayenta, series, 0.01)).toBe(5);
  });
});

describe('a fixed limit', () => {
  const bad = minute(0, [7, 300], [0, 5700]);
  const good = minute(0, [6, 300], [0, 5700]);

  test('allows three measurements beyond twice the usual, together or apart', () => {
    expect(firstAlarm(threshold, [bad, bad, bad, good, good], 0.01)).toBeUndefined();
    expect(firstAlarm(threshold, [bad, good, bad, good, bad, good, bad], 0.01)).toBe(7);
  });

  test('knows no baseline: an incident in both arms counts', () => {
    const incident = minute(0, [30, 300], [570, 5700]);
    expect(firstAlarm(threshold, [incident, incident, incident, incident], 0.01)).toBe(4);
  });
});

test('the z-test takes all that was seen together', () => {
  // 20 of 1000 against 100 of 10000: z = 0.01 / sqrt(p (1 - p) (1/1000 + 1/10000)) = 2.904 at p = 120/11000.
  expect(firstAlarm(zTest, [minute(0, [20, 1000], [100, 10_000])], 0.01)).toBe(1);
  // 18: 2.360, and 17: 2.081.
  expect(firstAlarm(zTest, [minute(0, [18, 1000], [100, 10_000])], 0.01)).toBe(1);
  expect(firstAlarm(zTest, [minute(0, [17, 1000], [100, 10_000])], 0.01)).toBeUndefined();
});

function samples() {
  return fc
    .array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 })
    .map((values) => values.toSorted((a, b) => a - b));
}
