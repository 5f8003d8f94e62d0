import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cumulate,
  nativeHistogram,
  type NativeBucket,
} from '../../../../src/adapters/metrics/prometheus/native.ts';
import { sampleIn } from '../rig.ts';
import { readCanary, vector } from './fake.ts';

type Rows = readonly (readonly [rule: number, lower: string, upper: string, count: string])[];

/** As Prometheus' HTTP API writes a histogram. */
function written(count: string, buckets: Rows): object {
  return { count, sum: '1', buckets };
}

function answer(...elements: readonly (readonly [labels: object, histogram: object])[]): string {
  const result = elements.map(([metric, histogram]) => ({ metric, histogram: [1_000, histogram] }));
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
}

const TWO = written('60', [
  [0, '0.0625', '0.125', '40'],
  [0, '0.25', '0.5', '20'],
]);

describe('a native histogram', () => {
  const counts = cumulate(nativeHistogram.parse(TWO));

  test.each([
    [2 ** -10, 0],
    [0.0625, 0],
    [0.125, 40],
    [2 ** -2.25, 40],
    [0.25, 40],
    [0.5, 60],
    [64, 60],
    [Number.POSITIVE_INFINITY, 60],
  ])('holds at most %d seconds: %d', (edge, count) => {
    expect(counts.get(edge)).toBe(count);
  });

  test('says nothing about the inside of a bucket', () => {
    expect(counts.has(2 ** -3.5)).toBe(false);
    expect(counts.has(2 ** -1.5)).toBe(false);
  });

  test('counts what is not above 0, and what is no number, as it should', () => {
    const strange = written('20', [
      [1, '-2', '-1', '3'],
      [3, '-1e-09', '1e-09', '4'],
      [0, '1', '2', '5'],
      [0, '1e+300', '+Inf', '6'],
    ]);
    const found = cumulate(nativeHistogram.parse(strange));
    expect([found.get(0.5), found.get(2), found.get(64), found.get(Infinity)]).toEqual([
      7, 12, 12, 20,
    ]);
  });

  test('has the ends of a wide bucket of zeros in place of edges within', () => {
    const found = cumulate(nativeHistogram.parse(written('9', [[3, '-0.003', '0.003', '9']])));
    expect([...found.keys()].slice(0, 2)).toEqual([0.003, 2 ** -8.25]);
    expect(found.get(0.003)).toBe(9);
  });

  test('has the same edges whatever it has observed, from resolution 2 on', () => {
    const octave = fc.integer({ min: -30, max: 12 });
    const histogram = fc.tuple(
      fc.integer({ min: 2, max: 8 }),
      fc.uniqueArray(fc.tuple(octave, fc.nat(255), fc.integer({ min: 1, max: 1_000 })), {
        maxLength: 20,
        selector: ([power, inner]) => `${power} ${inner}`,
      }),
    );
    const empty = [...cumulate({ count: 0, buckets: [] }).keys()];
    fc.assert(
      fc.property(histogram, ([schema, drawn]) => {
        const steps = 2 ** schema;
        const byIndex = new Map(
          drawn.map(([power, inner, count]) => [power * steps + (inner % steps), count]),
        );
        const buckets = [...byIndex].map(([index, count]) => bucketAt(index, steps, count));
        const parsed = nativeHistogram.parse({
          count: String(buckets.reduce((sum, { count }) => sum + count, 0)),
          buckets: buckets.map(({ lower, upper, count }) => [
            0,
            `${lower}`,
            `${upper}`,
            `${count}`,
          ]),
        });
        const found = cumulate(parsed);
        expect([...found.keys()]).toEqual(empty);
        for (const [edge, count] of found) {
          const below = buckets.filter(({ upper }) => upper <= edge * 1.000_001);
          expect(count).toBe(below.reduce((sum, one) => sum + one.count, 0));
        }
      }),
    );
  });
});

function bucketAt(index: number, steps: number, count: number): NativeBucket {
  return { lower: 2 ** ((index - 1) / steps), upper: 2 ** (index / steps), count };
}

describe('what is answered with native histograms', () => {
  test('is told apart by pods and added up', async () => {
    const reading = await readCanary('histogram', () =>
      answer([{ pod: 'a' }, TWO], [{ pod: 'b' }, written('5', [[0, '0.25', '0.5', '5']])]),
    );
    expect(reading).toMatchObject({ pods: { a: { kind: 'histogram' }, b: { kind: 'histogram' } } });
    const sample = sampleIn(reading);
    const buckets = typeof sample === 'object' && sample.kind === 'histogram' ? sample.buckets : [];
    expect(buckets.filter(({ le }) => [0.125, 0.5, Infinity].includes(le))).toEqual([
      { le: 0.125, count: 40 },
      { le: 0.5, count: 65 },
      { le: Infinity, count: 65 },
    ]);
  });

  test('is added to classic ones of other pods on the edges that both have', async () => {
    const reading = await readCanary('histogram', () =>
      JSON.stringify({
        status: 'success',
        data: {
          resultType: 'vector',
          result: [
            { metric: { pod: 'new' }, histogram: [1, TWO] },
            ...[
              ['0.1', '1'],
              ['0.5', '2'],
              ['+Inf', '3'],
            ].map(([le, count]) => ({ metric: { pod: 'old', le }, value: [1, count] })),
          ],
        },
      }),
    );
    expect(sampleIn(reading)).toEqual({
      kind: 'histogram',
      buckets: [
        { le: 0.5, count: 62 },
        { le: Infinity, count: 63 },
      ],
    });
  });

  test('is refused beside classic ones of the same pod, which would count twice', async () => {
    const reading = await readCanary('histogram', () =>
      JSON.stringify({
        status: 'success',
        data: {
          resultType: 'vector',
          result: [
            { metric: {}, histogram: [1, TWO] },
            { metric: { le: '+Inf' }, value: [1, '60'] },
          ],
        },
      }),
    );
    expect(reading).toMatchObject({
      reason: 'refused',
      detail: expect.stringContaining('ask for one'),
    });
  });

  test.each(['gauge', 'count'] as const)('is no %s', async (role) => {
    expect(await readCanary(role, () => answer([{}, TWO]))).toMatchObject({
      outcome: 'error',
      reason: 'refused',
      detail: expect.stringContaining('histogram_count(…)'),
    });
  });

  test.each([
    ['a rule that nobody knows', written('1', [[4, '0', '1', '1']])],
    ['an end that is no number', written('1', [[0, 'x', '1', '1']])],
  ])('is malformed with %s', async (_, histogram) => {
    expect(await readCanary('histogram', () => answer([{}, histogram]))).toMatchObject({
      outcome: 'error',
      reason: 'malformed',
    });
  });
});

describe('histograms of pods', () => {
  test('without an edge in common are no data', async () => {
    const reading = await readCanary('histogram', () =>
      vector([
        [{ pod: 'a', le: '0.1' }, '1'],
        [{ pod: 'a', le: '+Inf' }, '2'],
        [{ pod: 'b', le: '0.2' }, '1'],
        [{ pod: 'b', le: '+Inf' }, '2'],
      ]),
    );
    expect(reading).toMatchObject({
      outcome: 'no-data',
      reason: 'partial',
      detail: expect.stringContaining('no bucket edge in common'),
    });
  });
});
