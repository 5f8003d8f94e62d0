import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArmReading, Measurement, Sample } from '../../../src/core/measurement.ts';
import type { Metric } from '../../../src/core/plan/plan.ts';
import { observationsIn, sumSamples } from '../../../src/core/judge/sum.ts';
import { type Value, valueOf } from '../../../src/core/judge/value.ts';
import { slideWindow } from '../../../src/core/judge/window.ts';
import { document } from '../plans.ts';

const MINUTE = 60_000;
const NO_DATA: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: 'nothing matched' };

function metricWith(window: number, minimumSamples: number): Metric {
  const { plan } = document(`version: 1
name: checkout
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
metrics:
  error-rate: { command: { run: ./errors.sh, kind: proportion, counts: failures } }
phases:
  - { name: All, weight: 100%, bake: 10m, criteria: [error-rate < 1%] }
`);
  const [metric] = plan.metrics;
  if (metric === undefined) throw new Error('no metric');
  return { ...metric, looks: { ...metric.looks, interval: MINUTE, window, minimumSamples } };
}

function series(readings: readonly ArmReading[]): readonly Measurement[] {
  return readings.map((canary, minute) => ({
    metric: 'error-rate',
    from: minute * MINUTE,
    to: (minute + 1) * MINUTE,
    canary,
    baseline: NO_DATA,
  }));
}

const share = (events: number, total: number): ArmReading => ({
  outcome: 'sample',
  sample: { kind: 'proportion', events, total },
});

describe('a sliding window', () => {
  it.each([
    ['of one interval sees the newest alone', 1, 0, [0.01, 0.02, 0.03]],
    ['of two intervals sees the newest two', 2, 0, [0.01, 0.015, 0.025]],
    ['looks further back for its minimum of samples', 1, 250, [0.01, 0.015, 0.02]],
  ])('%s', (_, window, minimum, expected) => {
    const metric = metricWith(window * MINUTE, minimum);
    const measurements = series([share(1, 100), share(2, 100), share(3, 100)]);
    const values = slideWindow(metric, measurements, 'canary').map((value) => value?.value);
    expect(values).toEqual(expected.map((value) => expect.closeTo(value, 12)));
  });

  it('passes over what brought no sample', () => {
    const measurements = series([NO_DATA, share(1, 100), NO_DATA, share(3, 100)]);
    const values = slideWindow(metricWith(3 * MINUTE, 0), measurements, 'canary');
    expect(values.map((value) => value?.samples)).toEqual([undefined, 100, 100, 200]);
  });

  it('sees an interval that is longer than itself', () => {
    const long = series([share(1, 100)]).map((one) => ({ ...one, to: 10 * MINUTE }));
    expect(slideWindow(metricWith(MINUTE, 0), long, 'canary')).toMatchObject([{ samples: 100 }]);
  });

  it('says at every moment what looking back from that moment says', () => {
    const reading = fc.oneof(
      fc.constant(NO_DATA),
      fc.tuple(fc.nat(50), fc.nat(500)).map(([events, more]) => share(events, events + more)),
    );
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(2_000),
        (readings, window, minimum) => {
          const metric = metricWith(window * MINUTE, minimum);
          const measurements = series(readings);
          expect(slideWindow(metric, measurements, 'canary')).toEqual(
            measurements.map((_, index) => lookBack(metric, measurements.slice(0, index + 1))),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The window by its definition: from the newest measurement back, until it is full. */
function lookBack(metric: Metric, measurements: readonly Measurement[]): Value | undefined {
  const { window, interval, minimumSamples } = metric.looks;
  const begin = (measurements.at(-1)?.to ?? 0) - window - interval / 2;
  const samples: Sample[] = [];
  let count = 0;
  let span = 0;
  for (const { from, to, canary } of measurements.toReversed()) {
    if (from < begin && count >= minimumSamples) break;
    if (canary.outcome !== 'sample') continue;
    samples.unshift(canary.sample);
    count += observationsIn(canary.sample);
    span += to - from;
  }
  const sum = sumSamples(samples);
  return sum && valueOf(metric.shape, sum, span);
}
