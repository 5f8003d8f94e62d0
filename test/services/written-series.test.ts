import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/adapters/metrics/metrics.ts';
import { createPrometheusClient } from '../../src/adapters/metrics/prometheus/client.ts';
import type { ArmReading, Measurement, Sample } from '../../src/core/measurement.ts';
import type { PrometheusSource, Queries } from '../../src/core/plan/plan.ts';
import { quantileOf } from '../../src/core/judge/quantile.ts';
import { metricOf } from '../adapters/metrics/rig.ts';
import { startPrometheus, type Prometheus } from './harness/prometheus.ts';
import { remoteWrite, type NativeHistogram, type WrittenSeries } from './harness/remote-write.ts';

const SCRAPE = 15_000;
const MINUTE = 60_000;
/** On a whole scrape, so that what `increase` extrapolates is known. */
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const SCRAPES = 41;

type Points = WrittenSeries['points'];

/** Values at every scrape of the last ten minutes; undefined where nothing was scraped. */
function scraped(value: (index: number) => number | NativeHistogram | undefined): Points {
  return Array.from({ length: SCRAPES }, (_, index) => ({
    at: NOW - (SCRAPES - 1 - index) * SCRAPE,
    value: value(index),
  })).flatMap(({ at, value: found }) => (found === undefined ? [] : [{ at, value: found }]));
}

function series(name: string, labels: Record<string, string>, points: Points): WrittenSeries {
  return { labels: { __name__: name, ...labels }, points };
}

/** Grows by so many at every scrape. */
const growing = (by: number): Points => scraped((index) => by * index);

const LAST = SCRAPES - 1;

/** 30 of 40 requests within 125 ms at each scrape; the others within half a second. */
const native = (schema: number, times = 1): Points =>
  scraped((index) => ({
    schema,
    zeros: 0,
    first: -3 * 2 ** schema,
    counts: [30 * index * times, ...Array(2 * 2 ** schema - 1).fill(0), 10 * index * times],
  }));

const classic = (name: string, version: string, buckets: Readonly<Record<string, number>>) =>
  Object.entries(buckets).map(([le, by]) => series(`${name}_bucket`, { version, le }, growing(by)));

const SERIES: readonly WrittenSeries[] = [
  // A latency that is native in both versions, in the canary of three pods at another resolution.
  series('both', { version: 'v1' }, native(3)),
  ...['a', 'b', 'c'].map((pod) =>
    series('both', { version: 'v2', pod }, native(pod === 'a' ? 0 : 5)),
  ),
  // One that became native with the new version.
  ...classic('moved', 'v1', { '0.1': 20, '0.125': 30, '0.5': 40, '1': 40, '+Inf': 40 }),
  series('moved', { version: 'v2' }, native(3)),
  // One whose buckets were chosen anew.
  ...classic('chosen', 'v1', { '0.1': 20, '0.3': 35, '+Inf': 40 }),
  ...classic('chosen', 'v2', { '0.2': 30, '0.4': 38, '+Inf': 40 }),
  // Restarted 30 s before the end, when it had counted 10 more.
  series(
    'restarted',
    { version: 'v2' },
    scraped((index) => (index < LAST - 1 ? 10 * index : 10 * (index - LAST + 2))),
  ),
  // Not scraped at all for the last minute; and for two scrapes of it.
  series(
    'away',
    { version: 'v2' },
    scraped((index) => (index < LAST - 4 ? index : undefined)),
  ),
  series(
    'gappy',
    { version: 'v2' },
    scraped((index) => (index === LAST - 1 || index === LAST - 2 ? undefined : 10 * index)),
  ),
  // Requests of both, and errors that exist since the first of them, 30 s ago.
  series('requests', { version: 'v1', code: '200' }, growing(100)),
  series('requests', { version: 'v2', code: '200' }, growing(25)),
  series(
    'requests',
    { version: 'v2', code: '500' },
    scraped((index) => (index < LAST - 2 ? undefined : 3 + (index - LAST + 2))),
  ),
  series(
    'strange',
    { version: 'v2' },
    scraped(() => Number.NaN),
  ),
  series(
    'strange',
    { version: 'v1' },
    scraped(() => Number.POSITIVE_INFINITY),
  ),
];

let prometheus: Prometheus;
beforeAll(async () => {
  prometheus = await startPrometheus({ scrapeTargets: [], remoteWrite: true });
  await remoteWrite(prometheus.url, SERIES);
});
afterAll(() => prometheus.close());

async function measure(
  queries: Queries,
  change: Partial<PrometheusSource> = {},
): Promise<Measurement> {
  const versions = { canary: 'v2', stable: 'v1' };
  const metrics = createMetrics({ versions, environment: {}, now: () => NOW });
  const connection = { url: prometheus.url, headers: {}, timeout: 10_000 };
  const source: PrometheusSource = { kind: 'prometheus', connection, queries, ...change };
  const interval = { from: NOW - MINUTE, to: NOW };
  const metric = metricOf(queries.role, source);
  return (await metrics.measure({ metric, interval, cursor: undefined })).measurement;
}

function bucketsIn(
  reading: ArmReading,
): readonly { readonly le: number; readonly count: number }[] {
  const sample = reading.outcome === 'sample' ? reading.sample : undefined;
  return sample?.kind === 'histogram' ? sample.buckets : [];
}

const countIn = async (query: string): Promise<Sample | string> => {
  const { canary } = await measure({ role: 'count', count: query });
  return canary.outcome === 'sample' ? canary.sample : canary.reason;
};

