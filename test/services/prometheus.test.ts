import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from '../../src/adapters/http/request.ts';
import { createMetrics } from '../../src/adapters/metrics/metrics.ts';
import { parsePage, type PageResult } from '../../src/adapters/metrics/openmetrics/page.ts';
import { HIDE_NOTHING } from '../../src/adapters/secrets/redaction.ts';
import { createPrometheusClient } from '../../src/adapters/metrics/prometheus/client.ts';
import type { ArmReading, Measurement, Sample } from '../../src/core/measurement.ts';
import type { PrometheusConnection, Queries } from '../../src/core/plan/plan.ts';
import { metricOf } from '../adapters/metrics/rig.ts';
import { startBackend, type Backend } from './harness/backend.ts';
import { startHAProxy } from './harness/haproxy.ts';
import { waitUntil } from './harness/polling.ts';
import { findFreePorts } from './harness/port.ts';
import { startPrometheus, type Prometheus } from './harness/prometheus.ts';
import { makeScratch } from './harness/scratch.ts';
import { startService } from './harness/service.ts';

const VERSIONS = { canary: 'v2', stable: 'v1' };
const WINDOW = 8_000;

const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

function closeLater<T extends { close(): unknown }>(service: T): T {
  cleanups.push(() => service.close());
  return service;
}

let prometheus: Prometheus;
let stable: Backend;
let canary: Backend;
/** When the traffic was over and scraped. */
let measuredAt = 0;

/** Both versions are asked 40 times within the window, and every other answer of the canary is an error. */
beforeAll(async () => {
  stable = closeLater(await startBackend({ name: 'v1' }));
  canary = closeLater(await startBackend({ name: 'v2', errorRate: 1 }));
  await fetch(canary.url); // the series of its errors exists before the window
  canary.behave({ errorRate: 0.5 });
  prometheus = closeLater(
    await startPrometheus({
      scrapeTargets: [{ job: 'shop', targets: [stable.address, canary.address] }],
    }),
  );
  await waitUntil('three scrapes', async () => (await scraped('v2', 3)) && scraped('v1', 3));
  for (let count = 0; count < 40; count += 1) {
    await Promise.all([fetch(stable.url), fetch(canary.url)]);
  }
  await waitUntil(
    'all requests to be scraped',
    async () => (await total('v1')) + (await total('v2')) >= 81,
  );
  await waitUntil('one scrape more', () => scraped('v2', 5));
  measuredAt = Date.now();
});

async function scraped(version: string, times: number): Promise<boolean> {
  const query = `count_over_time(http_requests_total{version="${version}",code="200"}[1m])`;
  return Number((await prometheus.query(query))[0]?.value[1] ?? 0) >= times;
}

async function total(version: string): Promise<number> {
  const found = await prometheus.query(`sum(http_requests_total{version="${version}"})`);
  return Number(found[0]?.value[1] ?? 0);
}

function connect(change: Partial<PrometheusConnection> = {}): PrometheusConnection {
  return { url: prometheus.url, headers: {}, timeout: 10_000, ...change };
}

function measure(
  queries: Queries,
  { versions = VERSIONS, connection = connect() } = {},
): Promise<Measurement> {
  const metrics = createMetrics({ versions, environment: {}, now: () => measuredAt });
  const metric = metricOf(queries.role, { kind: 'prometheus', connection, queries });
  const interval = { from: measuredAt - WINDOW, to: measuredAt };
  return metrics
    .measure({ metric, interval, cursor: undefined })
    .then(({ measurement }) => measurement);
}

const ask = async (count: string, change: Parameters<typeof measure>[1] = {}) =>
  (await measure({ role: 'count', count }, change)).canary;

function sampleOf(reading: ArmReading): Sample {
  if (reading.outcome === 'sample') return reading.sample;
  throw new Error(`${reading.reason}: ${reading.detail}`);
}

/** Prometheus extrapolates to the window's edges: by a third and more where a busy machine delays a scrape. */
const isAbout = (wanted: number) => (found: number) => found > wanted * 0.5 && found < wanted * 1.5;

