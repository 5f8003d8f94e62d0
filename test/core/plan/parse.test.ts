import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import type { Metric, Plan } from '../../../src/core/plan/plan.ts';
import { planWith, planWithCriteria } from './sample.ts';

function planOf(text: string): Plan {
  const { plan, problems } = parsePlan(text, 'rollout.yml');
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

function metricOf(text: string, name: string): Metric {
  const metric = planOf(text).metrics.find((one) => one.name === name);
  if (metric === undefined) throw new Error(`no metric ${name}`);
  return metric;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a plan with nothing but the necessary', () => {
  it('is defaulted in full', () => {
    expect(planOf(planWith())).toEqual({
      version: 1,
      name: 'shop',
      environment: 'production',
      target: {
        kind: 'command',
        set: './set',
        get: './get',
        stable: 'stable',
        canary: 'canary',
        afterPromotion: 'canary',
        timeout: MINUTE,
      },
      metrics: [
        {
          name: 'error-rate',
          shape: { kind: 'proportion', counts: 'failures' },
          unit: 'ratio',
          source: { kind: 'command', run: './measure', timeout: 30_000 },
          looks: looksWith({ minimumSamples: 50 }),
        },
        {
          name: 'latency',
          shape: { kind: 'latency', quantile: 0.95 },
          unit: 'seconds',
          source: { kind: 'command', run: './measure', timeout: 30_000 },
          looks: looksWith({ minimumSamples: 50 }),
        },
        {
          name: 'load',
          shape: { kind: 'gauge' },
          unit: 'number',
          source: { kind: 'command', run: './measure', timeout: 30_000 },
          looks: looksWith({ minimumSamples: 0 }),
        },
      ],
      gates: [],
      phases: [
        {
          name: 'Canary',
          weight: 10,
          bake: HOUR,
          extend: 0,
          criteria: [
            {
              text: 'error-rate < 1%',
              metric: 'error-rate',
              test: { kind: 'limit', operator: '<', value: 0.01, unit: 'ratio' },
              action: 'rollback',
              position: { line: 10, column: 55 },
            },
          ],
          gates: [],
          position: { line: 10, column: 5 },
        },
        {
          name: 'Everybody',
          weight: 100,
          bake: HOUR,
          extend: 0,
          criteria: [
            {
              text: 'latency < 2s',
              metric: 'latency',
              test: { kind: 'limit', operator: '<', value: 2, unit: 'seconds' },
              action: 'rollback',
              position: { line: 11, column: 59 },
            },
          ],
          gates: [],
          position: { line: 11, column: 5 },
        },
      ],
      rollback: [
        {
          text: 'load > 10',
          metric: 'load',
          test: { kind: 'limit', operator: '>', value: 10, unit: 'number' },
          action: 'rollback',
          position: { line: 12, column: 12 },
        },
      ],
      hooks: {},
    });
  });
});

function looksWith(looks: Partial<Metric['looks']>): Metric['looks'] {
  return {
    interval: MINUTE,
    window: MINUTE,
    initialDelay: 0,
    failureLimit: 0,
    inconclusiveLimit: 3,
    consecutiveErrorLimit: 4,
    minimumSamples: 0,
    dryRun: false,
    ...looks,
  };
}

describe('the analysis of a plan', () => {
  const text = planWith({
    analysis: 'analysis: { interval: 30s, window: 2m, minimumSamples: 100, failureLimit: -1 }',
    metrics: `metrics:
  error-rate: { command: { run: ./m, kind: proportion, counts: failures }, window: 5m, dryRun: true }
  latency: { command: { run: ./m, kind: latency, quantile: 0.95 }, minimumSamples: 7 }
  load: { command: { run: ./m, kind: gauge }, interval: 1m, window: 1m }`,
  });

  it('is the default of every metric', () => {
    const looks = { interval: 30_000, window: 5 * MINUTE, failureLimit: -1, dryRun: true };
    expect(metricOf(text, 'error-rate').looks).toMatchObject({ ...looks, minimumSamples: 100 });
  });

  it('is overruled by the metric itself', () => {
    expect(metricOf(text, 'latency').looks).toMatchObject({
      window: 2 * MINUTE,
      minimumSamples: 7,
    });
    expect(metricOf(text, 'load').looks).toMatchObject({ interval: MINUTE, window: MINUTE });
  });

  it('asks no number of samples of a gauge, which is a single one', () => {
    expect(metricOf(text, 'load').looks.minimumSamples).toBe(0);
  });
});

/** The connection of a metric under the plan's shared connections, with keys of its own. */
function connectionOf(connections: string, own = ''): unknown {
  const text = planWith({
    connections,
    metrics: `metrics:\n  load: { prometheus: { query: 'load{v="$version"}'${own} } }`,
    phases: 'phases: [{ name: All, weight: 100%, bake: 1h }]',
  });
  const { source } = metricOf(text, 'load');
  return source.kind === 'prometheus' ? source.connection : undefined;
}

describe('a connection', () => {
  const SHARED =
    'connections: { prometheus: { url: http://p, basic: { username: u, password: $P }, headers: { X-A: a }, timeout: 3s } }';

  it('is $PROMETHEUS_URL where nothing is said', () => {
    expect(connectionOf('')).toEqual({ url: '$PROMETHEUS_URL', headers: {}, timeout: 10_000 });
  });

  it('is inherited whole', () => {
    const expected = {
      url: 'http://p',
      username: 'u',
      password: '$P',
      headers: { 'X-A': 'a' },
      timeout: 3_000,
    };
    expect(connectionOf(SHARED)).toEqual(expected);
  });

  it('never takes credentials to another host', () => {
    expect(connectionOf(SHARED, ', url: http://q')).toEqual({
      url: 'http://q',
      headers: {},
      timeout: 3_000,
    });
  });

  it('replaces one way to log in by the other', () => {
    expect(connectionOf(SHARED, ', bearer: $T, headers: { X-B: b }')).toEqual({
      url: 'http://p',
      bearer: '$T',
      headers: { 'X-A': 'a', 'X-B': 'b' },
      timeout: 3_000,
    });
  });
});

