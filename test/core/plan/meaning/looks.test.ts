import { describe, expect, it } from 'vitest';
import { metricOf } from '../parsed.ts';
import { planWith } from '../sample.ts';

const MINUTE = 60_000;

describe('the analysis of a plan', () => {
  const text = planWith({
    analysis: 'analysis: { interval: 30s, window: 2m, minimumSamples: 100, failureLimit: -1 }',
    metrics: `metrics:
  error-rate: { command: { run: ./m, kind: proportion, counts: failures }, window: 5m, dryRun: true }
  latency: { command: { run: ./m, kind: latency, quantile: 0.95 }, minimumSamples: 7 }
  load: { command: { run: ./m, kind: gauge }, interval: 1m, window: 1m }`,
  });

  it('is the default of every metric', () => {
    const looks = { interval: 30_000, window: 5 * MINUTE, failureLimit: -1, dryRun: true };
    expect(metricOf(text, 'error-rate').looks).toMatchObject({ ...looks, minimumSamples: 100 });
  });

  it('is overruled by the metric itself', () => {
    expect(metricOf(text, 'latency').looks).toMatchObject({
      window: 2 * MINUTE,
      minimumSamples: 7,
    });
    expect(metricOf(text, 'load').looks).toMatchObject({ interval: MINUTE, window: MINUTE });
  });

  it('asks no number of samples of a gauge, which is a single one', () => {
    expect(metricOf(text, 'load').looks.minimumSamples).toBe(0);
  });
});
