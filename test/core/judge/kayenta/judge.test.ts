import { describe, expect, it } from 'vitest';
import {
  judgeKayenta,
  type KayentaConfig,
  type KayentaMetric,
} from '../../../../src/core/judge/kayenta/judge.ts';
import type { KayentaSettings } from '../../../../src/core/judge/kayenta/settings.ts';
import { ABOUT_TEN, TEN, TWENTY } from './series.ts';

const CONFIG: KayentaConfig = { thresholds: { pass: 95, marginal: 75 } };
const NAN = Number.NaN;
const gaps = (count: number): readonly number[] => Array<number>(count).fill(NAN);

function metric(
  name: string,
  canary: readonly number[],
  baseline: readonly number[],
  settings: KayentaSettings = {},
  groups: readonly string[] = ['all'],
): KayentaMetric {
  return { name, groups, canary, baseline, settings };
}

const GOOD = metric('good', TEN, ABOUT_TEN);
const BAD = metric('bad', TWENTY, ABOUT_TEN);
const SILENT = metric('silent', gaps(30), ABOUT_TEN);

describe('the canary', () => {
  it.each([
    ['passes', [GOOD, GOOD], 100, 'Pass'],
    ['fails', [GOOD, BAD], 50, 'Fail'],
    ['is marginal', [GOOD, GOOD, GOOD, BAD], 75, 'Marginal'],
    ['passes on what it has', [GOOD, GOOD, SILENT], 100, 'Pass'],
    ['fails when half is missing', [GOOD, SILENT], 0, 'Fail'],
    ['fails without metrics', [], 0, 'Fail'],
    ['fails when all are muted', [{ ...GOOD, settings: { muted: true } }], 0, 'Fail'],
    ['does not score the muted', [GOOD, { ...BAD, settings: { muted: true } }], 100, 'Pass'],
    [
      'does not fail by a muted critical metric',
      [GOOD, { ...BAD, settings: { muted: true, critical: true } }],
      100,
      'Pass',
    ],
    ['fails by a critical metric', [GOOD, { ...BAD, settings: { critical: true } }], 0, 'Fail'],
    [
      'fails by a critical metric in no group',
      [GOOD, { ...BAD, groups: [], settings: { critical: true } }],
      0,
      'Fail',
    ],
    ['does not score a metric in no group', [GOOD, { ...BAD, groups: [] }], 100, 'Pass'],
  ] as const)('%s', (_, metrics, score, classification) => {
    expect(judgeKayenta(CONFIG, metrics)).toMatchObject({ score, classification });
  });

  it('meets a threshold by reaching it', () => {
    const judge = (pass: number, marginal: number) =>
      judgeKayenta({ thresholds: { pass, marginal } }, [GOOD, BAD]).classification;
    expect([judge(50, 20), judge(50.01, 50), judge(51, 50.01)]).toEqual([
      'Pass',
      'Marginal',
      'Fail',
    ]);
  });

  it('weighs its groups', () => {
    const metrics = [
      { ...GOOD, groups: ['errors'] },
      { ...BAD, groups: ['latency'] },
    ];
    const config = { ...CONFIG, groupWeights: { errors: 80, latency: 20 } };
    expect(judgeKayenta(config, metrics)).toMatchObject({ score: 80, classification: 'Marginal' });
  });

  it('is told with each metric in its place, and what was compared', () => {
    const { metrics } = judgeKayenta(CONFIG, [
      { ...BAD, settings: { muted: true } },
      metric('gappy', [1, NAN, 2, 3], [4, 5, NAN, NAN]),
      SILENT,
    ]);
    expect(metrics.map(({ name, muted }) => [name, muted])).toEqual([
      ['bad', true],
      ['gappy', false],
      ['silent', false],
    ]);
    expect(metrics[1]).toMatchObject({
      canary: { count: 3, min: 1, max: 3, mean: 2, deviation: 1 },
      baseline: { count: 2, min: 4, max: 5, mean: 4.5, deviation: Math.SQRT1_2 },
    });
    expect(metrics[2]?.canary).toEqual({ count: 0, min: 0, max: 0, mean: 0, deviation: 0 });
  });

  it('removes outliers where it is told to', () => {
    const canary = [...ABOUT_TEN.slice(1), 1000];
    const judge = (settings: KayentaSettings) =>
      judgeKayenta(CONFIG, [metric('latency', canary, ABOUT_TEN, settings)]).metrics[0]?.canary;
    expect(judge({})).toMatchObject({ count: 30, max: 1000 });
    expect(judge({ outliers: { strategy: 'keep', outlierFactor: 1 } })?.count).toBe(30);
    expect(judge({ outliers: { strategy: 'remove' } })?.max).toBeLessThan(15);
  });

  it.each([0, -1, NAN])('is not judged with an outlier factor of %f', (outlierFactor) => {
    const settings = { outliers: { strategy: 'remove', outlierFactor } } as const;
    expect(() => judgeKayenta(CONFIG, [{ ...GOOD, settings }])).toThrow(
      `the outlier factor must be a number above 0, not ${outlierFactor}`,
    );
  });
});

describe("the documentation's examples", () => {
  it('an error spike over a baseline of gaps fails the canary', () => {
    const errors = metric('errors', [3, 5, 4, 6, 2, 7], gaps(6), {
      nanStrategy: 'replace',
      direction: 'increase',
      critical: true,
    });
    const result = judgeKayenta(CONFIG, [GOOD, errors]);
    expect(result).toMatchObject({ score: 0, classification: 'Fail' });
    expect(result.reason).toEqual({ code: 'critical-metric', metric: 'errors' });
    expect(result.metrics[1]).toMatchObject({ classification: 'High', ratio: NAN });
  });

  it('no errors on either side pass', () => {
    const errors = metric('errors', gaps(6), gaps(6), { nanStrategy: 'replace' });
    expect(judgeKayenta(CONFIG, [errors]).metrics[0]).toMatchObject({
      classification: 'Pass',
      reason: 'identical',
      ratio: 1,
    });
  });
});

/**
 * Kayenta's blind spot (spinnaker/kayenta#377, spinnaker/spinnaker#5622): where the baseline has no errors at
 * all, errors in up to seven of ten intervals of the canary pass, however many they are, since too many of the
 * differences are 0 for the interval to lie above a quarter of the estimate.
 */
describe('a baseline without errors', () => {
  const SETTINGS = { nanStrategy: 'replace', direction: 'increase', critical: true } as const;
  const judge = (canary: readonly number[]) =>
    judgeKayenta(CONFIG, [metric('http-307', canary, gaps(canary.length), SETTINGS)]);

  it('lets the reported canary through', () => {
    const reported = [NAN, 0.048, NAN, 0.18, 0.089, NAN, 0.098, 0.035, NAN, NAN];
    const result = judge(reported);
    expect(result).toMatchObject({ score: 100, classification: 'Pass' });
    expect(result.metrics[0]).toMatchObject({
      classification: 'Pass',
      reason: 'no-shift',
      ratio: NAN,
    });
  });

  // In 30 intervals, a canary with errors in half of them still passes.
  it.each([
    [10, 1, 'Pass'],
    [10, 5, 'Pass'],
    [10, 7, 'Pass'],
    [10, 8, 'High'],
    [30, 3, 'Pass'],
    [30, 15, 'Pass'],
    [60, 30, 'Pass'],
  ] as const)('of %i intervals, %i with a thousand errors each: %s', (count, bad, expected) => {
    const canary = [...Array<number>(bad).fill(1000), ...gaps(count - bad)];
    expect(judge(canary).metrics[0]?.classification).toBe(expected);
  });
});
