import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateSources } from '../../src/adapters/gates/sources.ts';
import type { ErrorBudgetGate } from '../../src/core/plan/plan.ts';
import { errorBudgetGate } from '../adapters/gates/plan.ts';
import { importPast } from './harness/past.ts';
import { startPrometheus, type Prometheus } from './harness/prometheus.ts';
import { makeScratch } from './harness/scratch.ts';

const MINUTE = 60_000;
const END = Date.UTC(2026, 9, 1);
const DAYS = 31;

/**
 * A thousand requests a minute, of which one fails every other minute: half of what 99.9% allows. In the last half
 * hour three fail every minute, and twelve in the last five minutes.
 */
function failuresIn(minutesBeforeEnd: number): number {
  if (minutesBeforeEnd < 5) return 12;
  if (minutesBeforeEnd < 30) return 3;
  return minutesBeforeEnd % 2;
}

function writeMonth(): string {
  let failed = 0;
  let all = 0;
  const lines = { all: '', failed: '' };
  for (let left = DAYS * 1_440; left >= 0; left -= 1) {
    const seconds = END / 1_000 - left * 60;
    lines.all += `requests_total ${all} ${seconds}\n`;
    lines.failed += `errors_total ${failed} ${seconds}\n`;
    all += 1_000;
    failed += failuresIn(left - 1);
  }
  const types = ['# TYPE requests counter\n', '# TYPE errors counter\n'];
  return `${types[0]}${lines.all}${types[1]}${lines.failed}# EOF\n`;
}

let prometheus: Prometheus;
let close: () => unknown;

beforeAll(async () => {
  const scratch = await makeScratch('error-budget');
  close = () => scratch.close();
  const text = `${scratch.path}/month.txt`;
  await writeFile(text, writeMonth());
  prometheus = await startPrometheus({
    scrapeTargets: [],
    fill: (database) => importPast(text, database),
  });
}, 240_000);

afterAll(async () => {
  await prometheus.close();
  await close();
});

const queries = {
  failures: 'sum(increase(errors_total[$window]))',
  total: 'sum(increase(requests_total[$window]))',
};

function look(minutesBeforeEnd: number, change: Partial<ErrorBudgetGate> = {}) {
  const gate = errorBudgetGate(prometheus.url, { queries, ...change });
  return createGateSources({ environment: {} }).evaluate(gate, END - minutesBeforeEnd * MINUTE);
}

describe('an error budget on the real Prometheus', () => {
  it('is open in quiet times: half of the budget is left, and it burns at half the rate', async () => {
    expect(await look(60)).toMatchObject({
      outcome: 'open',
      found: expect.stringMatching(
        /^50% of the budget is left, burning 0\.[456]\d*x over 5m, burning 0\.5\d*x over 30m$/,
      ),
    });
  });

  it('is shut while it burns fast, by the windows that see it', async () => {
    // 3 x 1 over the last 24 minutes, 0.5 x 1 over the six before: 2.5x over 30 m.
    expect(await look(6)).toMatchObject({
      outcome: 'open',
      found: expect.stringMatching(/burning 3x over 5m, burning 2\.[4-6]\d*x over 30m$/),
    });
    // (25 x 3 + 5 x 12) / 30 = 4.5x over 30 m.
    expect(await look(0)).toMatchObject({
      outcome: 'shut',
      found: expect.stringMatching(/^burning 12x over 5m, burning 4\.[4-6]\d*x over 30m$/),
    });
    const pair = [{ text: '4x over 1h and 5m', factor: 4, windows: [60 * MINUTE, 5 * MINUTE] }];
    // (30 x 0.5 + 25 x 3 + 5 x 12) / 60 = 2.5x over the hour: not long enough to matter.
    expect(await look(0, { burn: pair })).toMatchObject({ outcome: 'open' });
  });

  it('is shut where less is left than wanted', async () => {
    const remaining = { operator: '>=', value: 0.6 } as const;
    expect(await look(60, { remaining })).toMatchObject({
      outcome: 'shut',
      found: '50% of the budget is left',
    });
  });

  it.each<[string, Partial<ErrorBudgetGate>, RegExp]>([
    [
      'a metric nobody has seen',
      { queries: { ...queries, failures: 'sum(increase(eror_total[$window]))' } },
      /never seen a metric eror_total.*errors_total/,
    ],
    [
      'no query',
      { queries: { ...queries, total: 'sum(increase(requests_total[$window])' } },
      /over 30d: .*parse error|bad_data/,
    ],
    [
      'one version',
      { queries: { ...queries, total: 'sum(increase(requests_total{v="$version"}[$window]))' } },
      /cannot be bound/,
    ],
  ])('is broken by %s', async (_, change, found) => {
    expect(await look(60, change)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
    });
  });

  it('is broken where the data ended before', async () => {
    expect(await look(-60)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(/^over (5m|30m): /),
    });
  });
});
