import { describe, expect, test } from 'vitest';
import { createPrometheusClient } from '../../../../src/adapters/metrics/prometheus/client.ts';
import { serve } from '../../http/server.ts';
import { sampleIn, SECRET } from '../rig.ts';
import { errorOf, readCanary, vector } from './fake.ts';

describe('what is answered', () => {
  test('a missing events series beside a total means none', async () => {
    const reading = await readCanary('proportion', (query) =>
      vector(query.startsWith('events') ? [] : [[{}, '40']]),
    );
    expect(sampleIn(reading)).toEqual({ kind: 'proportion', events: 0, total: 40 });
  });

  test('events without a total are no data', async () => {
    const reading = await readCanary('proportion', (query) =>
      vector(query.startsWith('events') ? [[{}, '4']] : []),
    );
    expect(reading).toMatchObject({ outcome: 'no-data', reason: 'no-series' });
  });

  test.each([
    ['100.7', '100', { kind: 'proportion', events: 100, total: 100 }],
    ['1.5', '1', { kind: 'proportion', events: 1, total: 1 }],
  ])('%s events of %s are an artefact, and cut', async (events, total, expected) => {
    const reading = await readCanary('proportion', (query) =>
      vector([[{}, query.startsWith('events') ? events : total]]),
    );
    expect(sampleIn(reading)).toEqual(expected);
  });

  test.each([
    ['200', '100'],
    ['-5', '100'],
  ])('%s events of %s are wrong', async (events, total) => {
    const reading = await readCanary('proportion', (query) =>
      vector([[{}, query.startsWith('events') ? events : total]]),
    );
    expect(reading).toMatchObject({ outcome: 'error', reason: 'malformed' });
  });

  test('pods are told apart and added up', async () => {
    const reading = await readCanary('proportion', (query) =>
      query.startsWith('events')
        ? vector([[{ app: 'shop', pod: 'b' }, '2']])
        : vector([
            [{ app: 'shop', pod: 'a' }, '10'],
            [{ app: 'shop', pod: 'b' }, '30'],
          ]),
    );
    expect(reading).toEqual({
      outcome: 'sample',
      sample: { kind: 'proportion', events: 2, total: 40 },
      pods: {
        a: { kind: 'proportion', events: 0, total: 10 },
        b: { kind: 'proportion', events: 2, total: 30 },
      },
    });
  });

  test.each([
    ['b', 'returns the pod b where'],
    [undefined, 'returns no pods where'],
  ])('events of pod %s beside a total of pod a are refused', async (pod, why) => {
    const labels = pod === undefined ? {} : { pod };
    const reading = await readCanary('proportion', (query) =>
      vector(query.startsWith('events') ? [[labels, '2']] : [[{ pod: 'a' }, '10']]),
    );
    expect(reading).toMatchObject({ reason: 'refused', detail: expect.stringContaining(why) });
  });

  test('pods are told apart by the label that is said, and by no other', async () => {
    const named = (query: string) =>
      vector([[{ task: 'a', pod: 'x' }, query.startsWith('events') ? '1' : '10']]);
    expect(await readCanary('proportion', named, { podLabel: 'task' })).toMatchObject({
      pods: { a: { events: 1, total: 10 } },
    });
    const two = () =>
      vector([
        [{ task: 'a', pod: 'x' }, '1'],
        [{ task: 'a', pod: 'y' }, '2'],
      ]);
    expect(await readCanary('count', two, { podLabel: 'task' })).toMatchObject({
      reason: 'refused',
      detail: expect.stringContaining('differ in pod'),
    });
  });

  test('a pod label that the query does not keep is refused', async () => {
    const reading = await readCanary('histogram', () => vector([[{ le: '+Inf' }, '1']]), {
      podLabel: 'task',
    });
    expect(reading).toMatchObject({
      reason: 'refused',
      detail: expect.stringContaining('no `task` label: keep it, as in sum by (task, le) (…)'),
    });
  });

  test('nothing at all may be of no pod: … or vector(0)', async () => {
    const reading = await readCanary(
      'proportion',
      (query) => vector(query.startsWith('events') ? [[{}, '0']] : [[{ task: 'a' }, '10']]),
      { podLabel: 'task' },
    );
    expect(reading).toMatchObject({ pods: { a: { events: 0, total: 10 } } });
  });

  test('a bucket that is no number makes the histogram none', async () => {
    const reading = await readCanary('histogram', () =>
      vector([
        [{ le: '0.1' }, 'NaN'],
        [{ le: '+Inf' }, '3'],
      ]),
    );
    expect(reading).toMatchObject({ outcome: 'no-data', reason: 'not-a-number' });
  });

  test('histograms by instance add up, gauges by instance are averaged', async () => {
    const buckets = await readCanary('histogram', () =>
      vector([
        [{ instance: 'a', le: '0.1' }, '1'],
        [{ instance: 'a', le: '+Inf' }, '3'],
        [{ instance: 'b', le: '1e-01' }, '10'],
        [{ instance: 'b', le: '+Inf' }, '30'],
      ]),
    );
    expect(sampleIn(buckets)).toEqual({
      kind: 'histogram',
      buckets: [
        { le: 0.1, count: 11 },
        { le: Number.POSITIVE_INFINITY, count: 33 },
      ],
    });
    const gauges = await readCanary('gauge', () =>
      vector([
        [{ host: 'a' }, '1'],
        [{ host: 'b' }, '2'],
      ]),
    );
    expect(sampleIn(gauges)).toEqual({ kind: 'gauge', value: 1.5 });
  });

  test('buckets that fall by a hair are levelled', async () => {
    const reading = await readCanary('histogram', () =>
      vector([
        [{ le: '0.1' }, '10.0001'],
        [{ le: '0.5' }, '10'],
        [{ le: '+Inf' }, '12'],
      ]),
    );
    const counts = [10.0001, 10.0001, 12];
    expect(reading).toMatchObject({ sample: { buckets: counts.map((count) => ({ count })) } });
  });

  test.each([
    [
      'count',
      [
        [{ code: '200' }, '1'],
        [{ code: '500' }, '2'],
      ],
      'differ in code: aggregate them with sum (…)',
    ],
    [
      'count',
      [
        [{ code: '200' }, '1'],
        [{}, '2'],
      ],
      'differ in code',
    ],
    [
      'histogram',
      [
        [{ le: '+Inf', path: '/' }, '1'],
        [{ le: '+Inf', path: '/x' }, '2'],
      ],
      'sum by (le) (…)',
    ],
    ['histogram', [[{}, '1']], 'no `le` label'],
  ] as const)('a %s of %j is refused: %s', async (role, elements, why) => {
    const reading = await readCanary(role, () => vector(elements));
    expect(reading).toMatchObject({
      outcome: 'error',
      reason: 'refused',
      detail: expect.stringContaining(why),
    });
  });

  test.each([
    ['histogram', [[{ le: '0.1' }, '1']]],
    [
      'histogram',
      [
        [{ le: '0.1' }, '50'],
        [{ le: '+Inf' }, '5'],
      ],
    ],
    ['count', [[{}, '-3']]],
    ['gauge', [[{}, '']]],
    ['gauge', [[{}, 'twelve']]],
  ] as const)('a %s of %j is malformed', async (role, elements) => {
    const reading = await readCanary(role, () => vector(elements));
    expect(reading).toMatchObject({ outcome: 'error', reason: 'malformed' });
  });

  test.each(['NaN', '+Inf', '-Inf'])('%s is no number', async (value) => {
    const reading = await readCanary('gauge', () => vector([[{}, value]]));
    expect(reading).toMatchObject({ outcome: 'no-data', reason: 'not-a-number' });
  });

  test('a scalar is a number, too', async () => {
    const data = { resultType: 'scalar', result: [1_000, '4'] };
    const reading = await readCanary('count', () => JSON.stringify({ status: 'success', data }));
    expect(sampleIn(reading)).toEqual({ kind: 'count', count: 4 });
  });

  test('warnings mean missing data; notes on the query do not', async () => {
    const missing = 'remote read: one store did not answer';
    const partial = await readCanary('count', () => vector([[{}, '1']], { warnings: [missing] }));
    expect(partial).toMatchObject({
      outcome: 'no-data',
      reason: 'partial',
      detail: expect.stringContaining(missing),
    });
    const note = 'PromQL info: metric might not be a counter';
    for (const extra of [{ infos: [note] }, { warnings: [note] }, { warnings: [] }]) {
      const reading = await readCanary('count', () => vector([[{}, '1']], extra));
      expect(sampleIn(reading)).toEqual({ kind: 'count', count: 1 });
    }
  });

  test.each([
    [400, errorOf('bad_data'), 'refused', 'bad_data: because it is so'],
    [422, errorOf('execution'), 'refused', 'execution'],
    [503, errorOf('timeout'), 'timeout', 'raise the timeout'],
    [503, errorOf('canceled'), 'unreachable', '503'],
    [500, errorOf('internal'), 'unreachable', '500'],
    [429, 'slow down', 'unreachable', '429'],
    [502, 'bad gateway', 'unreachable', '502'],
    [401, errorOf('unauthorized'), 'unauthorized', '401'],
    [403, '', 'unauthorized', '403'],
    [404, '404 page not found', 'refused', 'is the path right?'],
    [200, '', 'malformed', 'is this Prometheus'],
    [200, '[]', 'malformed', 'is this Prometheus'],
    [200, '{"status":"success"}', 'malformed', 'is this Prometheus'],
    [200, '{"status":"success","data":{"resultType":"vector"}}', 'malformed', 'result'],
    [200, '{"status":"success","data":{"resultType":"matrix","result":[]}}', 'refused', 'range'],
    [
      200,
      '{"status":"success","data":{"resultType":"string","result":[1,"x"]}}',
      'refused',
      'text',
    ],
    [
      200,
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}}',
      'malformed',
      'result.0',
    ],
  ])('%d with %j is %s', async (status, body, reason, said) => {
    const reading = await readCanary('count', () => [status, body]);
    expect(reading).toMatchObject({
      outcome: 'error',
      reason,
      detail: expect.stringContaining(said),
    });
    expect(reading).toMatchObject({ detail: expect.stringContaining('http://127.0.0.1:') });
  });

  test.each([
    [
      'https://user:hunter2@elsewhere.test/login?token=hunter2',
      'https://elsewhere.test/login?token=***',
    ],
    ['http://[', 'nowhere'],
  ])('a redirect to %s is not followed, but shown', async (location, shown) => {
    const url = await serve((_, answer) => answer.writeHead(302, { location }).end());
    const connection = { url, headers: {}, timeout: 5_000 };
    const answer = await createPrometheusClient(connection, {}).queryInstant('up', 0);
    expect(answer).toMatchObject({
      reason: 'refused',
      detail: expect.stringContaining(`answered 302 and points to ${shown}`),
    });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  test.each(['http://me:hunter2%zz@HOST', 'http://me:hunt%65r2@HOST'])(
    'the password in %s stays hidden',
    async (pattern) => {
      const url = await serve((_, answer) => answer.writeHead(418).end('hunter2%zz'));
      const address = pattern.replace('HOST', url.replace('http://', ''));
      const connection = { url: address, headers: {}, timeout: 5_000 };
      const answer = await createPrometheusClient(connection, {}).queryInstant('up', 0);
      expect(answer).toMatchObject({ outcome: 'error' });
      expect(JSON.stringify(answer)).not.toContain('hunter2');
    },
  );

  test('an answer that repeats the password does not spread it', async () => {
    const url = await serve((question, answer) => {
      const body = {
        status: 'error',
        errorType: 'bad_data',
        error: question.headers.authorization,
      };
      answer.writeHead(400).end(JSON.stringify(body));
    });
    const connection = { url, bearer: SECRET, headers: {}, timeout: 5_000 };
    const answer = await createPrometheusClient(connection, {}).queryInstant('up', 0);
    expect(answer).toMatchObject({ detail: expect.stringContaining('Bearer ***') });
  });
});
