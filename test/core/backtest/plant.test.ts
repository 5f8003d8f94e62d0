import { describe, expect, it } from 'vitest';
import { onsetIn, parsePlant, type Plant } from '../../../src/core/backtest/plant.ts';
import { worsen } from '../../../src/core/backtest/worsen.ts';
import type { ArmReading, Sample } from '../../../src/core/measurement.ts';
import { createRandom } from '../../../src/core/simulation/random.ts';

function plant(text: string): Plant {
  const parsed = parsePlant(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

describe('a regression as it is written', () => {
  it.each([
    ['error-rate=x2', 'error-rate', 'times', 2, 0],
    ['error-rate=x2@30m', 'error-rate', 'times', 2, 30],
    ['conversion=x0.8@50%', 'conversion', 'times', 0.8, 60],
    ['error-rate=+1.5%', 'error-rate', 'plus', 0.015, 0],
  ])('%s', (text, metric, kind, size, minutes) => {
    const parsed = plant(text);
    expect(parsed).toMatchObject({ text, metric, change: { kind } });
    expect(parsed.change.size).toBeCloseTo(size, 12);
    expect(onsetIn(parsed, 120 * 60_000)).toBe(minutes * 60_000);
  });

  it.each([
    'error-rate',
    'error-rate=2',
    'error-rate=x2%',
    'error-rate=+1',
    'error-rate=x1',
    'error-rate=+0%',
    'error-rate=+100%',
    'error-rate=x2@',
    'error-rate=x2@100%',
    'error-rate=x2@soon',
    '=x2',
  ])('is not %s', (text) => expect(parsePlant(text)).toContain('METRIC=x2'));
});

const reading = (sample: Sample): ArmReading => ({ outcome: 'sample', sample });
const WHOLE: Sample = { kind: 'proportion', events: 1_000, total: 100_000 };

function worsened(text: string, sample: Sample, whole = WHOLE): Sample {
  const worse = worsen(reading(sample), plant(text).change, whole, createRandom(5));
  if (worse.outcome !== 'sample') throw new Error(worse.detail);
  return worse.sample;
}

describe('a regression as it is planted', () => {
  it.each([
    ['m=x3', 30_000],
    ['m=+1%', 20_000],
    ['m=x0.5', 5_000],
  ])('%s of 10,000 events in a million: %s', (text, expected) => {
    const sample = worsened(text, { kind: 'proportion', events: 10_000, total: 1_000_000 });
    expect(sample).toMatchObject({ total: 1_000_000 });
    const { events } = sample as Extract<Sample, { kind: 'proportion' }>;
    expect(events / expected).toBeCloseTo(1, 1);
  });

  it('never makes more events than there are requests', () => {
    const sample = worsened('m=x500', { kind: 'proportion', events: 10, total: 100 });
    expect(sample).toEqual({ kind: 'proportion', events: 100, total: 100 });
  });

  it('multiplies nothing where nothing happens', () => {
    const none: Sample = { kind: 'proportion', events: 0, total: 100 };
    expect(worsened('m=x5', none, none)).toEqual(none);
  });

  it('makes durations longer on the same edges', () => {
    const buckets = [
      { le: 0.1, count: 50 },
      { le: 0.2, count: 100 },
      { le: Number.POSITIVE_INFINITY, count: 110 },
    ];
    expect(worsened('m=x2', { kind: 'histogram', buckets })).toEqual({
      kind: 'histogram',
      buckets: [
        { le: 0.1, count: 25 },
        { le: 0.2, count: 50 },
        { le: Number.POSITIVE_INFINITY, count: 110 },
      ],
    });
  });

  it('multiplies readings, and counts', () => {
    expect(worsened('m=x1.5', { kind: 'gauge', value: 2 })).toEqual({ kind: 'gauge', value: 3 });
    const more = worsened('m=x2', { kind: 'count', count: 10_000 });
    const fewer = worsened('m=x0.5', { kind: 'count', count: 10_000 });
    const count = (sample: Sample) => (sample as Extract<Sample, { kind: 'count' }>).count;
    expect(count(more) / 20_000).toBeCloseTo(1, 1);
    expect(count(fewer) / 5_000).toBeCloseTo(1, 1);
  });

  it('is in every pod, and the arm is their sum', () => {
    const pod: Sample = { kind: 'proportion', events: 100, total: 10_000 };
    const arm: ArmReading = { ...reading(pod), pods: { a: pod, b: pod } } as ArmReading;
    const worse = worsen(arm, plant('m=x3').change, WHOLE, createRandom(5));
    const { pods, sample } = worse as Extract<ArmReading, { outcome: 'sample' }>;
    const events = (one: Sample | undefined) => (one?.kind === 'proportion' ? one.events : 0);
    expect(events(pods?.['a'])).toBeGreaterThan(200);
    expect(events(sample)).toBe(events(pods?.['a']) + events(pods?.['b']));
  });

  it('leaves what has no data without', () => {
    const gap: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing' };
    expect(worsen(gap, plant('m=x3').change, WHOLE, createRandom(5))).toBe(gap);
  });
});
