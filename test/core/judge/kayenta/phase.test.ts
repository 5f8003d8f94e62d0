import { describe, expect, it } from 'vitest';
import { judgePhase } from '../../../../src/core/judge/judge.ts';
import type { CriterionReport } from '../../../../src/core/judge/report.ts';
import type { ArmReading, Measurement } from '../../../../src/core/measurement.ts';
import { planOf } from '../../plan/parsed.ts';
import { planWith } from '../../plan/sample.ts';
import { OUTCOMES } from './outcomes.ts';
import { ABOUT_TEN, TEN, TWENTY } from './series.ts';

const MINUTE = 60_000;
const BAKE = 60;

/** One value a minute; undefined where the provider has none, 'down' where it does not answer. */
type Values = readonly (number | undefined | 'down')[];

interface Arms {
  readonly canary: Values;
  readonly baseline: Values;
  readonly settings?: string;
}

const GOOD: Arms = { canary: TEN, baseline: ABOUT_TEN };
const BAD: Arms = { canary: TWENTY, baseline: ABOUT_TEN };
const gaps = (count = 30): Values => Array<undefined>(count).fill(undefined);
const down = (count = 30): Values => Array<'down'>(count).fill('down');
const repeat = (values: Values, times = 2): Values => Array(times).fill(values).flat();

interface Trial {
  readonly thresholds?: string;
  readonly rest?: string;
  readonly bake?: number;
  readonly bakeEnded?: boolean;
  readonly errorLimit?: number;
}

function planFor(
  metrics: Readonly<Record<string, Arms>>,
  { thresholds, rest, bake, errorLimit = 1_000 }: Trial,
) {
  const names = Object.keys(metrics);
  const declared = names.map((name) => `  ${name}: { command: { run: ./m, kind: gauge } }`);
  const judged = names.map(
    (name) => `      ${name}: { ${metrics[name]?.settings ?? 'groups: all'} }`,
  );
  return planOf(
    planWith({
      analysis: `analysis: { consecutiveErrorLimit: ${errorLimit} }`,
      metrics: `metrics:\n${declared.join('\n')}`,
      phases: `phases:
  - name: Canary
    weight: 10%
    bake: ${bake ?? BAKE}m
    judge:
     kayenta:
      scoreThresholds: ${thresholds ?? '{ pass: 95, marginal: 75 }'}
      ${rest ?? ''}
      metrics:
${judged.join('\n').replaceAll(/^/gm, '  ')}
  - { name: Everybody, weight: 100%, bake: 1h }`,
      rollback: 'rollback: []',
    }),
  );
}

function readingOf(value: Values[number]): ArmReading {
  if (value === 'down') return { outcome: 'error', reason: 'unreachable', detail: 'no route' };
  return value === undefined
    ? { outcome: 'no-data', reason: 'no-series', detail: 'nothing matched' }
    : { outcome: 'sample', sample: { kind: 'gauge', value } };
}

/** The arms' values minute after minute until the end of the bake; the shorter of them ends with gaps. */
function measure(metrics: Readonly<Record<string, Arms>>, bake: number): readonly Measurement[] {
  return Object.entries(metrics).flatMap(([metric, { canary, baseline }]) =>
    Array.from({ length: bake }, (_, minute) => ({
      metric,
      from: minute * MINUTE,
      to: (minute + 1) * MINUTE,
      canary: readingOf(canary[minute]),
      baseline: readingOf(baseline[minute]),
    })),
  );
}

function judge(
  metrics: Readonly<Record<string, Arms>>,
  trial: Trial = {},
  measured = measure(metrics, trial.bake ?? BAKE),
): readonly [CriterionReport, ...CriterionReport[]] {
  const [score, ...rest] = judgePhase({
    plan: planFor(metrics, trial),
    phase: 0,
    measurements: measured,
    bakeEnded: trial.bakeEnded ?? true,
    bakingSince: 0,
  });
  if (score === undefined) throw new Error('the phase was not judged');
  return [score, ...rest];
}

describe("a phase judged by Kayenta's method", () => {
  it.each([
    ['passes', { a: GOOD, b: GOOD }, 100, 'pass', 'holds'],
    ['fails below marginal', { a: GOOD, b: BAD }, 50, 'fail', 'broken'],
    [
      'is left open when marginal',
      { a: GOOD, b: GOOD, c: GOOD, d: BAD },
      75,
      'inconclusive',
      'no-evidence',
    ],
    [
      'does not score a muted metric',
      { a: GOOD, b: { ...BAD, settings: 'groups: all, muted: true' } },
      100,
      'pass',
      'holds',
    ],
    [
      'fails by a critical metric, whatever the others score',
      {
        a: GOOD,
        b: GOOD,
        c: GOOD,
        d: GOOD,
        e: { ...BAD, settings: 'groups: all, critical: true' },
      },
      0,
      'fail',
      'broken',
    ],
    [
      'takes only the wrong direction for harm',
      { a: { ...BAD, settings: 'groups: all, direction: decrease' } },
      100,
      'pass',
      'holds',
    ],
    [
      'allows what it is told to allow',
      { a: { ...BAD, settings: 'groups: all, effectSize: { allowedIncrease: 3 }' } },
      100,
      'pass',
      'holds',
    ],
    [
      'passes on what it has, as Kayenta does',
      { a: GOOD, b: GOOD, c: { canary: gaps(), baseline: ABOUT_TEN } },
      100,
      'pass',
      'holds',
    ],
    [
      'fails by a metric that must have data',
      {
        a: GOOD,
        b: { canary: gaps(), baseline: ABOUT_TEN, settings: 'groups: all, mustHaveData: true' },
      },
      50,
      'fail',
      'broken',
    ],
  ] as const)('%s', (_, metrics, score, verdict, reason) => {
    expect(judge(metrics)[0]).toMatchObject({ verdict, reason, canary: score, action: 'rollback' });
  });
});

