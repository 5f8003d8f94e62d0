import { describe, expect, it } from 'vitest';
import type { Arm, ArmReading, Sample } from '../../../src/core/measurement.ts';
import { quantileOf } from '../../../src/core/judge/quantile.ts';
import { createRandom, drawBinomial, drawCount } from '../../../src/core/simulation/random.ts';
import { ailmentAt, type Scenario } from '../../../src/core/simulation/scenario.ts';
import { designService, observe } from '../../../src/core/simulation/service.ts';
import { document } from '../plans.ts';

const MINUTE = 60_000;

const { plan } = document(`version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  error-rate: { command: { run: ./m.sh, kind: proportion, counts: failures } }
  latency-p95: { command: { run: ./m.sh, kind: latency, quantile: 0.95 } }
  memory: { command: { run: ./m.sh, kind: gauge } }
  orders: { command: { run: ./m.sh, kind: count } }
phases:
  - { name: Some, weight: 10%, bake: 60m, criteria: [error-rate < 1%, latency-p95 < 2s, memory < 80] }
  - { name: All, weight: 100%, bake: 60m, criteria: [orders > 5/s] }
`);
const service = designService(plan);

function look(
  name: string,
  scenario: Scenario = 'healthy',
  { from = 0, to = MINUTE, weight = 10, seed = 1 } = {},
): Readonly<Record<Arm, ArmReading>> {
  const metric = plan.metrics.find((one) => one.name === name);
  if (metric === undefined) throw new Error(`no metric ${name}`);
  const glance = { scenario, startedAt: 0, weight, interval: { from, to } };
  return observe(service, metric, glance, createRandom(seed));
}

function sampleOf(reading: ArmReading): Sample {
  if (reading.outcome !== 'sample') throw new Error(reading.detail);
  return reading.sample;
}

function valueOf(sample: Sample): number {
  switch (sample.kind) {
    case 'proportion':
      return sample.events / sample.total;
    case 'histogram':
      return quantileOf(sample.buckets, 0.95)?.value ?? Number.NaN;
    case 'gauge':
      return sample.value;
    case 'count':
      return sample.count / 60;
  }
}

describe('a healthy service', () => {
  it.each([
    ['error-rate', 0.001],
    ['latency-p95', 2 / 3],
    ['memory', 40],
    ['orders', 5],
  ])('shows its levels in both arms: %s', (name, level) => {
    const looks = Array.from({ length: 30 }, (_, seed) =>
      look(name, 'healthy', { weight: 50, seed }),
    );
    for (const arm of ['canary', 'baseline'] as const) {
      const values = looks.map((arms) => valueOf(sampleOf(arms[arm])) / level);
      const found = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect([found > 0.8, found < 1.2]).toEqual([true, true]);
    }
  });

  it('shares its requests out by weight', () => {
    const { canary, baseline } = look('error-rate', 'healthy', { weight: 25 });
    const total = 60 * service.requestsPerSecond;
    expect(sampleOf(canary)).toMatchObject({ total: total * 0.25 });
    expect(sampleOf(baseline)).toMatchObject({ total: total * 0.75 });
  });

  it('is the same for the same seed, and another for another', () => {
    expect(look('latency-p95')).toEqual(look('latency-p95'));
    expect(look('latency-p95', 'healthy', { seed: 2 })).not.toEqual(look('latency-p95'));
  });

  it('tells histograms as Prometheus does: cumulative, with every request in the last bucket', () => {
    const sample = sampleOf(look('latency-p95').canary);
    if (sample.kind !== 'histogram') throw new Error('no histogram');
    const counts = sample.buckets.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(sample.buckets.at(-1)).toEqual({
      le: Number.POSITIVE_INFINITY,
      count: 6 * service.requestsPerSecond,
    });
  });

  it('needs a first look where only growth is counted', () => {
    expect(look('error-rate', 'healthy', { to: 0 })).toMatchObject({
      canary: { outcome: 'no-data', reason: 'first-look' },
      baseline: { outcome: 'no-data', reason: 'first-look' },
    });
  });
});

describe('an ill canary', () => {
  it.each<[Scenario, string, number]>([
    ['errors', 'error-rate', 0.05],
    ['latency', 'latency-p95', 5],
  ])('%s shows in %s, and in stable it does not', (scenario, name, least) => {
    const { canary, baseline } = look(name, scenario);
    expect(valueOf(sampleOf(canary))).toBeGreaterThan(least);
    expect(valueOf(sampleOf(baseline))).toBeLessThan(least / 5);
  });

  it('with a silent drop loses orders, and shows nothing else', () => {
    expect(valueOf(sampleOf(look('orders', 'silent-drop', { weight: 100 }).canary))).toBeLessThan(
      5,
    );
    expect(look('error-rate', 'silent-drop')).toEqual(look('error-rate'));
    expect(look('latency-p95', 'silent-drop')).toEqual(look('latency-p95'));
  });

  it('without traffic has had no request', () => {
    const { canary, baseline } = look('error-rate', 'no-traffic');
    expect(sampleOf(canary)).toEqual({ kind: 'proportion', events: 0, total: 0 });
    expect(sampleOf(baseline)).toMatchObject({ total: 54 * service.requestsPerSecond });
  });

  it('is not seen while the provider is down', () => {
    const late = { from: 40 * MINUTE, to: 41 * MINUTE };
    expect(look('error-rate', 'metrics-down').canary.outcome).toBe('sample');
    expect(look('error-rate', 'metrics-down', late)).toMatchObject({
      canary: { outcome: 'error' },
      baseline: { outcome: 'error' },
    });
  });
});

describe('when a canary is ill', () => {
  const pace = { beat: MINUTE, length: 60 * MINUTE };
  const minutes = (scenario: Scenario) =>
    [0, 1, 2, 3, 29, 31, 59].filter(
      (minute) => ailmentAt(scenario, (minute + 0.5) * MINUTE, pace) !== undefined,
    );
  it.each<[Scenario, readonly number[]]>([
    ['healthy', []],
    ['errors', [0, 1, 2, 3, 29, 31, 59]],
    ['flapping', [0, 3]],
    ['late-errors', [31, 59]],
    ['no-traffic', []],
  ])('%s: in minutes %o', (scenario, expected) => {
    expect(minutes(scenario)).toEqual(expected);
  });
});

describe('draws', () => {
  const mean = (draw: () => number) => {
    let sum = 0;
    for (let times = 0; times < 4_000; times += 1) sum += draw();
    return sum / 4_000;
  };
  it.each([
    [10, 0.3],
    [10, 0.9],
    [1_000, 0.01],
    [1_000, 0.99],
    [10_000, 0.5],
    [1_000_000, 0.00001],
  ])('of %d trials with chance %d come near what is expected', (trials, p) => {
    const random = createRandom(7);
    const error = Math.sqrt((trials * p * (1 - p)) / 4_000);
    const found = mean(() => drawBinomial(random, trials, p));
    expect(Math.abs(found - trials * p)).toBeLessThan(4 * error);
  });

  it.each([0.5, 20, 400])('of a count of %d come near it', (expected) => {
    const random = createRandom(7);
    const found = mean(() => drawCount(random, expected));
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(expected / 4_000));
  });

  it.each([
    [0, 0.5, 0],
    [10, 0, 0],
    [10, 1, 10],
  ])('of %d trials with chance %d are %d', (trials, p, expected) => {
    expect(drawBinomial(createRandom(1), trials, p)).toBe(expected);
  });
});
