import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../../../src/adapters/metrics/metrics.ts';
import { createPrometheusClient } from '../../../../src/adapters/metrics/prometheus/client.ts';
import type { PrometheusConnection } from '../../../../src/core/plan/plan.ts';
import { serve } from '../../http/server.ts';
import { metricOf, VERSIONS } from '../rig.ts';
import { QUERIES, vector } from './fake.ts';

describe('what is asked', () => {
  test('a POST at the end of the interval, with the window as its length', async () => {
    const seen: { path: string; type: string; form: Record<string, string> }[] = [];
    const url = await serve(async (question: IncomingMessage, answer) => {
      const form = Object.fromEntries(new URLSearchParams(await text(question)));
      seen.push({
        path: `${question.method} ${question.url}`,
        type: question.headers['content-type'] ?? '',
        form,
      });
      answer.end(vector([[{}, '1']]));
    });
    const metrics = createMetrics({ versions: VERSIONS, environment: {}, now: () => 0 });
    const connection = { url: `${url}/prom/`, headers: {}, timeout: 5_000 };
    const metric = metricOf('count', { kind: 'prometheus', connection, queries: QUERIES.count });
    const interval = { from: 1_000_000, to: 1_030_500 };
    await metrics.measure({ metric, interval, cursor: undefined });
    const expected = ['v1', 'v2'].map((version) => ({
      path: 'POST /prom/api/v1/query',
      type: 'application/x-www-form-urlencoded',
      form: { query: `count{version="${version}"}[30500ms]`, time: '1030.500', timeout: '5000ms' },
    }));
    expect(seen).toHaveLength(2);
    expect(seen).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    [{ bearer: '$TOKEN' }, { authorization: 'Bearer abc-def' }],
    [{ username: 'me', password: '$TOKEN' }, { authorization: `Basic ${btoa('me:abc-def')}` }],
    [{ headers: { 'X-Scope-OrgID': '$TENANT' } }, { 'x-scope-orgid': 'shop' }],
    [
      { bearer: 'x', headers: { Authorization: 'Other $TOKEN' } },
      { authorization: 'Other abc-def' },
    ],
  ])('credentials %j', async (credentials, expected) => {
    let headers = {};
    const url = await serve((question, answer) => {
      headers = question.headers;
      answer.end(vector([]));
    });
    const connection = { url, headers: {}, timeout: 5_000, ...credentials };
    const client = createPrometheusClient(connection, { TOKEN: 'abc-def', TENANT: 'shop' });
    expect(await client.queryInstant('up', 0)).toMatchObject({ outcome: 'obtained' });
    expect(headers).toMatchObject(expected);
  });

  test.each([
    [{ url: '$NOWHERE' }, '$NOWHERE'],
    [{ bearer: '${EMPTY}' }, '$EMPTY'],
    [{ ca: '/no/such/file.pem' }, '/no/such/file.pem'],
    [{ url: 'prometheus:9090' }, '`url`'],
  ])('with %j nothing is asked, and the reason is named', async (change, named) => {
    let asked = 0;
    const url = await serve((_, answer) => {
      asked += 1;
      answer.end(vector([]));
    });
    const connection: PrometheusConnection = { url, headers: {}, timeout: 5_000, ...change };
    const answer = await createPrometheusClient(connection, { EMPTY: '' }).queryInstant('up', 0);
    expect(answer).toMatchObject({ outcome: 'error', detail: expect.stringContaining(named) });
    expect(asked).toBe(0);
  });
});

describe('a range', () => {
  test('is asked with both ends and a step, and read by series', async () => {
    let asked = {};
    const url = await serve(async (question, answer) => {
      asked = {
        path: question.url,
        ...Object.fromEntries(new URLSearchParams(await text(question))),
      };
      const result = [
        {
          metric: { pod: 'a' },
          values: [
            [1_000, '1'],
            [1_060.5, 'NaN'],
          ],
        },
      ];
      answer.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));
    });
    const client = createPrometheusClient({ url, headers: {}, timeout: 5_000 }, {});
    const range = { query: 'up', from: 1_000_000, to: 1_120_000, step: 60_000 };
    expect(await client.queryRange(range)).toEqual({
      outcome: 'obtained',
      value: [
        {
          labels: { pod: 'a' },
          points: [
            { at: 1_000_000, value: 1 },
            { at: 1_060_500, value: Number.NaN },
          ],
        },
      ],
    });
    expect(asked).toMatchObject({
      path: '/api/v1/query_range',
      start: '1000.000',
      end: '1120.000',
      step: '60.000',
    });
  });
});
