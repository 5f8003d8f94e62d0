import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePlant, type Plant } from '../../src/core/backtest/plant.ts';
import type { BacktestReport } from '../../src/core/backtest/report.ts';
import type { BacktestRequest } from '../../src/core/backtest/request.ts';
import { printBacktest } from '../../src/core/backtest/text.ts';
import type { PlanDocument } from '../../src/drivers/assignment.ts';
import { backtest } from '../../src/wiring/backtest/backtest.ts';
import { openHistory } from '../../src/wiring/backtest/open-history.ts';
import { foreseeFromHistory } from '../../src/wiring/backtest/sight.ts';
import { document } from '../core/plans.ts';
import { importPast, type Past, writePast } from './harness/past.ts';
import { type Prometheus, startPrometheus } from './harness/prometheus.ts';
import { makeScratch, type Scratch } from './harness/scratch.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A Monday. */
const START = Date.UTC(2026, 0, 12);
const INCIDENT = START + 2 * DAY + 14 * HOUR + 3 * MINUTE;

/** Four days of eight pods that differ; on the third a release fails six times as often, from 14:03 on. */
const PAST: Past = {
  from: START,
  to: START + 4 * DAY,
  scrape: 30_000,
  stable: { name: 'v1', pods: 8, requests: 5 },
  canary: {
    name: 'v2',
    pods: 1,
    requests: 5,
    from: START + 2 * DAY + 13.5 * HOUR,
    to: START + 2 * DAY + 15 * HOUR,
  },
  incident: { at: INCIDENT, times: 6 },
  gap: { from: START + DAY + 3 * HOUR, to: START + DAY + 3.5 * HOUR },
};

let scratch: Scratch;
let prometheus: Prometheus;
let plan: PlanDocument;

beforeAll(async () => {
  scratch = await makeScratch('past');
  const text = `${scratch.path}/past.txt`;
  await writePast(text, PAST);
  prometheus = await startPrometheus({
    scrapeTargets: [],
    fill: (database) => importPast(text, database),
  });
  plan = document(planFor(prometheus.url));
}, 480_000);

afterAll(async () => {
  await prometheus.close();
  await scratch.close();
});

const planFor = (url: string) => `version: 1
name: shop
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
connections: { prometheus: { url: '${url}' } }
analysis: { interval: 2m, window: 10m, failureLimit: 1 }
metrics:
  error-rate:
    prometheus:
      failures: sum by (pod) (increase(http_requests_total{version="$version",code=~"5.."}[$window]))
      total: sum by (pod) (increase(http_requests_total{version="$version"}[$window]))
  latency-p95:
    prometheus:
      histogram: sum by (le, pod) (increase(http_request_duration_seconds_bucket{version="$version"}[$window]))
      quantile: 0.95
phases:
  - name: Canary
    weight: 10%
    bake: 1h
    criteria: ['error-rate: no significant increase', latency-p95 < baseline * 1.5]
  - { name: Everybody, weight: 100%, bake: 1h }
rollback: [error-rate > 4%]
`;

async function replay(
  change: Partial<BacktestRequest>,
  document_ = plan,
): Promise<BacktestReport | string> {
  const history = openHistory(document_.plan, {});
  if (typeof history === 'string') throw new Error(history);
  return backtest(
    document_,
    { period: { from: START + HOUR, to: START + 4 * DAY }, plants: [], seed: 1, ...change },
    {
      history,
      pace: () => Promise.resolve(),
      progress: () => {},
      cancelled: new AbortController().signal,
    },
  );
}

