import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Queries } from '../../../../src/core/plan/plan.ts';
import { sampleIn } from '../rig.ts';
import { countThrough, play } from './play.ts';
import type { Scene, Script } from './play.ts';

const buckets = (path: string, counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([le, count]) => `t_seconds_bucket{path="${path}",le="${le}"} ${count}\n`)
    .join('');
const startedAt = (seconds: number) => `process_start_time_seconds ${seconds}\n`;

const readGauge = async (scenes: readonly Scene[]) =>
  (await play({ role: 'gauge', gauge: 'g' }, scenes)).results[1]?.canary;

describe('counters', () => {
  test.each([
    ['grow', ['a 100\n', 'a 130\n'], 30],
    ['were reset', ['a 100\n', 'a 20\n'], 20],
    ['stand still', ['a 100\n', 'a 100\n'], 0],
    ['begin after the first look', ['b 1\n', 'b 1\na 7\n'], 7],
    ['vanish in part', ['a{x="1"} 5\na{x="2"} 5\n', 'a{x="2"} 6\n'], 1],
    ['are written with labels in another order', ['a{x="1",y="2"} 5\n', 'a{y="2",x="1"} 6\n'], 1],
    ['have fractions', ['a 0.5\n', 'a 1.75\n'], 1.25],
  ])('that %s', async (_, pages, count) => {
    const readings = await countThrough('a', pages);
    expect(readings.map(sampleIn).at(-1)).toEqual({ kind: 'count', count });
  });

  test('that vanish and come back count from nothing', async () => {
    const readings = await countThrough('a', ['a 50\n', 'b 1\n', 'a 3\n']);
    expect(readings[1]).toMatchObject({ outcome: 'no-data', reason: 'no-series' });
    expect(readings.map(sampleIn)[2]).toEqual({ kind: 'count', count: 3 });
  });

  test.each([
    ['a clean restart', ['a 100\n', 'a 20\n'], { sample: { count: 20 } }],
    ['a restart that hides in growth', ['a 100\n', 'a 120\n'], { reason: 'counter-reset' }],
    ['a restart before anything was counted', ['a 0\n', 'a 9\n'], { sample: { count: 9 } }],
  ])('%s', async (_, [before = '', after = ''], expected) => {
    const [, reading] = await countThrough('a', [
      before + startedAt(1.7e9),
      after + startedAt(1.8e9),
    ]);
    expect(reading).toMatchObject(expected);
  });

  test.each([
    ['a -1\n', 'malformed', 'no counter can'],
    ['# TYPE a gauge\na 1\n', 'refused', 'is a gauge'],
    ['a NaN\n', 'not-a-number', 'NaN'],
    ['a +Inf\n', 'not-a-number', 'Infinity'],
  ])('a page %j will not do', async (page, reason, said) => {
    const [reading] = await countThrough('a', [page]);
    expect(reading).toMatchObject({ reason, detail: expect.stringContaining(said) });
  });

  test('absence names the likely series, or the labels', async () => {
    const misnamed = await countThrough('orders_totel', ['orders_total 1\n', 'orders_total 1\n']);
    expect(misnamed[1]).toMatchObject({ detail: expect.stringContaining('`orders_total`') });
    const page = 'a{x="1"} 1\n';
    const mislabelled = await countThrough('a{x="2"}', [page, page]);
    expect(mislabelled[1]).toMatchObject({ detail: expect.stringContaining('check the labels') });
  });

  test('nothing is lost or counted twice, whatever happens between looks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            grows: fc.array(fc.nat({ max: 50 }), { minLength: 3, maxLength: 3 }),
            fails: fc.boolean(),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (history) => {
          const totals = [0, 0, 0];
          const render = () =>
            totals.map((total, index) => (total > 0 ? `a{x="${index}"} ${total}\n` : '')).join('');
          const pages: Script[] = ['b 1\n'];
          for (const { grows, fails } of [...history, { grows: [0, 0, 1], fails: false }]) {
            grows.forEach((amount, index) => (totals[index] = (totals[index] ?? 0) + amount));
            pages.push(fails ? 503 : `b 1\n${render()}`);
          }
          const readings = await countThrough('a', pages);
          const counted = readings
            .map(sampleIn)
            .reduce<number>(
              (sum, sample) =>
                sum + (typeof sample === 'object' && sample.kind === 'count' ? sample.count : 0),
              0,
            );
          expect(counted).toBe(totals.reduce((sum, total) => sum + total, 0));
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('proportions', () => {
  const queries: Queries = { role: 'proportion', events: 'failed_total', total: 'requests_total' };

  test('failures that never happened are none; without a total there is no data', async () => {
    const scenes = [
      { canary: ['requests_total 5\n'] },
      { canary: ['requests_total 15\n'] },
      { canary: ['failed_total 3\n'] },
    ];
    const { results } = await play(queries, scenes);
    expect(results.map(({ canary }) => canary)).toMatchObject([
      { reason: 'first-look' },
      { sample: { kind: 'proportion', events: 0, total: 10 } },
      { reason: 'no-series' },
    ]);
  });

  test('more failures than requests are no failures', async () => {
    const scenes = [{ canary: ['requests_total 5\nfailed_total 0\n'] }];
    const after = { canary: ['requests_total 6\nfailed_total 90\n'] };
    const { results } = await play(queries, [...scenes, after]);
    expect(results[1]?.canary).toMatchObject({ outcome: 'error', reason: 'malformed' });
  });
});

describe('histograms', () => {
  const queries: Queries = { role: 'histogram', histogram: 't_seconds{path!="/metrics"}' };
  const grown = async (...pages: readonly string[]) => {
    const scenes = pages.map((one) => ({ canary: [one] }));
    const { results } = await play(queries, scenes);
    const reading = results.at(-1)?.canary;
    if (reading?.outcome !== 'sample' || reading.sample.kind !== 'histogram') return reading;
    return reading.sample.buckets.map(({ le, count }) => [le, count]);
  };
  const INF = Number.POSITIVE_INFINITY;

  test('grow by series and add up; what is not selected stays out', async () => {
    const before =
      buckets('/a', { '0.1': 1, '+Inf': 2 }) + buckets('/metrics', { '0.1': 0, '+Inf': 0 });
    const after =
      buckets('/a', { '0.1': 4, '+Inf': 6 }) +
      buckets('/b', { '0.1': 10, '+Inf': 10 }) +
      buckets('/metrics', { '0.1': 99, '+Inf': 99 });
    expect(await grown(before, after)).toEqual([
      [0.1, 13],
      [INF, 14],
    ]);
  });

  test('are reset as a whole, although a small bucket did not fall', async () => {
    const before = buckets('/', { '0.1': 10, '0.5': 20, '+Inf': 100 });
    const after = buckets('/', { '0.1': 30, '0.5': 30, '+Inf': 31 });
    expect(await grown(before, after)).toEqual([
      [0.1, 30],
      [0.5, 30],
      [INF, 31],
    ]);
  });

  test('with different edges are added on the edges they share', async () => {
    const pages =
      buckets('/a', { '0.1': 1, '0.5': 2, '+Inf': 3 }) + buckets('/b', { '0.5': 4, '+Inf': 5 });
    expect(await grown('x 1\n', pages)).toEqual([
      [0.5, 6],
      [INF, 8],
    ]);
  });

  test.each([
    ['without +Inf', { '0.1': 1 }],
    ['that are not cumulative', { '0.1': 50, '+Inf': 2 }],
    ['whose edge is no number', { fast: 1, '+Inf': 2 }],
  ])('%s are malformed', async (_, counts) => {
    expect(await grown(buckets('/', { '0.1': 0, '+Inf': 0 }), buckets('/', counts))).toMatchObject({
      outcome: 'error',
      reason: 'malformed',
    });
  });
});

test('an instance that has observed nothing yet does not spoil the histogram of the others', async () => {
  const page = 't_bucket{le="0.1"} 4\nt_bucket{le="+Inf"} 6\n';
  const scenes = [{ canary: ['x 1\n', 'x 1\n'] }, { canary: [page, 'x 1\n'] }];
  const { results } = await play({ role: 'histogram', histogram: 't' }, scenes);
  expect(results[1]?.canary).toMatchObject({ sample: { buckets: [{ count: 4 }, { count: 6 }] } });
});

describe('several instances', () => {
  test('are pods: counts add up, gauges are averaged', async () => {
    const scenes = [
      { canary: ['a 1\ng 1\n', 'a 10\ng 3\n'] },
      { canary: ['a 3\ng 1\n', 'a 15\ng 3\n'] },
    ];
    const count = await play({ role: 'count', count: 'a' }, scenes);
    expect(count.results[1]?.canary).toEqual({
      outcome: 'sample',
      sample: { kind: 'count', count: 7 },
      pods: {
        [count.names[0] ?? '']: { kind: 'count', count: 2 },
        [count.names[1] ?? '']: { kind: 'count', count: 5 },
      },
    });
    const gauge = await play({ role: 'gauge', gauge: 'g' }, scenes);
    expect(gauge.results[1]?.canary).toMatchObject({ sample: { kind: 'gauge', value: 2 } });
  });

  test('one that is down fails the arm, and nothing is lost when it is back', async () => {
    const scenes = [
      { canary: ['a 1\n', 'a 10\n'] },
      { canary: ['a 3\n', 503] },
      { canary: ['a 4\n', 'a 15\n'] },
    ];
    const { results } = await play({ role: 'count', count: 'a' }, scenes);
    expect(results[1]?.canary).toMatchObject({ outcome: 'error', reason: 'unreachable' });
    expect(results[2]?.canary).toMatchObject({ sample: { kind: 'count', count: 8 } });
    expect(results[2]).toMatchObject({ from: 1_000_000, to: 1_120_000 });
  });

  test('a gauge that one of them does not show is partial, and two of a name are refused', async () => {
    const partial = [{ canary: ['g 1\n', 'g 1\n'] }, { canary: ['g 1\n', 'a 1\n'] }];
    const several = [{ canary: ['g 1\n'] }, { canary: ['g{x="1"} 1\ng{x="2"} 1\n'] }];
    expect(await readGauge(partial)).toMatchObject({ outcome: 'no-data', reason: 'partial' });
    expect(await readGauge(several)).toMatchObject({ outcome: 'error', reason: 'refused' });
  });
});
