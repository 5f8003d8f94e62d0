import { describe, expect, test } from 'vitest';
import { play } from './play.ts';

const PAGE = 'requests_total{code="200"} 5\norders_total 3\n';

/** The canary's reading of these errors beside all requests, of a page that has grown by ten. */
async function read(events: string, declared = '') {
  const pages = [`${declared}${PAGE}`, `${declared}${PAGE.replace(' 5', ' 15')}`];
  const scenes = pages.map((page) => ({ canary: [page], stable: [page] }));
  const { results } = await play({ role: 'proportion', events, total: 'requests_total' }, scenes);
  return results[1]?.canary;
}

const NONE = { outcome: 'sample', sample: { kind: 'proportion', events: 0, total: 10 } };

describe('errors that no page shows', () => {
  test.each([
    ['of a metric that is there', 'requests_total{code="500"}', ''],
    ['of a metric of their own, which comes with the first', 'failures_total', ''],
    ['of one that differs in a sign', 'orderZ_total', ''],
    ['of one that differs in more', 'order_total_s', ''],
    [
      'of one that is named almost like another',
      'requests_totals',
      '# TYPE requests_totals counter\n',
    ],
    ['of one that is named without its end', 'request_total', '# TYPE request counter\n'],
  ])('are none: %s', async (_, events, declared) => {
    expect(await read(events, declared)).toMatchObject(NONE);
  });

  test.each(['request_total{code="500"}', 'requests_totla', 'oders_total'])(
    'are unknown where they are likely misspelt: %s',
    async (events) => {
      expect(await read(events)).toMatchObject({
        outcome: 'no-data',
        reason: 'no-series',
        detail: expect.stringMatching(/did you mean (?:requests|orders)_total\?/),
      });
    },
  );
});
