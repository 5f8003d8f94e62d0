import { describe, expect, it } from 'vitest';
import { parsePlant, type Plant } from '../../../src/core/backtest/plant.ts';
import type { BacktestReport } from '../../../src/core/backtest/report.ts';
import type { BacktestRequest } from '../../../src/core/backtest/request.ts';
import { describeBacktest } from '../../../src/core/backtest/result.ts';
import { printBacktest } from '../../../src/core/backtest/text.ts';
import type { ArmReading, Sample } from '../../../src/core/measurement.ts';
import { createRandom, drawBinomial } from '../../../src/core/simulation/random.ts';
import type { PlanDocument } from '../../../src/drivers/assignment.ts';
import type { History, HistoryAnswer, HistoryRequest } from '../../../src/ports/history.ts';
import { backtest } from '../../../src/wiring/backtest/backtest.ts';
import { document } from '../../core/plans.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 12);

const PLAN = document(`version: 1
name: shop
environment: production
target:
  haproxy: { socket: 127.0.0.1:9999, backend: shop, stable: v1, canary: v2 }
connections: { prometheus: { url: 'http://127.0.0.1:9090' } }
analysis: { interval: 5m }
metrics:
  errors:
    prometheus: { failures: 'sum(increase(f{v="$version"}[$window]))', total: 'sum(increase(t{v="$version"}[$window]))' }
  orders: { command: { run: ./orders.sh, kind: count } }
phases:
  - { name: Canary, weight: 10%, bake: 1h, criteria: [errors < 3%, 'errors: no significant increase', 'orders > 1/s: warn'] }
  - { name: Everybody, weight: 100%, bake: 30m, criteria: [errors < 3%] }
`);

const INCIDENT = START + 2 * DAY + 14 * HOUR;

/** A metric over time: 1% of 6,000 requests in five minutes, and what is otherwise. */
type Course = (at: number, arm: HistoryRequest['arm']) => number | undefined;

const steady: Course = (_, arm) => (arm === 'baseline' ? 0.01 : undefined);

/** The past as a provider would tell it; the same interval is always told the same. */
function historyOf(course: Course) {
  const asked: HistoryRequest[] = [];
  const read = (request: HistoryRequest): Promise<HistoryAnswer> => {
    asked.push(request);
    const { arm, first, step, count } = request;
    const readings = Array.from({ length: count }, (_, index) =>
      readingOf(course(first + index * step, arm), arm, first + index * step, step),
    );
    return Promise.resolve({ outcome: 'obtained', readings, values: 2 * count, requests: 2 });
  };
  return { asked, read } satisfies History & { asked: HistoryRequest[] };
}

function readingOf(
  rate: number | undefined,
  arm: HistoryRequest['arm'],
  at: number,
  step: number,
): ArmReading {
  if (rate === undefined) return { outcome: 'no-data', reason: 'no-series', detail: 'nothing' };
  const total = (step / 1000) * (arm === 'canary' ? 2 : 20);
  const random = createRandom(at / 1000 + (arm === 'canary' ? 1 : 0));
  const sample: Sample = { kind: 'proportion', events: drawBinomial(random, total, rate), total };
  return { outcome: 'sample', sample };
}

function replay(
  course: Course | History,
  change: Partial<BacktestRequest> = {},
  plan: PlanDocument = PLAN,
  cancelled = new AbortController().signal,
): Promise<BacktestReport | string> {
  return backtest(
    plan,
    {
      period: { from: START, to: START + 4 * DAY },
      plants: [],
      seed: 1,
      every: 4 * HOUR,
      ...change,
    },
    {
      history: typeof course === 'function' ? historyOf(course) : course,
      pace: () => Promise.resolve(),
      progress: () => {},
      cancelled,
    },
  );
}