describe('a real Prometheus', () => {
  it('counts failures and requests of both versions over the interval', async () => {
    const measurement = await measure({
      role: 'proportion',
      events: 'sum(increase(http_requests_total{version="$version",code=~"5.."}[$window]))',
      total: 'sum(increase(http_requests_total{version="$version"}[$window]))',
    });
    const counted = [measurement.canary, measurement.baseline].map(sampleOf);
    expect(counted).toMatchObject([{ kind: 'proportion' }, { kind: 'proportion' }]);
    const [ofCanary, ofStable] = counted as Extract<Sample, { kind: 'proportion' }>[];
    expect(ofCanary?.total).toSatisfy(isAbout(40));
    expect(ofCanary?.events).toSatisfy(isAbout(20));
    expect(ofStable?.total).toSatisfy(isAbout(40));
    // No error, no series of errors: none, and not unknown.
    expect(ofStable?.events).toBe(0);
  });

  it('tells instances apart when the query keeps them', async () => {
    const measurement = await measure({
      role: 'histogram',
      histogram:
        'sum by (le, instance) (increase(http_request_duration_seconds_bucket{version="$version"}[$window]))',
    });
    const { canary: reading } = measurement;
    expect(sampleOf(reading)).toMatchObject({ kind: 'histogram' });
    expect(reading).toMatchObject({ pods: { [canary.address]: { kind: 'histogram' } } });
    const { buckets } = sampleOf(reading) as Extract<Sample, { kind: 'histogram' }>;
    expect(buckets.map(({ le }) => le).slice(-2)).toEqual([2.5, Number.POSITIVE_INFINITY]);
    expect(buckets.at(-1)?.count).toSatisfy(isAbout(40));
  });

  it.each([
    ['gauge', 'sum(up{job="shop"})', { kind: 'gauge', value: 2 }],
    ['gauge', 'up{job="shop"}', { kind: 'gauge', value: 1 }],
    ['gauge', 'scalar(sum(up{job="shop"}))', { kind: 'gauge', value: 2 }],
    ['gauge', 'vector(-0.5)', { kind: 'gauge', value: -0.5 }],
  ] as const)('reads a %s: %s', async (_, gauge, expected) => {
    expect(sampleOf((await measure({ role: 'gauge', gauge })).canary)).toEqual(expected);
  });

  it.each([
    ['sum(rate(x{version="$version"}[$window]', 'error', 'refused', 'bad_data'],
    ['nothing_at_all{version="$version"}', 'no-data', 'no-series', 'has never seen'],
    ['up{version="$version"}', 'no-data', 'no-series', 'knows no series'],
    ['vector(0) / vector(0)', 'no-data', 'not-a-number', 'NaN'],
    ['vector(1) / vector(0)', 'no-data', 'not-a-number', 'Infinity'],
    ['http_requests_total', 'error', 'refused', 'aggregate them with sum (…)'],
    ['http_requests_total[$window]', 'error', 'refused', 'http_requests_total[8s]'],
    ['"a text"', 'error', 'refused', 'a text'],
    ['up * on(job) http_requests_total', 'error', 'refused', 'execution'],
  ])('%s is %s: %s', async (query, outcome, reason, said) => {
    expect(await ask(query)).toMatchObject({
      outcome,
      reason,
      detail: expect.stringContaining(said),
    });
  });

  it.each([
    '"',
    "'",
    '`',
    '\\',
    '\n',
    'v1"}) or vector(1) #',
    '.*',
    'ünï-😀',
    '\u0000',
    'a+b(c)[d]{e}^$|?',
  ])(
    'understands a version called %j in every kind of quotes, and as that name alone',
    async (name) => {
      const versions = { canary: name, stable: 'v1' };
      const quotes = name.includes('`') ? ['"', "'"] : ['"', "'", '`'];
      for (const quote of quotes) {
        for (const operator of ['=', '=~']) {
          const query = `sum(http_requests_total{version${operator}${quote}$version${quote}})`;
          expect(await ask(query, { versions })).toMatchObject({ reason: 'no-series' });
        }
      }
    },
  );

  it('matches a name with signs of a pattern as that name', async () => {
    const query = 'count(prometheus_build_info{version!~"$version"} or vector(1))';
    expect(sampleOf(await ask(query, { versions: { canary: '(', stable: '[' } }))).toMatchObject({
      kind: 'count',
    });
  });

  it.each([
    [{ url: 'http://127.0.0.1:1' }, 'unreachable', 'ECONNREFUSED'],
    [{ timeout: 1 }, 'timeout', 'did not answer within 1ms'],
  ])('says why it cannot be asked: %j', async (change, reason, said) => {
    expect(await ask('vector(1)', { connection: connect(change) })).toMatchObject({
      outcome: 'error',
      reason,
      detail: expect.stringContaining(said),
    });
  });

  it('says when the path is wrong', async () => {
    const connection = connect({ url: `${prometheus.url}/elsewhere` });
    expect(await ask('vector(1)', { connection })).toMatchObject({
      outcome: 'error',
      reason: 'refused',
      detail: expect.stringContaining('answered 404'),
    });
  });

  it('gives history', async () => {
    const client = createPrometheusClient(connect(), {});
    const answer = await client.queryRange({
      query: 'sum(http_requests_total{version="v2"})',
      from: measuredAt - 2_000,
      to: measuredAt,
      step: 1_000,
    });
    expect(answer).toMatchObject({ outcome: 'obtained', value: [{ labels: {} }] });
    const points = answer.outcome === 'obtained' ? (answer.value[0]?.points ?? []) : [];
    expect(points.at(-1)).toEqual({ at: measuredAt, value: 41 });
    expect(points.map(({ at }) => measuredAt - at)).toEqual([2_000, 1_000, 0]);
  });
});

