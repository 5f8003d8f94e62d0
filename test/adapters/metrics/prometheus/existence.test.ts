import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import type { ArmReading } from '../../../../src/core/measurement.ts';
import { serve } from '../../http/server.ts';
import { metricOf, sampleIn, VERSIONS } from '../rig.ts';
import { vector } from './fake.ts';

const NAMES = ['http_requests_total', 'up'];

interface Shop {
  readonly events?: string;
  readonly total?: string;
  /** What it says about names; undefined where it cannot tell. */
  readonly names?: readonly string[] | undefined;
}

/** The canary's reading where no series of errors is there, and 40 requests unless `total` is misspelt too. */
async function read({ names = NAMES, ...shop }: Shop, canTell = true): Promise<ArmReading> {
  const {
    events = 'sum(increase(http_requests_total{v="$version",code="500"}[$window]))',
    total = 'sum(increase(http_requests_total{v="$version"}[$window]))',
  } = shop;
  const url = await serve(async (question, answer) => {
    const { pathname, searchParams } = new URL(question.url ?? '', 'http://localhost');
    if (pathname === '/api/v1/label/__name__/values') {
      const wanted = searchParams.getAll('match[]');
      const data = names.filter((name) => wanted.length === 0 || wanted.includes(name));
      if (canTell) answer.end(JSON.stringify({ status: 'success', data }));
      else answer.writeHead(404).end();
      return;
    }
    const query = new URLSearchParams(await text(question)).get('query') ?? '';
    const isKnown = /http_requests_total\{v="v\d"\}/.test(query);
    answer.end(vector(query.includes('vector(0)') ? [[{}, '0']] : isKnown ? [[{}, '40']] : []));
  });
  const metrics = createMetrics({ versions: VERSIONS, environment: {}, now: () => 0 });
  const connection = { url, headers: {}, timeout: 5_000 };
  const queries = { role: 'proportion', events, total } as const;
  const metric = metricOf('proportion', { kind: 'prometheus', connection, queries });
  const interval = { from: 1_000_000, to: 1_060_000 };
  return (await metrics.measure({ metric, interval, cursor: undefined })).measurement.canary;
}

const NONE = { kind: 'proportion', events: 0, total: 40 };

describe('no series of errors', () => {
  test('of a metric that is known means no error', async () => {
    expect(sampleIn(await read({}))).toEqual(NONE);
  });

  test.each([
    [
      'misspelt',
      'sum(increase(http_request_total{v="$version",code="500"}[$window]))',
      'has never seen a metric http_request_total',
      'did you mean `http_requests_total`?',
    ],
    [
      'not known at all',
      'sum(increase(payment_failures{v="$version"}[$window]))',
      'has never seen a metric payment_failures',
      'add `or vector(0)`',
    ],
  ])('of a metric that is %s means nothing', async (_, events, found, remedy) => {
    const reading = await read({ events });
    expect(reading).toMatchObject({ outcome: 'no-data', reason: 'no-series' });
    expect(reading).toMatchObject({ detail: expect.stringContaining(found) });
    expect(reading).toMatchObject({ detail: expect.stringContaining(remedy) });
  });

  test.each([
    'sum(increase(payment_failures{v="$version"}[$window])) or vector(0)',
    'sum(increase({__name__=~"payment_.*",v="$version"}[$window]))',
  ])('means none where the query itself says so: %s', async (events) => {
    expect(sampleIn(await read({ events }))).toEqual(NONE);
  });

  test('means none where the server cannot tell', async () => {
    const events = 'sum(increase(payment_failures{v="$version"}[$window]))';
    expect(sampleIn(await read({ events }, false))).toEqual(NONE);
  });

  test('beside a misspelt total names the total', async () => {
    const reading = await read({ total: 'sum(increase(requests_total{v="$version"}[$window]))' });
    expect(reading).toMatchObject({
      reason: 'no-series',
      detail: expect.stringContaining('has never seen a metric requests_total'),
    });
  });
});
