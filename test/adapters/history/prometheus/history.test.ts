import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createHistory } from '../../../../src/adapters/history/history.ts';
import type { PrometheusSource, Queries } from '../../../../src/core/plan/plan.ts';
import type { HistoryAnswer } from '../../../../src/ports/history.ts';
import { serve } from '../../http/server.ts';
import { metricOf, SECRET, VERSIONS } from '../../metrics/rig.ts';
import { QUERIES } from '../../metrics/prometheus/fake.ts';

type Labels = Readonly<Record<string, string>>;
type Series = readonly [
  labels: Labels,
  points: readonly (readonly [second: number, value: string])[],
];

const matrix = (series: readonly Series[]): string =>
  JSON.stringify({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: series.map(([metric, values]) => ({ metric, values })),
    },
  });

/** Three minutes that end at 60, 120 and 180 s. */
async function read(
  role: Queries['role'],
  answers: (form: URLSearchParams) => string,
  change: Partial<PrometheusSource> = {},
  names: readonly string[] = ['events', 'total', 'buckets', 'gauge', 'count'],
): Promise<{ readonly answer: HistoryAnswer; readonly asked: readonly URLSearchParams[] }> {
  const asked: URLSearchParams[] = [];
  const url = await serve(async (question, answer) => {
    if (question.url?.includes('/label/') === true) {
      answer.end(JSON.stringify({ status: 'success', data: names }));
      return;
    }
    const form = new URLSearchParams(await text(question));
    asked.push(form);
    answer.end(answers(form));
  });
  const history = createHistory({ versions: VERSIONS, environment: {} });
  const connection = { url, headers: {}, timeout: 5_000 };
  const source: PrometheusSource = {
    kind: 'prometheus',
    connection,
    queries: QUERIES[role],
    ...change,
  };
  const request = { arm: 'baseline', first: 60_000, step: 60_000, count: 3 } as const;
  const answer = await history.read({ metric: metricOf(role, source), ...request });
  return { answer, asked };
}

function readingsOf({ answer }: Awaited<ReturnType<typeof read>>) {
  if (answer.outcome !== 'obtained') throw new Error(answer.detail);
  return answer.readings;
}

describe('the history in Prometheus', () => {
  it('is asked for once per query, for every interval at once', async () => {
    const { asked, answer } = await read('proportion', () => matrix([[{}, [[60, '5']]]]));
    expect(asked.map((form) => form.get('query'))).toEqual([
      'events{version="v1"}[60s]',
      'total{version="v1"}[60s]',
    ]);
    for (const form of asked) {
      expect([form.get('start'), form.get('end'), form.get('step')]).toEqual([
        '60.000',
        '180.000',
        '60.000',
      ]);
    }
    expect(answer).toMatchObject({ outcome: 'obtained', requests: 2, values: 2 });
  });

  it('is what looks at those moments would have been, gaps included', async () => {
    const found = await read('proportion', (form) =>
      form.get('query')?.startsWith('events') === true
        ? matrix([[{ pod: 'a' }, [[180, '3']]]])
        : matrix([
            [
              { pod: 'a' },
              [
                [60, '100'],
                [180, '110'],
              ],
            ],
            [
              { pod: 'b' },
              [
                [60, '50'],
                [180, 'NaN'],
              ],
            ],
          ]),
    );
    expect(readingsOf(found)).toMatchObject([
      {
        outcome: 'sample',
        sample: { kind: 'proportion', events: 0, total: 150 },
        pods: { a: { total: 100 }, b: { total: 50 } },
      },
      { outcome: 'no-data', reason: 'no-series' },
      { outcome: 'no-data', reason: 'not-a-number' },
    ]);
  });

  it('puts histograms together from their buckets', async () => {
    const found = await read('histogram', () =>
      matrix([
        [
          { le: '0.1' },
          [
            [60, '5'],
            [120, '6'],
          ],
        ],
        [
          { le: '+Inf' },
          [
            [60, '10'],
            [120, '12'],
          ],
        ],
      ]),
    );
    expect(readingsOf(found).map(({ outcome }) => outcome)).toEqual([
      'sample',
      'sample',
      'no-data',
    ]);
  });

  it('takes no series of errors for none only where there could be some', async () => {
    const onlyTotal = (form: URLSearchParams) =>
      form.get('query')?.startsWith('total') === true ? matrix([[{}, [[60, '9']]]]) : matrix([]);
    expect(readingsOf(await read('proportion', onlyTotal))[0]).toMatchObject({
      sample: { events: 0, total: 9 },
    });
    const misspelt = readingsOf(await read('proportion', onlyTotal, {}, ['total', 'event']));
    expect(misspelt[0]).toMatchObject({ outcome: 'no-data', reason: 'no-series' });
  });

  it.each([
    [
      'an error',
      JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'no' }),
      'refused',
    ],
    ['a login page', '<html>', 'malformed'],
    [
      'a partial answer',
      JSON.stringify({
        status: 'success',
        warnings: ['a store is away'],
        data: { resultType: 'matrix', result: [] },
      }),
      'partial',
    ],
  ])('fails on %s', async (_, body, reason) => {
    expect((await read('count', () => body)).answer).toMatchObject({ outcome: 'failed', reason });
  });

  it('never shows a password', async () => {
    const connection = { url: `http://me:${SECRET}@127.0.0.1:1`, headers: {}, timeout: 1_000 };
    const { answer } = await read('count', () => '', { connection });
    expect(answer).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  });
});

it('what knows only the present has no history', async () => {
  const history = createHistory({ versions: VERSIONS, environment: {} });
  const metric = metricOf('count', { kind: 'command', run: './count.sh', timeout: 1_000 });
  const request = { metric, arm: 'baseline', first: 0, step: 60_000, count: 1 } as const;
  expect(await history.read(request)).toMatchObject({ outcome: 'failed', reason: 'no-past' });
});
