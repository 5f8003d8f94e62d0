import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/core/plan/parse.ts';
import type { Metric } from '../../../src/core/plan/plan.ts';
import { planOf } from './parsed.ts';
import { planWith } from './sample.ts';

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
      notifications: [],
      falseAlarms: 0.01,
      phases: [
        {
          name: 'Canary',
          weight: 10,
          bake: HOUR,
          extend: 0,
          promoteOn: 'no-harm-found',
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
          promoteOn: 'no-harm-found',
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
      onBusy: 'fail',
      onCancel: 'rollback',
    });
  });
});

describe('what the plan says of other releases and of cancelling', () => {
  it.each(['fail', 'wait', 'supersede'])('on-busy: %s', (onBusy) => {
    expect(planOf(planWith({ version: `version: 1\non-busy: ${onBusy}` }))).toMatchObject({
      onBusy,
    });
  });

  it.each(['rollback', 'hold'])('on-cancel: %s', (onCancel) => {
    const plan = planWith({ version: `version: 1\non-cancel: ${onCancel}` });
    expect(planOf(plan)).toMatchObject({ onCancel });
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

describe('an approval', () => {
  it.each([
    ['{ environment: people, not-author: true }', { by: 'environment', notAuthor: true }],
    ['{ by: comment }', { by: 'comment', from: [], count: 1, notAuthor: false }],
    [
      "{ by: review, from: [ada, acme/release, '@acme/ops'], count: 3, not-author: true }",
      {
        by: 'review',
        from: [
          { kind: 'person', login: 'ada' },
          { kind: 'team', organization: 'acme', slug: 'release' },
          { kind: 'team', organization: 'acme', slug: 'ops' },
        ],
        count: 3,
        notAuthor: true,
      },
    ],
  ])('%s', (approval, expected) => {
    const phases = `phases:
  - { name: A, weight: 100%, bake: 1h, criteria: [error-rate < 1%], approval: ${approval} }
`;
    expect(planOf(planWith({ phases })).phases[0]).toMatchObject({ approval: expected });
  });

  it('is the name of an environment', () => {
    const phases = `phases:
  - { name: A, weight: 10%, bake: 1h, criteria: [error-rate < 1%], approval: shop approval }
  - { name: B, weight: 100%, bake: 1h, criteria: [latency < 2s] }`;
    const approvals = planOf(planWith({ phases })).phases.map((phase) => Object.entries(phase));
    expect(approvals[0]).toContainEqual([
      'approval',
      { by: 'environment', environment: 'shop approval', notAuthor: false },
    ]);
    expect(approvals[1]?.map(([key]) => key)).not.toContain('approval');
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

describe('a secret', () => {
  it.each([
    'basic: u:hunter2',
    'basic: { username: u, password: hunter2 }',
    'basic: { username: u, password: [hunter2] }',
    'bearer: [hunter2]',
    'bearer: hunter2',
    'headers: { Authorization: [hunter2] }',
    'headers: hunter2',
    'url: http://u:hunter2@p',
    'url: ftp://u:hunter2@p',
  ])('is never repeated (%s)', (written) => {
    const connections = `connections: { prometheus: { ${written} } }`;
    const { problems } = parsePlan(planWith({ connections }), 'rollout.yml');
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('a list with several mistakes', () => {
  it('is told about each of them, and about its length', () => {
    const phase = '{ name: P, weight: 5, bake: 1h, criteria: [error-rate < 1%, 7] }';
    const phases = `phases: [${Array.from({ length: 11 }, () => phase).join(', ')}]`;
    const gates = 'gates: [{ checks: { required: [1, build, 2] } }]';
    const { problems } = parsePlan(planWith({ gates, phases }), 'rollout.yml');
    const found = problems.map((problem) => problem.found);
    expect(found).toContain('`phases` is a list of 11');
    expect(found.filter((text) => text === '`weight` is the number 5')).toHaveLength(11);
    expect(found.filter((text) => text === 'item 2 of `criteria` is the number 7')).toHaveLength(
      11,
    );
    expect(found).toContain('item 1 of `required` is the number 1');
    expect(found).toContain('item 3 of `required` is the number 2');
  });
});