describe("Kayenta's own outcomes", () => {
  it.each(OUTCOMES.map((outcome) => [outcome.classification, outcome] as const))(
    'are found again in a phase: %s',
    (classification, { canary, baseline, ratio, cles }) => {
      const settings = `groups: all${cles === undefined ? '' : ', effectSize: { measure: cles }'}`;
      const bake = Math.max(canary.length, baseline.length);
      const [score, row] = judge({ it: { canary, baseline, settings } }, { bake });
      const isPass = classification === 'Pass';
      expect(score).toMatchObject({ canary: isPass ? 100 : 0, verdict: isPass ? 'pass' : 'fail' });
      expect(row).toMatchObject({ verdict: isPass ? 'pass' : 'fail', action: 'warn' });
      expect(row?.sentence).toContain(`is ${classification}: `);
      if (Number.isNaN(ratio)) expect(row?.ratio).toBeUndefined();
      else expect(row?.ratio).toBeCloseTo(ratio, 10);
    },
  );

  const ERRORS = 'groups: all, nanStrategy: replace, direction: increase, critical: true';
  it.each([
    ['an error spike over a baseline of gaps fails', [3, 5, 4, 6, 2, 7], 0, 'fail'],
    ['no errors on either side pass', gaps(6), 100, 'pass'],
    [
      'a few errors over a baseline without any pass',
      [undefined, 3, undefined, 9, 1, undefined],
      100,
      'pass',
    ],
  ] as const)('%s', (_, canary, score, verdict) => {
    // Another metric that is there: of a metric without any data nothing would be known.
    const zero = { canary: [0, ...canary.slice(1)], baseline: [0], settings: ERRORS };
    const spike = { canary, baseline: [0], settings: ERRORS };
    const errors = verdict === 'fail' ? spike : zero;
    expect(judge({ good: GOOD, errors }, { bake: 6 })[0]).toMatchObject({ canary: score, verdict });
  });

  const WEIGHTS = 'groupWeights: { errors: 75, latency: 25 }';
  const inErrors = (arms: Arms) => ({ ...arms, settings: 'groups: errors' });
  const inLatency = (arms: Arms) => ({ ...arms, settings: 'groups: latency' });
  it.each([
    ['75 and 25', { a: inErrors(GOOD), b: inErrors(GOOD), c: inLatency(BAD) }, WEIGHTS, 75],
    ['half of one', { a: inErrors(GOOD), b: inErrors(BAD), c: inLatency(BAD) }, WEIGHTS, 37.5],
    [
      'what is left, shared',
      { a: inErrors(BAD), c: inLatency(GOOD) },
      'groupWeights: { errors: 40 }',
      60,
    ],
    [
      'a metric in two groups',
      { a: { ...BAD, settings: 'groups: [errors, latency]' }, c: inLatency(GOOD) },
      '',
      25,
    ],
  ] as const)('weigh their groups: %s', (_, metrics, rest, score) => {
    expect(judge(metrics, { rest })[0].canary).toBe(score);
  });
});