const histogram = (name: string): Queries => ({
  role: 'histogram',
  histogram: `sum by (le, pod) (increase({__name__=~"${name}|${name}_bucket",version="$version"}[$window]))`,
});

describe('native histograms of a real Prometheus', () => {
  it('are counted over the interval, by pod, on the same edges in both versions', async () => {
    const { canary, baseline } = await measure(histogram('both'));
    const [ours, theirs] = [bucketsIn(canary), bucketsIn(baseline)];
    expect(canary).toMatchObject({ pods: { a: {}, b: {}, c: {} } });
    // Four scrapes lie within a minute.
    expect(theirs.find(({ le }) => le === 0.125)).toEqual({ le: 0.125, count: 120 });
    expect(theirs.at(-1)).toEqual({ le: Infinity, count: 160 });
    expect(ours.find(({ le }) => le === 0.125)?.count).toBe(360);
    expect(ours.at(-1)?.count).toBe(480);
    expect(ours.every(({ le }) => theirs.some((edge) => edge.le === le))).toBe(true);
  });

  it('have the quantiles that Prometheus finds in them', async () => {
    const { baseline } = await measure(histogram('both'));
    const found = await prometheus.query(
      'histogram_quantile(0.9, sum(increase(both{version="v1"}[5m])))',
    );
    const upper = Number(found[0]?.value[1]);
    // Within a bucket the one interpolates on a linear, the other on a logarithmic scale.
    const own = quantileOf(bucketsIn(baseline), 0.9)?.value ?? 0;
    expect(Math.abs(Math.log(own / upper))).toBeLessThan(Math.log(2) / 4);
  });

  it('are compared with classic ones on the edges that both have', async () => {
    const { canary, baseline } = await measure(histogram('moved'));
    const edges = new Set(bucketsIn(canary).map(({ le }) => le));
    const shared = bucketsIn(baseline).filter(({ le }) => edges.has(le));
    expect(shared).toEqual([
      { le: 0.125, count: 120 },
      { le: 0.5, count: 160 },
      { le: 1, count: 160 },
      { le: Infinity, count: 160 },
    ]);
  });

  it('are given over time', async () => {
    const client = createPrometheusClient(
      { url: prometheus.url, headers: {}, timeout: 10_000 },
      {},
    );
    const query = 'sum(increase(both{version="v1"}[1m]))';
    const range = { query, from: NOW - 2 * MINUTE, to: NOW, step: MINUTE };
    const answer = await client.queryRange(range);
    const points = answer.outcome === 'obtained' ? answer.value[0]?.points : [];
    expect(points).toMatchObject([0, 1, 2].map(() => ({ value: { count: 160 } })));
  });
});

describe('buckets that were chosen anew', () => {
  it('are said to have no edge in common, and the canary still has its own', async () => {
    const { canary, baseline } = await measure(histogram('chosen'));
    expect(bucketsIn(canary)).toHaveLength(3);
    expect(baseline).toMatchObject({
      outcome: 'no-data',
      reason: 'partial',
      detail: expect.stringContaining("the canary's end at 0.2, 0.4 seconds, stable's at 0.1, 0.3"),
    });
  });
});

describe('counters of a real Prometheus', () => {
  it.each([
    ['were reset: what was counted before and after', 'restarted', 40],
    ['were not scraped twice: the growth over the gap', 'gappy', 40],
  ])('that %s', async (_, name, count) => {
    const found = await countIn(`sum(increase(${name}{version="$version"}[$window]))`);
    expect(found).toEqual({ kind: 'count', count: expect.closeTo(count, 6) });
  });

  it('that were not scraped at all are no data, and not none', async () => {
    expect(await countIn('sum(increase(away{version="$version"}[$window]))')).toBe('no-series');
  });

  const TOTAL = 'sum(increase(requests{version="$version"}[$window]))';
  const eventsIn = async (events: string) => {
    const { canary } = await measure({ role: 'proportion', events, total: TOTAL });
    return canary.outcome === 'sample' && canary.sample.kind === 'proportion'
      ? canary.sample.events
      : undefined;
  };

  it('that came into being with the first error lose it to `increase`, unless that is asked for', async () => {
    const errors = 'requests{version="$version",code="500"}';
    const plain = await eventsIn(`sum(increase(${errors}[$window]))`);
    const whole = await eventsIn(
      `sum((increase(${errors}[$window]) and ${errors} offset $window) or (${errors} unless ${errors} offset $window))`,
    );
    expect(plain).toBeLessThan(4);
    expect(whole).toBe(5);
  });

  it('of errors that no version has ever shown are unknown, and none where they were', async () => {
    const errors = (name: string, version: string) =>
      `sum(increase(${name}{version="$version",code="500",version!="${version}"}[$window]))`;
    const { canary: silent } = await measure({
      role: 'proportion',
      events: errors('requests', 'v2'),
      total: TOTAL,
    });
    expect(silent).toMatchObject({ sample: { events: 0 } });
    const { canary: misspelt } = await measure({
      role: 'proportion',
      events: errors('request', 'v2'),
      total: TOTAL,
    });
    expect(misspelt).toMatchObject({
      reason: 'no-series',
      detail: expect.stringContaining('did you mean `requests`?'),
    });
  });

  it.each(['strange{version="$version"}', 'avg(strange{version="$version"})'])(
    'and gauges that are no number are no data: %s',
    async (gauge) => {
      const { canary, baseline } = await measure({ role: 'gauge', gauge });
      expect([canary, baseline]).toMatchObject([
        { reason: 'not-a-number' },
        { reason: 'not-a-number' },
      ]);
    },
  );
});