async function report(change: Partial<BacktestRequest>): Promise<BacktestReport> {
  const found = await replay(change);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('a backtest against a real Prometheus', { timeout: 480_000 }, () => {
  it('finds the incident, counts the false alarms of the quiet days, and says where nothing is known', async () => {
    const found = await report({ incident: INCIDENT, every: 2 * HOUR });
    const { incident, quiet } = found;

    expect(incident).toMatchObject({
      arms: 'recorded',
      start: PAST.canary.from,
      end: 'went-back',
      criterion: 'error-rate: no significant increase',
    });
    expect(incident?.share).toSatisfy((share: number) => share > 0.08 && share < 0.14);
    const minutes = ((incident?.at ?? 0) - INCIDENT) / MINUTE;
    expect(minutes).toSatisfy((after: number) => after > 0 && after <= 15);

    expect(quiet.days).toBeCloseTo(3 - 1 / 24, 2);
    const [canary, everybody] = quiet.phases;
    expect(canary).toMatchObject({ starts: 36, withoutData: 1, falseAlarms: { count: 0 } });
    expect(canary?.falseAlarms.range.high).toBeCloseTo(0.103, 2);
    expect(everybody).toMatchObject({ starts: 36, falseAlarms: { count: 0 } });

    const [errors] = found.history;
    expect(errors).toMatchObject({ metric: 'error-rate', pods: { fewest: 8, most: 8 } });
    expect(errors?.missing).toSatisfy((count: number) => count >= 13 && count <= 15);
    expect(errors?.longestGap?.from).toSatisfy(
      (at: number) => Math.abs(at - PAST.gap.from) <= 4 * MINUTE,
    );
    expect(found.requests).toBeLessThan(80);
    expect(found.sentence).toMatch(
      /^It would have gone back at 2026-01-14 14:\d\d, \d+ minutes after the onset, on `error-rate: no significant increase`; in the 3 quiet days it would have cried wolf 0 times in [67]\d starts/,
    );
    expect(printBacktest(found, plan.plan).join('\n')).toContain('the longest 30m from');
  });

  it('finds what is planted, and the more of it the sooner', async () => {
    const plants = ['error-rate=x2@30m', 'error-rate=x8@30m'].map(
      (text) => parsePlant(text) as Plant,
    );
    const period = { from: START + HOUR, to: START + 13 * HOUR };
    const { planted, quiet } = await report({ plants, period });
    const [small, large] = planted.map(({ phases }) => phases[0]);
    expect(quiet.phases[0]?.falseAlarms.count).toBe(0);
    expect(large?.caught).toMatchObject({ count: large?.caught.of });
    expect(large?.minutes?.median).toBeLessThan(15);
    expect(small?.caught.count).toBeLessThan(large?.caught.count ?? 0);
    expect(large?.by[0]?.sentence).toBe('error-rate: no significant increase');
  });

  it('says the same again with the same seed', async () => {
    const change = { period: { from: START + HOUR, to: START + 4 * HOUR } };
    expect(await report(change)).toEqual(await report(change));
  });

  it('foresees what each sentence can see at that traffic, in a request for each query', async () => {
    const history = openHistory(plan.plan, {});
    if (typeof history === 'string') throw new Error(history);
    const period = { from: START, to: START + 4 * DAY };
    const sight = await foreseeFromHistory(plan.plan, period, history, () => Promise.resolve());
    if (typeof sight === 'string') throw new Error(sight);
    expect(sight.requests).toBe(3);
    const errors = sight.usual.get('error-rate');
    expect(errors).toMatchObject({ kind: 'proportion' });
    if (errors?.kind !== 'proportion') return;
    expect(errors.perSecond).toSatisfy((found: number) => found > 30 && found < 50);
    expect(errors.rate).toBeCloseTo(0.005, 3);
    const [significant] = sight.foreseen;
    expect(significant?.detectable).toSatisfy((found: number) => found > 1.5 && found < 3);
    expect(sight.inQuiet?.[0]?.detectable).toBeGreaterThan(significant?.detectable ?? 0);
  });

  it('tells what is wrong with a Prometheus that does not answer', async () => {
    const away = document(planFor('http://user:hunter2secret@127.0.0.1:1'));
    const found = await replay({}, away);
    expect(found).toContain('127.0.0.1:1');
    expect(found).toContain('nothing listens there');
    expect(found).not.toContain('hunter2secret');
  });
});