const fixture = (name: string) =>
  fileURLToPath(new URL(`../adapters/http/tls/${name}.pem`, import.meta.url));

describe('a Prometheus behind TLS and a password', () => {
  const ca = fixture('certificate');
  const PASSWORD = 'correct-horse';
  let url = '';

  beforeAll(async () => {
    const scratch = closeLater(await makeScratch('secure-prometheus'));
    const [port] = await findFreePorts(1);
    url = `https://127.0.0.1:${port}`;
    const config = await scratch.write('prometheus.yml', stringify({ scrape_configs: [] }));
    const web = await scratch.write(
      'web.yml',
      stringify({
        tls_server_config: { cert_file: ca, key_file: fixture('key') },
        basic_auth_users: {
          reader: '$2b$06$abcdefghijklmnopqrstuu3wxZHTxJ8HGlHbfMYRQrgqr4Io8H74W',
        },
      }),
    );
    const daemon = await startService(
      'prometheus',
      [
        `--config.file=${config}`,
        `--web.config.file=${web}`,
        `--storage.tsdb.path=${scratch.path}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=warn',
      ],
      async () => {
        const pem = await readFile(ca, 'utf8');
        const answer = await request({ url: `${url}/-/ready`, timeout: 1_000, ca: pem });
        return answer.outcome === 'answered' && answer.status === 401;
      },
    );
    cleanups.push(() => daemon.stop());
  });

  it('is read with its authority and the password', async () => {
    const connection = connect({ url, ca, username: 'reader', password: PASSWORD });
    expect(sampleOf(await ask('vector(7)', { connection }))).toEqual({ kind: 'count', count: 7 });
  });

  it.each([
    [{ username: 'reader', password: 'wrong-horse' }, 'unauthorized', 'check the credentials'],
    [{}, 'unauthorized', 'answered 401'],
    [{ ca: undefined }, 'unreachable', 'name the authority with `ca`'],
  ])('and not otherwise: %j', async (change, reason, said) => {
    const { ca: authority, ...rest } = { ca, ...change };
    const connection = connect({ url, ...rest, ...(authority !== undefined && { ca: authority }) });
    const reading = await ask('vector(7)', { connection });
    expect(reading).toMatchObject({
      outcome: 'error',
      reason,
      detail: expect.stringContaining(said),
    });
    expect(JSON.stringify(reading)).not.toContain('wrong-horse');
  });
});

async function readPage(url: string): Promise<PageResult> {
  const response = await request({ url, timeout: 5_000 });
  if (response.outcome === 'failed') throw new Error(response.detail);
  return parsePage(response.text, { isOpen: false, redact: HIDE_NOTHING });
}

describe('real metrics pages', () => {
  it("are understood: Prometheus' own", async () => {
    const page = await readPage(`${prometheus.url}/metrics`);
    expect(page).toMatchObject({ outcome: 'page' });
    expect(page.outcome === 'page' && page.series.length).toBeGreaterThan(300);
  });

  it("are understood: HAProxy's", async () => {
    const servers = [{ name: 'v1', port: stable.port, weight: 100 }];
    const proxy = closeLater(await startHAProxy({ backend: 'shop', servers }));
    const page = await readPage(`http://${proxy.exporterAddress}/metrics`);
    expect(page).toMatchObject({ outcome: 'page' });
    expect(page.outcome === 'page' && page.series.length).toBeGreaterThan(100);
  });
});
