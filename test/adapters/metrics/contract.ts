import { describe, expect, test } from 'vitest';
import type { Arm, ArmReading, Sample } from '../../../src/core/measurement.ts';
import { lookWith, sampleIn, SECRET } from './rig.ts';
import type { Rig, Situation } from './rig.ts';

/** What a situation is called by an adapter: `outcome` and `reason` of the reading. */
export type Expected = Readonly<
  Record<Extract<Situation, string>, readonly [ArmReading['outcome'], string]>
>;

const ARMS: readonly Arm[] = ['canary', 'baseline'];

const HEALTHY = {
  proportion: [
    { kind: 'proportion', events: 3, total: 1_000 },
    { kind: 'proportion', events: 10, total: 9_000 },
  ],
  histogram: [histogram(5, 9, 10), histogram(50, 80, 95)],
  gauge: [
    { kind: 'gauge', value: 0.5 },
    { kind: 'gauge', value: -2 },
  ],
  count: [
    { kind: 'count', count: 12 },
    { kind: 'count', count: 120 },
  ],
} as const;
const TROUBLES = ['nothing', 'not-a-number', 'down', 'hanging', 'denying', 'garbled'] as const;
const ROLES = ['proportion', 'histogram', 'gauge', 'count'] as const;

/** What every source of metrics must do. `createRig` is given how long the source may take. */
export function describeMetrics(
  name: string,
  createRig: (timeout: number) => Promise<Rig>,
  expected: Expected,
): void {
  describe(`${name} metrics`, () => {
    test.each(ROLES)('measure a %s in both arms over the interval', async (role) => {
      const rig = await createRig(10_000);
      const look = lookWith(rig, role);
      const [canary, baseline] = HEALTHY[role];
      await happenToBoth(rig, canary, baseline);
      await look();
      await happenToBoth(rig, canary, baseline);
      const { measurement } = await look();
      expect(sampleIn(measurement.canary)).toEqual(canary);
      expect(sampleIn(measurement.baseline)).toEqual(baseline);
      expect(measurement).toMatchObject({
        metric: 'the-metric',
        from: rig.clock.now - 120_000,
        to: rig.clock.now - 60_000,
      });
    });

    test('count everything once from look to look', async () => {
      const rig = await createRig(10_000);
      const look = lookWith(rig, 'count');
      await happenToBoth(rig, { kind: 'count', count: 5 }, { kind: 'count', count: 5 });
      await look();
      const seen: unknown[] = [];
      for (const count of [7, 0, 2]) {
        await happenToBoth(rig, { kind: 'count', count }, { kind: 'count', count: 1 });
        seen.push(sampleIn((await look()).measurement.canary));
      }
      expect(seen).toEqual([7, 0, 2].map((count) => ({ kind: 'count', count })));
    });

    test('take no traffic for a sample of nothing, not for a ratio', async () => {
      const none: Sample = { kind: 'proportion', events: 0, total: 0 };
      const rig = await createRig(10_000);
      const look = lookWith(rig, 'proportion');
      await happenToBoth(rig, none, none);
      await look();
      const { canary, baseline } = (await look()).measurement;
      expect([sampleIn(canary), sampleIn(baseline)]).toEqual([none, none]);
    });

    test.each(TROUBLES)('say what is the matter when the canary is %s', async (situation) => {
      const rig = await createRig(situation === 'hanging' ? 300 : 10_000);
      const look = lookWith(rig, 'gauge');
      await happenToBoth(rig, ...HEALTHY.gauge);
      await look();
      await rig.happen('canary', situation);
      const { canary } = (await look()).measurement;
      const [outcome, reason] = expected[situation];
      expect(canary).toMatchObject({
        outcome,
        reason,
        detail: expect.stringMatching(/^[^\n]{20,600}$/),
      });
      expect(JSON.stringify(canary)).not.toContain(SECRET);
    });

    test('count the canary although the baseline is down', async () => {
      const rig = await createRig(10_000);
      const look = lookWith(rig, 'proportion');
      await happenToBoth(rig, ...HEALTHY.proportion);
      await look();
      await rig.happen('canary', HEALTHY.proportion[0]);
      await rig.happen('baseline', 'down');
      const { canary, baseline } = (await look()).measurement;
      expect(sampleIn(canary)).toEqual(HEALTHY.proportion[0]);
      expect(baseline).toMatchObject({ outcome: 'error' });
    });

    test('go on when a provider comes back', async () => {
      const rig = await createRig(10_000);
      const look = lookWith(rig, 'count');
      await happenToBoth(rig, ...HEALTHY.count);
      await look();
      for (const arm of ARMS) await rig.happen(arm, 'down');
      await look();
      await happenToBoth(rig, { kind: 'count', count: 4 }, { kind: 'count', count: 6 });
      const { canary, baseline } = (await look()).measurement;
      expect([sampleIn(canary), sampleIn(baseline)]).toEqual([
        { kind: 'count', count: 4 },
        { kind: 'count', count: 6 },
      ]);
    });
  });
}

async function happenToBoth(rig: Rig, canary: Situation, baseline: Situation): Promise<void> {
  await rig.happen('canary', canary);
  await rig.happen('baseline', baseline);
}

function histogram(fast: number, slow: number, all: number): Sample {
  return {
    kind: 'histogram',
    buckets: [
      { le: 0.1, count: fast },
      { le: 0.5, count: slow },
      { le: Number.POSITIVE_INFINITY, count: all },
    ],
  };
}
