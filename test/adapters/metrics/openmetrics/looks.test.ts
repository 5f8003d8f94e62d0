import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import type { ArmReading, Cursor } from '../../../../src/core/measurement.ts';
import type { Queries } from '../../../../src/core/plan/plan.ts';
import { serve } from '../../http/server.ts';
import { metricOf, VERSIONS } from '../rig.ts';
import { lookAt, play } from './play.ts';

/** What a reading says in one word. */
function brief(reading: ArmReading): unknown {
  if (reading.outcome !== 'sample') return reading.reason;
  return reading.sample.kind === 'count' ? reading.sample.count : reading.sample;
}

describe('the first look', () => {
  test('sets the starting point and says so, in both arms', async () => {
    const scenes = [{ canary: ['a 5\n'], stable: ['a 7\n'] }];
    const { results } = await play({ role: 'count', count: 'a' }, scenes);
    for (const arm of ['canary', 'baseline'] as const) {
      expect(results[0]?.[arm]).toMatchObject({ outcome: 'no-data', reason: 'first-look' });
    }
  });

  test('a cursor of another selector, or of another making, is no starting point', async () => {
    const url = await serve((_, answer) => answer.end('a 1000000\nb 5\n'));
    const metrics = createMetrics({ versions: VERSIONS, environment: {}, now: () => 2_000 });
    const measure = (count: string, cursor: Cursor | undefined) =>
      metrics.measure({
        metric: metricOf('count', {
          kind: 'openmetrics',
          canary: [url],
          stable: [],
          queries: { role: 'count', count },
          timeout: 5_000,
        }),
        interval: { from: 1_000, to: 2_000 },
        cursor,
      });
    const { cursor } = await measure('b', undefined);
    for (const stale of [cursor ?? null, 'nonsense', { at: 1 }, null]) {
      const { measurement } = await measure('a', stale);
      expect(measurement.canary).toMatchObject({ outcome: 'no-data', reason: 'first-look' });
      expect(measurement.baseline).toMatchObject({ outcome: 'no-data', reason: 'no-arm' });
    }
  });
});

describe('a page', () => {
  test('is read once for all the metrics that are looked at together, and anew at the next look', async () => {
    let read = 0;
    const url = await serve((_, answer) => {
      read += 1;
      answer.end('a 1\nb 2\n');
    });
    const metrics = createMetrics({ versions: VERSIONS, environment: {}, now: () => 2_000 });
    const measure = (gauge: string) =>
      metrics.measure({
        metric: metricOf('gauge', {
          kind: 'openmetrics',
          canary: [url],
          stable: [url],
          queries: { role: 'gauge', gauge },
          timeout: 5_000,
        }),
        interval: { from: 1_000, to: 2_000 },
        cursor: undefined,
      });
    await Promise.all([measure('a'), measure('b')]);
    expect(read).toBe(1);
    await measure('a');
    expect(read).toBe(2);
  });
});

describe('both arms together', () => {
  const queries: Queries = { role: 'count', count: 'a' };
  test('when the canary fails neither moves on; when the baseline fails it begins anew', async () => {
    const scenes = [
      { canary: ['a 0\n'], stable: ['a 0\n'] },
      { canary: [503], stable: ['a 10\n'] },
      { canary: ['a 2\n'], stable: ['a 20\n'] },
      { canary: ['a 3\n'], stable: [503] },
      { canary: ['a 4\n'], stable: ['a 40\n'] },
      { canary: ['a 5\n'], stable: ['a 50\n'] },
      { canary: [503], stable: [503] },
      { canary: ['a 7\n'], stable: ['a 70\n'] },
    ];
    const { results } = await play(queries, scenes);
    expect(results.map(({ canary, baseline }) => [brief(canary), brief(baseline)])).toEqual([
      ['first-look', 'first-look'],
      ['unreachable', 'partial'],
      [2, 20],
      [1, 'unreachable'],
      [1, 'partial'],
      [1, 10],
      ['unreachable', 'unreachable'],
      [2, 20],
    ]);
    const minutes = results.map(({ from, to }) => [(from - 1e6) / 6e4, (to - 1e6) / 6e4]);
    expect(minutes.slice(1)).toEqual([
      [0, 1],
      [0, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
      [5, 7],
    ]);
  });

  test('a clock that was set back between two machines still gives an interval', async () => {
    const origin = await serve((_, answer) => answer.end('a 1\n'));
    let now = 2_000;
    const metrics = createMetrics({ versions: VERSIONS, environment: {}, now: () => now });
    const source = { kind: 'openmetrics', canary: [origin], stable: [], timeout: 5_000 } as const;
    const metric = metricOf('count', { ...source, queries });
    const interval = { from: 1_000, to: 2_000 };
    const { cursor } = await metrics.measure({ metric, interval, cursor: undefined });
    now = 1_500;
    const { measurement } = await metrics.measure({ metric, interval, cursor });
    expect(measurement).toMatchObject({ from: 2_000, to: 2_001, canary: { outcome: 'sample' } });
  });

  test('a page that both share is read once', async () => {
    let visits = 0;
    const origin = await serve((_, answer) => {
      visits += 1;
      answer.end(`a{version="v1"} ${visits * 10}\na{version="v2"} ${visits}\n`);
    });
    const shared: Queries = { role: 'count', count: 'a{version="$version"}' };
    const look = lookAt(shared, [origin], [origin]);
    await look();
    const { canary, baseline } = (await look()).measurement;
    expect([brief(canary), brief(baseline)]).toEqual([1, 10]);
    expect(visits).toBe(2);
  });
});

test('the text format is asked for first, OpenMetrics is understood', async () => {
  let accept = '';
  const type = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
  let total = 0;
  const origin = await serve((question, answer) => {
    accept = question.headers.accept ?? '';
    answer.writeHead(200, { 'content-type': type });
    answer.end(`# TYPE a counter\na_total ${(total += 4)} # {trace_id="x"} 1\n# EOF\n`);
  });
  const look = lookAt({ role: 'count', count: 'a_total' }, [origin], []);
  await look();
  expect((await look()).measurement.canary).toMatchObject({ sample: { count: 4 } });
  expect(accept).toMatch(/^text\/plain;version=0\.0\.4,application\/openmetrics-text/);
});
