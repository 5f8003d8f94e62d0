import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../src/core/measurement.ts';
import { type Known, takeMeasurements } from '../../src/drivers/measure.ts';
import type { MeasureRequest } from '../../src/ports/metrics.ts';
import type { TrafficResult } from '../../src/ports/traffic.ts';
import { planOf } from '../core/plan/parsed.ts';
import { planWith } from '../core/plan/sample.ts';

const MINUTE = 60_000;

const { metrics: METRICS } = planOf(
  planWith({
    metrics: `metrics:
  orders: { command: { run: ./m, kind: count } }
  load: { command: { run: ./m, kind: gauge } }`,
    phases: 'phases: [{ name: All, weight: 100%, bake: 1h, criteria: [orders > 1/s, load < 1] }]',
    rollback: '',
  }),
);

const NOTHING = { outcome: 'no-data', reason: 'no-series', detail: 'nothing' } as const;

function measurement(
  metric: string,
  from: number,
  to: number,
  weight?: number | null,
): Measurement {
  const arms = { canary: NOTHING, baseline: NOTHING };
  return { metric, from, to, ...arms, ...(weight !== undefined && { weight }) };
}

/** Measures both metrics from the fifth to the tenth minute while the target says so. */
async function take(
  reading: TrafficResult,
  known: Partial<Known>,
): Promise<readonly Measurement[]> {
  const interval = { from: 5 * MINUTE, to: 10 * MINUTE };
  const world = {
    clock: { now: () => interval.to, until: async () => {} },
    traffic: { readWeight: async () => reading, setWeight: async () => away },
    metrics: {
      measure: async ({ metric }: MeasureRequest) => ({
        measurement: measurement(metric.name, interval.from, interval.to),
      }),
    },
  };
  const due = METRICS.map((metric) => ({ metric, interval }));
  const all = { cursors: {}, measurements: [], ...known };
  return (await takeMeasurements(due, world, all)).measurements;
}

const seen = (weight: number | undefined): TrafficResult => ({ outcome: 'ok', weight });
const away: TrafficResult = { outcome: 'failed', reason: 'timeout', detail: 'slow' };

describe('a count', () => {
  it.each([
    ['the weight that is seen', seen(5), {}, { weight: 5 }],
    ['the same weight as before', seen(4.8), { seen: 5 }, { weight: 4.8 }],
    ['a weight that changed', seen(10), { seen: 5 }, { weight: null }],
    ['the weight of before while the target does not answer', away, { seen: 5 }, { weight: 5 }],
    [
      'a weight that changed within, as a metric with shorter intervals knows',
      seen(10),
      {
        seen: 10,
        measurements: [measurement('other', 4 * MINUTE, 6 * MINUTE, null)],
      },
      { weight: null },
    ],
    [
      'the weight of now, whatever it was before the interval',
      seen(10),
      { seen: 10, measurements: [measurement('other', 0, 5 * MINUTE, 5)] },
      { weight: 10 },
    ],
  ] as const)('is noted with %s', async (_, reading, known, expected) => {
    expect((await take(reading, known))[0]).toMatchObject({ metric: 'orders', ...expected });
  });

  it.each([seen(undefined), away])(
    'of a target that shows none is noted without',
    async (reading) => {
      expect((await take(reading, {}))[0]).not.toHaveProperty('weight');
    },
  );
});

it('nothing else depends on the weight', async () => {
  expect((await take(seen(5), { seen: 10 }))[1]).not.toHaveProperty('weight');
});
