import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyExposures } from '../../../src/core/delivery/deployment.ts';
import { traceExposures } from '../../../src/core/delivery/exposure.ts';
import { type DeliveryMetrics, measureDelivery } from '../../../src/core/delivery/metrics.ts';
import { quantile, spreadOf } from '../../../src/core/delivery/spread.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { rollout, type Step } from './history.ts';

const LAST = 100_000;

const step = fc.constantFrom<Step>(
  ...([5, 50, 100] as const),
  'back:criterion-failed',
  'back:superseded',
  'back:asked-by-person',
  'back',
  'failed',
  'promoting',
  'promoted',
  'retried',
);

/** Rollouts of one target one after another, of few releases, whatever happens in them. */
const histories = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(step, { minLength: 1, maxLength: 8 })), {
    maxLength: 12,
  })
  .map((told) => {
    let moment = 0;
    const next = () => (moment += 700);
    return told.map(([version, steps]) =>
      rollout({ version, steps: steps.map((one) => [next(), one]) }),
    );
  });

const commits = new Map([
  ['a'.repeat(40), 0],
  ['b'.repeat(40), 9_000],
]);

const measure = (rollouts: readonly (readonly Event[])[], from: number, to: number) =>
  measureDelivery(classifyExposures(rollouts.flatMap(traceExposures)), commits, { from, to });

const countsOf = ({
  deployments,
  leadTime,
  changeFailure,
  restore,
  superseded,
}: DeliveryMetrics) => [
  deployments,
  leadTime.samples,
  leadTime.unknown,
  leadTime.repeated,
  changeFailure.failed,
  changeFailure.ended,
  restore.samples,
  restore.open,
  superseded,
];

test('the order in which rollouts are handed in changes nothing', () => {
  fc.assert(
    fc.property(histories, fc.infiniteStream(fc.nat()), (rollouts, keys) => {
      const shuffled = rollouts
        .map((events) => [keys.next().value, events] as const)
        .toSorted(([one], [other]) => Number(one) - Number(other))
        .map(([, events]) => events);
      expect(measure(shuffled, -1, LAST)).toEqual(measure(rollouts, -1, LAST));
    }),
  );
});

test('counts of adjoining windows add up', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: LAST - 1 }), (rollouts, cut) => {
      const [first, second] = [measure(rollouts, -1, cut), measure(rollouts, cut, LAST)];
      const sums = countsOf(first).map((count, index) => count + (countsOf(second)[index] ?? 0));
      expect(sums).toEqual(countsOf(measure(rollouts, -1, LAST)));
    }),
  );
});

test('what ended is counted once on each side, and no rate is made of nothing', () => {
  fc.assert(
    fc.property(histories, (rollouts) => {
      const { deployments, leadTime, changeFailure, restore } = measure(rollouts, -1, LAST);
      const { failed, ended, rate, causes } = changeFailure;
      expect(leadTime.samples + leadTime.unknown + leadTime.repeated).toBe(deployments);
      expect(restore.samples + restore.open).toBe(failed);
      expect(Object.values(causes).reduce((sum, count) => sum + count, 0)).toBe(failed);
      expect(deployments).toBeLessThanOrEqual(ended);
      expect(failed).toBeLessThanOrEqual(ended);
      expect(rate).toBe(ended === 0 ? undefined : failed / ended);
    }),
  );
});

test('a quantile lies among the values, between its neighbours', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, q) => {
        const found = quantile(values, q);
        const below = values.filter((value) => value <= found + 1e-9).length;
        expect(found).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(found).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(below).toBeGreaterThanOrEqual(q * (values.length - 1));
      },
    ),
  );
});

test.each([
  [[7], { samples: 1, median: 7, p90: 7 }],
  [[4, 2], { samples: 2, median: 3, p90: 3.8 }],
  [[10, 1, 3, 2], { samples: 4, median: 2.5, p90: 7.9 }],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { samples: 11, median: 6, p90: 10 }],
  [[], { samples: 0 }],
])('the spread of %j', (values, spread) => {
  const { median, p90, ...rest } = spreadOf(values);
  const close = (value: number) => expect.closeTo(value, 9) as number;
  expect({ ...rest, ...(median !== undefined && { median, p90 }) }).toEqual({
    ...spread,
    ...('median' in spread && { median: close(spread.median), p90: close(spread.p90) }),
  });
});
