import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricNames } from '../../../../src/core/plan/query/names.ts';
import { tokensOf } from '../../../../src/core/plan/query/token.ts';

describe('the metrics that a query names', () => {
  test.each([
    ['errors_total', ['errors_total']],
    ['sum(increase(errors_total{code=~"5.."}[$window]))', ['errors_total']],
    ['sum by (pod) (increase(job:errors:sum[5m] offset 1h))', ['job:errors:sum']],
    ['sum(a{x="b"}) without (c) / on (d, e) group_left (f) g', ['a', 'g']],
    ['a unless a offset 60s or vector(0)', ['a']],
    ['count by(le)(h_bucket) + 1.5e3 * inf', ['h_bucket']],
    ['topk(3, rate(a[1m:30s])) > bool 2 and b @ start()', ['a', 'b']],
    ['{__name__=~"a|b"}', []],
    ['"a" == `b` # c', []],
    ['', []],
    ['sum(a{v="', ['a']],
  ])('of %s', (query, names) => {
    expect(metricNames(query)).toEqual(names);
  });

  test('are found in any text without going astray, and no part of it is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (query) => {
        metricNames(query);
        expect(
          tokensOf(query)
            .map(({ text }) => text)
            .join(''),
        ).toBe(query);
      }),
    );
  });
});