async function report(...call: Parameters<typeof replay>): Promise<BacktestReport> {
  const found = await replay(...call);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

const plant = (text: string) => parsePlant(text) as Plant;

describe('quiet days', { timeout: 60_000 }, () => {
  it('are counted by phase and by sentence, and what has no past is left out', async () => {
    const { quiet, leftOut, sentence, history, advice } = await report(steady);
    expect(quiet.phases).toMatchObject([
      {
        phase: 'Canary',
        starts: 24,
        passed: 24,
        falseAlarms: { count: 0, of: 24, independent: 24 },
      },
      { phase: 'Everybody', starts: 24, passed: 24, falseAlarms: { count: 0 } },
    ]);
    expect(quiet.sentences.map(({ sentence: text }) => text)).toEqual([
      'errors < 3%',
      'errors: no significant increase',
    ]);
    expect(leftOut).toEqual([{ metric: 'orders', why: 'command knows only the present' }]);
    expect(history).toMatchObject([{ metric: 'errors', missing: 0 }]);
    expect(sentence).toBe(
      'In the 4 quiet days it would have cried wolf 0 times in 48 starts (at most 14% in any phase, with 95% confidence).',
    );
    expect(advice).toEqual([]);
  });

  it('name the sentence that cries wolf, and the limit that would not', async () => {
    const tight = document(PLAN.text.replaceAll('errors < 3%', 'errors < 1%'));
    const { quiet, advice } = await report(steady, {}, tight);
    expect(quiet.phases[0]?.falseAlarms.count).toBeGreaterThan(12);
    const [limit] = quiet.sentences;
    expect(limit).toMatchObject({ sentence: 'errors < 1%', noise: { kind: 'value' } });
    expect(limit?.noise?.most).toBeGreaterThan(0.01);
    expect(advice[0]).toMatch(
      /`errors < 1%` was broken in \d+ of 48 quiet starts: healthy looks reach/,
    );
  });

  it('take overlapping starts for no more evidence than they are', async () => {
    const period = { from: START, to: START + DAY / 2 };
    const { quiet } = await report(steady, { every: 30 * MINUTE, period });
    const [canary] = quiet.phases;
    expect(canary?.starts).toBe(23);
    expect(canary?.falseAlarms.independent).toBe(12);
  });

  it('never take a gap for health', async () => {
    const gap = { from: START + DAY + 3.5 * HOUR, to: START + DAY + 5 * HOUR };
    const { quiet, history, sentence } = await report((at, arm) =>
      at > gap.from && at <= gap.to ? undefined : steady(at, arm),
    );
    expect(history[0]).toMatchObject({ missing: 18, longestGap: gap });
    expect(quiet.phases[0]).toMatchObject({
      starts: 24,
      passed: 23,
      withoutData: 1,
      unanswered: 0,
    });
    expect(quiet.phases[0]?.falseAlarms.of).toBe(23);
    expect(sentence).toContain('in 46 starts');
  });

  it('without any answer are no proof of silence', async () => {
    const { quiet, sentence } = await report(() => undefined);
    expect(quiet.phases[0]).toMatchObject({ passed: 0, withoutData: 24, falseAlarms: { of: 0 } });
    expect(quiet.phases[0]?.falseAlarms.range).toEqual({ low: 0, high: 1 });
    expect(sentence).toContain('no phase came to an answer');
  });

  it('are the same again with the same seed, and differ with another', async () => {
    const period = { from: START, to: START + DAY };
    const first = await report(steady, { period });
    expect(await report(steady, { period })).toEqual(first);
    const other = await report(steady, { seed: 2, period });
    expect(other.quiet.sentences[0]?.noise).not.toEqual(first.quiet.sentences[0]?.noise);
  });
});

describe('what is planted', { timeout: 60_000 }, () => {
  it('is caught after it began, sooner when there is more of it', async () => {
    const plants = [plant('errors=x3@20m'), plant('errors=x10@20m')];
    const { planted } = await report(steady, { plants });
    const [little, much] = planted.map(({ phases }) => phases[0]);
    expect(much?.caught).toMatchObject({ count: 24, of: 24 });
    expect(much?.minutes?.median).toBeLessThan(little?.minutes?.median ?? 0);
    expect(little?.minutes?.median).toBeGreaterThan(0);
    expect(much?.by[0]).toEqual({ sentence: 'errors < 3%', count: 24 });
  });

  it('is only what is asked for: a metric that is not named stays as it was', async () => {
    const { planted, quiet } = await report(steady, { plants: [plant('orders=x5')] });
    expect(planted[0]?.phases.map(({ caught }) => caught.count)).toEqual([0, 0]);
    expect(quiet.phases[0]?.falseAlarms.count).toBe(0);
  });
});

describe('an incident', { timeout: 60_000 }, () => {
  it('that came with a canary is replayed as it was recorded', async () => {
    const from = INCIDENT - 35 * MINUTE;
    const { incident, quiet } = await report(
      (at, arm) => {
        if (arm === 'baseline') return 0.01;
        if (at <= from || at > INCIDENT + HOUR) return undefined;
        return at > INCIDENT ? 0.1 : 0.01;
      },
      { incident: INCIDENT },
    );
    expect(incident).toMatchObject({
      arms: 'recorded',
      start: from,
      end: 'went-back',
      at: INCIDENT + 5 * MINUTE,
      criterion: 'errors < 3%',
    });
    expect(incident?.share).toBeCloseTo(1 / 11, 2);
    expect(quiet.days).toBe(3);
  });

  it('without a canary plays both versions by the same traffic, so limits alone can see it', async () => {
    const course: Course = (at, arm) => {
      if (arm === 'canary') return undefined;
      return at > INCIDENT && at < INCIDENT + 2 * HOUR ? 0.2 : 0.01;
    };
    const found = await report(course, { incident: INCIDENT });
    expect(found.incident).toMatchObject({
      arms: 'split',
      start: INCIDENT - 30 * MINUTE,
      end: 'went-back',
      criterion: 'errors < 3%',
    });
    expect(printBacktest(found, PLAN.plan).join('\n')).toContain('no canary was recorded then');
  });

  it('that the plan would have missed is said as such', async () => {
    const found = await report(steady, { incident: INCIDENT, began: INCIDENT - 10 * MINUTE });
    expect(found.incident).toMatchObject({ end: 'passed', start: INCIDENT - 10 * MINUTE });
    expect(found.sentence).toMatch(/^It would NOT have gone back: .* after the onset; in the 3/);
    expect(describeBacktest(found, PLAN.plan)).toMatchObject({
      schema: 1,
      incident: { caught: false, onset: '2026-01-14T14:00:00.000Z' },
    });
  });
});

describe('what is asked of the provider', { timeout: 60_000 }, () => {
  it('is little, each interval once, nothing beyond the period', async () => {
    const history = historyOf(steady);
    await report(history);
    const looks = history.asked.filter(({ step }) => step === 5 * MINUTE);
    expect(looks.length).toBeLessThan(6);
    const ends = looks.flatMap(({ first, step, count }) =>
      Array.from({ length: count }, (_, index) => first + index * step),
    );
    expect(new Set(ends).size).toBe(ends.length);
    expect(Math.max(...ends)).toBeLessThanOrEqual(START + 4 * DAY);
  });

  it('becomes less at a time where the answer is too much', async () => {
    const history = historyOf(steady);
    const limited: History = {
      read: async (request) =>
        request.count > 20
          ? { outcome: 'failed', reason: 'timeout', detail: 'too slow' }
          : history.read(request),
    };
    const { quiet } = await report(limited);
    expect(quiet.phases[0]?.passed).toBe(24);
  });

  it.each([
    ['unreachable', 'nobody there'],
    ['unauthorized', 'check the credentials'],
    ['partial', 'data is incomplete'],
    ['timeout', 'too slow'],
  ] as const)('is an error when it is %s', async (reason, detail) => {
    const history: History = { read: async () => ({ outcome: 'failed', reason, detail }) };
    expect(await replay(history)).toBe(`errors: ${detail}`);
  });

  it('is an error when a single moment of it is broken', async () => {
    const broken: ArmReading = { outcome: 'error', reason: 'refused', detail: 'a broken query' };
    const history: History = {
      read: async ({ count }) => ({
        outcome: 'obtained',
        readings: Array.from({ length: count }, () => broken),
        values: count,
        requests: 1,
      }),
    };
    expect(await replay(history)).toBe('errors: a broken query');
  });

  it('ends when it is interrupted', async () => {
    expect(await replay(steady, {}, PLAN, AbortSignal.abort())).toBe('interrupted');
  });

  it('is nothing where nothing has a past', async () => {
    const blind = document(`version: 1
name: shop
environment: production
target: { command: { set: ./set.sh, get: ./get.sh } }
metrics: { orders: { command: { run: ./orders.sh, kind: count } } }
phases: [{ name: All, weight: 100%, bake: 1h, criteria: [orders > 1/s] }]
`);
    expect(await replay(steady, {}, blind)).toContain('no metric of this plan has a past');
  });
});