describe('gates', () => {
  it('are understood, each of its kind', () => {
    const { gates } = planOf(
      planWith({
        connections: 'connections: { alertmanager: { url: http://am } }',
        gates: `gates:
  - freeze: { timezone: Europe/Berlin, weekly: Fri 16:00 - Mon 08:00, once: [{ from: 2026-12-24, to: '2026-12-27 12:30' }], except-label: hotfix }
  - checks: { required: [build, test] }
  - issues: { label: blocker, timeout: 5s }
  - prometheus: { name: quiet, query: sum(errors), condition: '< 1%', url: http://p }
  - alerts: { none-firing: 'severity="page"' }
  - command: { run: ./ok }`,
      }),
    );
    expect(gates).toMatchObject([
      {
        kind: 'freeze',
        name: 'freeze',
        timeout: 30_000,
        timezone: 'Europe/Berlin',
        weekly: [{ start: 4 * 1440 + 16 * 60, end: 8 * 60 }],
        once: [{ start: '2026-12-24T00:00', end: '2026-12-27T12:30' }],
        exceptLabel: 'hotfix',
      },
      { kind: 'checks', name: 'checks', timeout: 30_000, required: ['build', 'test'] },
      { kind: 'issues', name: 'issues', timeout: 5_000, label: 'blocker' },
      {
        kind: 'prometheus',
        name: 'quiet',
        timeout: 30_000,
        query: 'sum(errors)',
        operator: '<',
        value: 0.01,
        connection: { url: 'http://p', headers: {}, timeout: 30_000 },
      },
      {
        kind: 'alerts',
        name: 'alerts',
        timeout: 30_000,
        url: 'http://am',
        noneFiring: 'severity="page"',
      },
      { kind: 'command', name: 'command', timeout: 30_000, run: './ok' },
    ]);
  });
});

function criterionOf(written: string): unknown {
  const criterion = planOf(planWithCriteria(written)).phases[0]?.criteria[0];
  return criterion && { text: criterion.text, action: criterion.action, ...criterion.position };
}

describe('sentences in YAML', () => {
  it.each([
    ['- load < 5', { text: 'load < 5', action: 'rollback', line: 14, column: 9 }],
    ["- 'load < 5: pause'", { text: 'load < 5: pause', action: 'pause', line: 14, column: 10 }],
    ['- load < 5: warn', { text: 'load < 5: warn', action: 'warn', line: 14, column: 9 }],
    ['- {load < 5: warn}', { text: 'load < 5: warn', action: 'warn', line: 14, column: 10 }],
    ['- >-\n  load\n  < 5', { text: 'load < 5', action: 'rollback', line: 14, column: 9 }],
    [
      '- error-rate: no significant increase',
      { text: 'error-rate: no significant increase', action: 'rollback', line: 14, column: 9 },
    ],
  ])('%s', (written, expected) => {
    expect(criterionOf(written)).toEqual(expected);
  });

  it('may be shared by anchor and alias', () => {
    const { phases } = planOf(
      planWith({
        phases: `phases:
  - { name: A, weight: 10%, bake: 1h, criteria: &usual [error-rate < 1%, latency < 2s] }
  - { name: B, weight: 100%, bake: 1h, criteria: *usual }`,
      }),
    );
    expect(phases[1]?.criteria.map(({ text }) => text)).toEqual([
      'error-rate < 1%',
      'latency < 2s',
    ]);
  });
});

describe('hooks', () => {
  it('are commands, with a timeout where asked for', () => {
    const hooks = 'hooks: { deploy: ./up, promote: { run: ./promote, timeout: 20m } }';
    expect(planOf(planWith({ hooks })).hooks).toEqual({
      deploy: { run: './up', timeout: 10 * MINUTE },
      promote: { run: './promote', timeout: 20 * MINUTE },
    });
  });
});

describe('several mistakes', () => {
  const { problems } = parsePlan(
    planWith({
      name: 'name: Shop',
      phases: `phases:
  - { name: Half, weight: 50%, bake: 2, criteria: [eror-rate < 1%, latency < 5] }
  - { name: Less, weight: 20%, bake: 1h, color: red, criteria: [latency < baseline] }`,
      hooks: 'hooks: { deploy: }',
    }),
    'rollout.yml',
  );

  it('are told all at once, in the order of the file', () => {
    expect(problems.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '2:7 wrong-value',
      '10:38 wrong-value',
      '10:52 unknown-metric',
      '10:78 wrong-unit',
      '11:27 weight-falls',
      '11:27 never-full',
      '11:42 unknown-key',
      '13:10 wrong-value',
    ]);
  });
});

describe('the end of lines', () => {
  it('does not matter', () => {
    const windows = parsePlan(planWith().replaceAll('\n', '\r\n'), 'rollout.yml');
    expect(windows).toEqual(parsePlan(planWith(), 'rollout.yml'));
    expect(parsePlan(`\uFEFF${planWith()}`, 'rollout.yml').problems).toEqual([]);
  });
});