describe('what Kayenta lets pass or fails unseen', () => {
  const replaced = 'groups: all, nanStrategy: replace';
  const must = 'groups: all, mustHaveData: true';
  it.each([
    [
      'a canary of nothing but gaps, taken for zeros',
      { a: { canary: gaps(), baseline: gaps(), settings: replaced } },
      'no-data',
    ],
    [
      'a group without data',
      {
        a: { ...GOOD, settings: 'groups: one' },
        b: GOOD,
        c: { canary: gaps(), baseline: ABOUT_TEN, settings: 'groups: other' },
      },
      'no-data',
    ],
    [
      'half of the metrics missing',
      { a: GOOD, b: { canary: gaps(), baseline: ABOUT_TEN } },
      'no-data',
    ],
    [
      'a critical metric missing',
      {
        a: GOOD,
        b: GOOD,
        c: { canary: gaps(), baseline: ABOUT_TEN, settings: 'groups: all, critical: true' },
      },
      'no-data',
    ],
    [
      'a provider that was down, which is no gap',
      { a: GOOD, b: { canary: down(60), baseline: down(60), settings: replaced } },
      'provider-errors',
    ],
    [
      'a provider that was down, although data must be had',
      { a: GOOD, b: { canary: down(), baseline: ABOUT_TEN, settings: must } },
      'provider-errors',
    ],
    ['one value in each arm', { a: GOOD, b: { canary: [1], baseline: [2] } }, 'no-evidence'],
  ] as const)('is left open: %s', (_, metrics, reason) => {
    const [score] = judge(metrics);
    expect(score).toMatchObject({ verdict: 'inconclusive', reason });
    expect(score.sentence).toContain('which is not believed: ');
  });

  it('fails where harm is seen, whatever else is missing', () => {
    const critical = { ...BAD, settings: 'groups: all, critical: true' };
    const [score] = judge({ a: critical, b: { canary: down(), baseline: [], settings: must } });
    expect(score).toMatchObject({ verdict: 'fail', reason: 'broken' });
  });

  it('is left open at once when the provider is down for too long', () => {
    const [score] = judge(
      { a: { canary: down(60), baseline: down(60) } },
      { bakeEnded: false, errorLimit: 40 },
    );
    expect(score).toMatchObject({
      verdict: 'inconclusive',
      reason: 'provider-errors',
      exceeded: 'consecutiveErrorLimit',
    });
  });
});

describe('the rounds', () => {
  const metrics = {
    a: { canary: [...ABOUT_TEN.slice(0, 15), ...repeat(TWENTY)], baseline: repeat(ABOUT_TEN) },
  };
  const whole = measure(metrics, BAKE);
  const after = (minutes: number, trial: Trial = {}) =>
    judge(metrics, { bakeEnded: minutes >= BAKE, ...trial }, whole.slice(0, minutes))[0];

  it('are one, at the end of the bake', () => {
    expect(after(59)).toMatchObject({ verdict: 'inconclusive', reason: 'too-early' });
    expect(after(59, { bakeEnded: true })).toMatchObject({ reason: 'too-early' });
    expect(after(60)).toMatchObject({ verdict: 'fail', brokenAt: BAKE * MINUTE });
  });

  it('come at every interval, and only fail before the bake ends', () => {
    const trial = { rest: 'interval: 15m' };
    expect(after(14, trial)).toMatchObject({ reason: 'too-early', looks: { successful: 0 } });
    expect(after(30, trial)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'too-early',
      canary: 100,
      looks: { successful: 2 },
    });
    expect(after(44, trial)).toMatchObject({ verdict: 'inconclusive' });
    expect(after(45, trial)).toMatchObject({ verdict: 'fail', brokenAt: 45 * MINUTE });
  });

  it('say the same later, whatever comes', () => {
    const trial = { rest: 'interval: 15m' };
    const told = after(45, trial);
    for (const minutes of [46, 52, 60]) {
      expect(after(minutes, trial)).toMatchObject({ verdict: 'fail', brokenAt: told.brokenAt });
    }
  });

  it('go on while a marginal phase is extended', () => {
    const marginal = { a: { canary: repeat(TEN), baseline: repeat(ABOUT_TEN) }, b: BAD };
    const trial = { thresholds: '{ pass: 95, marginal: 50 }', bake: 30 };
    const measured = measure(marginal, 40);
    const [score] = judge(marginal, trial, measured);
    expect(score).toMatchObject({ verdict: 'inconclusive', reason: 'no-evidence', canary: 50 });
    expect(score.looks).toMatchObject({ inconclusive: 2 });
    expect(score.sentence).toBe(
      'kayenta scores 50 of 100 (pass 95, marginal 50): all 50; b is High, which is marginal',
    );
  });
});

describe('the values of a phase', () => {
  it('of counts are compared for the same traffic', () => {
    const plan = planOf(
      planWith({
        metrics: 'metrics: { sent: { command: { run: ./m, kind: count } } }',
        phases: `phases:
  - name: Canary
    weight: 10%
    bake: 60m
    judge: { kayenta: { scoreThresholds: { pass: 95, marginal: 75 }, metrics: { sent: { groups: all } } } }
  - { name: Everybody, weight: 100%, bake: 1h }`,
        rollback: 'rollback: []',
      }),
    );
    const count = (value: number): ArmReading => ({
      outcome: 'sample',
      sample: { kind: 'count', count: value },
    });
    const measurements = ABOUT_TEN.flatMap((value, minute) => ({
      metric: 'sent',
      from: minute * MINUTE,
      to: (minute + 1) * MINUTE,
      canary: count(TEN[minute] ?? 0),
      baseline: count(value * 9),
    }));
    const hearing = { plan, phase: 0, bakeEnded: true, bakingSince: -30 * MINUTE, measurements };
    expect(judgePhase(hearing)[1]).toMatchObject({ verdict: 'pass', unit: 'per-second' });
    expect(judgePhase(hearing)[1]?.ratio).toBeCloseTo(1, 0);
  });
});
