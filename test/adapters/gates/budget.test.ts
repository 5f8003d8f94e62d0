import { describe, expect, it } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import { serve } from '../http/server.ts';
import { errorBudgetGate } from './plan.ts';

/** Failures and requests by the length of their window in seconds. */
type Counts = Readonly<Record<number, readonly [failures: string | undefined, total: string]>>;

const MONTH = 30 * 86_400;

async function look(counts: Counts, change: Parameters<typeof errorBudgetGate>[1] = {}) {
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const query = new URLSearchParams(body).get('query') ?? '';
      const seconds = Number(/\[(\d+)s\]/.exec(query)?.[1]);
      const [failures, total] = counts[seconds] ?? [undefined, undefined];
      const value = query.includes('errors') ? failures : total;
      const result = value === undefined ? [] : [{ metric: {}, value: [1, value] }];
      const names = ['errors', 'requests'];
      const data = request.url?.includes('label') ? names : { resultType: 'vector', result };
      response.end(JSON.stringify({ status: 'success', data }));
    });
  });
  return createGateSources({ environment: {} }).evaluate(errorBudgetGate(url, change), 0);
}

const HEALTHY: Counts = {
  [MONTH]: ['400', '1000000'],
  3600: ['4', '4000'],
  1800: ['2', '1000'],
  300: ['1', '200'],
};

describe('an error budget', () => {
  it('is open, and says what is left and how fast it goes', async () => {
    expect(await look(HEALTHY)).toMatchObject({
      outcome: 'open',
      found: '60% of the budget is left, burning 5x over 5m, burning 2x over 30m',
      wanted:
        '>= 10% of the budget left (99.9% over 30d), at most 10x over 5m, at most 3x over 30m',
    });
  });

  it.each<[string, Counts, string]>([
    ['fast', { ...HEALTHY, 300: ['3', '200'] }, 'burning 15x over 5m'],
    ['long', { ...HEALTHY, 1800: ['4', '1000'] }, 'burning 4x over 30m'],
    [
      'both',
      { ...HEALTHY, 300: ['3', '200'], 1800: ['4', '1000'] },
      'burning 15x over 5m, burning 4x over 30m',
    ],
    ['little left', { ...HEALTHY, [MONTH]: ['950', '1000000'] }, '5% of the budget is left'],
    ['overspent', { ...HEALTHY, [MONTH]: ['1500', '1000000'] }, '-50% of the budget is left'],
  ])('is shut: %s', async (_, counts, found) => {
    expect(await look(counts)).toMatchObject({
      outcome: 'shut',
      found,
      remedy: expect.stringMatching(/wait until/),
    });
  });

  it.each<[string, Counts]>([
    ['exactly at a limit', { ...HEALTHY, 300: ['2', '200'] }],
    ['exactly what must be left', { ...HEALTHY, [MONTH]: ['900', '1000000'] }],
    ['no series of failures, of a metric that is known', { ...HEALTHY, 300: [undefined, '200'] }],
  ])('is open: %s', async (_, counts) => {
    expect(await look(counts)).toMatchObject({ outcome: 'open' });
  });

  it('takes two windows for exceeded only together', async () => {
    const burn = [{ text: '4x over 1h and 5m', factor: 4, windows: [3_600_000, 300_000] }];
    expect(await look(HEALTHY, { burn })).toMatchObject({
      outcome: 'open',
      found: expect.stringContaining('burning 1x over 1h and burning 5x over 5m'),
    });
    const long = { ...HEALTHY, 3600: ['20', '4000'] } as const;
    expect(await look(long, { burn })).toMatchObject({
      outcome: 'shut',
      found: 'burning 5x over 1h and burning 5x over 5m',
    });
    expect(await look({ ...long, 300: ['0', '200'] }, { burn })).toMatchObject({ outcome: 'open' });
  });

  it.each<[string, Counts, RegExp]>([
    ['no requests in a window', { ...HEALTHY, 300: ['0', '0'] }, /over 5m: there were no requests/],
    [
      'no series of the total',
      { ...HEALTHY, [MONTH]: [undefined, undefined as never] },
      /over 30d: .* knows no series/,
    ],
    ['no number', { ...HEALTHY, 1800: ['NaN', '100'] }, /over 30m: .*NaN/],
    ['more failures than requests', { ...HEALTHY, 300: ['900', '200'] }, /over 5m: .*swapped/],
    ['fewer than none', { ...HEALTHY, 300: ['-5', '200'] }, /over 5m: .*gauge/],
  ])('is broken: %s', async (_, counts, found) => {
    expect(await look(counts)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
    });
  });
});
