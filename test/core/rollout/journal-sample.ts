import type { Sample } from '../../../src/core/measurement.ts';
import type { CriterionReport } from '../../../src/core/judge/report.ts';
import type { Event, Measured, RolloutStarted, Run } from '../../../src/core/rollout/event.ts';
import type { Reason } from '../../../src/core/rollout/reason.ts';

export const AT = Date.parse('2026-11-22T03:00:00.000Z');

export const RUN: Run = { id: '4711', attempt: 1, url: 'https://example.test/run', actor: 'ada' };

const BREACH: Reason = {
  code: 'criterion-failed',
  sentence: 'error-rate is 5.1% in the canary, limit 1%',
  criterion: 'error-rate < 1%',
};

const CRITERION: CriterionReport = {
  criterion: 'latency-p95 < baseline * 1.2',
  metric: 'latency-p95',
  role: 'criterion',
  action: 'rollback',
  dryRun: false,
  verdict: 'fail',
  reason: 'broken',
  unit: 'seconds',
  canary: 1.8,
  baseline: 0.2,
  ratio: 9,
  ratioRange: { low: 7.5, high: Number.POSITIVE_INFINITY },
  weighed: {
    finding: 'harm-shown',
    allowed: 1.2,
    accepted: 1.2,
    detectable: Number.POSITIVE_INFINITY,
    falseAlarms: { share: 0.005, rollout: 0.01 },
    seen: { count: 41, noun: 'slow requests' },
    after: 540_000,
  },
  unweighed: 'no-edge',
  strain: 1,
  samples: 2140,
  looks: { successful: 3, failed: 1, inconclusive: 0, errors: 0 },
  exceeded: 'failureLimit',
  brokenAt: AT + 60_000,
  detail: 'no detail',
  sentence: 'latency-p95 is 1.8s in the canary, limit 240ms',
};

export function rolloutStarted(change: Partial<RolloutStarted> = {}): RolloutStarted {
  return {
    type: 'rollout-started',
    at: AT,
    rollout: '4711.1',
    name: 'checkout',
    environment: 'production',
    version: '1.4.2',
    sha: 'c'.repeat(40),
    ref: 'refs/tags/v1.4.2',
    plan: {
      digest: 'd'.repeat(64),
      target: {
        kind: 'haproxy',
        stable: 'v1',
        canary: 'v2',
        afterPromotion: 'canary',
        socket: '127.0.0.1:9999',
        backend: 'shop',
        timeout: 5_000,
      },
      phases: [
        {
          name: 'Canary',
          weight: 5,
          bake: 7_200_000,
          approval: { by: 'environment', environment: 'production-approval', notAuthor: true },
        },
        {
          name: 'General availability',
          weight: 100,
          bake: 0,
          approval: {
            by: 'review',
            from: [
              { kind: 'person', login: 'grace' },
              { kind: 'team', organization: 'acme', slug: 'release' },
            ],
            count: 2,
            notAuthor: false,
          },
        },
      ],
    },
    run: RUN,
    ...change,
  };
}

export function measured(sample: Sample, at = AT): Measured {
  return {
    type: 'measured',
    at,
    measurements: [
      {
        metric: 'latency-p95',
        from: at - 60_000,
        to: at,
        canary: { outcome: 'sample', sample, pods: { 'shop-1': sample } },
        baseline: { outcome: 'no-data', reason: 'no-series', detail: 'nothing matched' },
      },
      {
        metric: 'error-rate',
        from: at - 60_000,
        to: at,
        canary: { outcome: 'error', reason: 'timeout', detail: 'no answer within 10s' },
        baseline: { outcome: 'sample', sample: { kind: 'proportion', events: 1.5, total: 900 } },
      },
      {
        metric: 'orders',
        from: at - 60_000,
        to: at,
        canary: { outcome: 'sample', sample: { kind: 'count', count: 5 } },
        baseline: { outcome: 'sample', sample: { kind: 'count', count: 95 } },
        weight: null,
      },
    ],
    cursors: { 'error-rate': { last: [1, 2, null, { deep: true }] } },
    target: { seen: 5 },
  };
}

const COMMANDS = ['pause', 'resume', 'abort', 'promote', 'promote-full', 'retry'] as const;

const ORDERS: readonly Event[] = COMMANDS.map((kind) => ({
  type: 'ordered',
  at: AT,
  command: { kind },
  by: 'ada',
  via: 'dispatch',
}));

/** One of every type of event; no rollout goes like this. */
export const STORY: readonly Event[] = [
  rolloutStarted(),
  {
    type: 'gates-evaluated',
    at: AT,
    phase: -1,
    open: false,
    findings: [
      {
        gate: 'weekend',
        kind: 'freeze',
        outcome: 'shut',
        found: 'frozen until Monday',
        wanted: 'no freeze',
        remedy: 'wait, or label the pull request hotfix',
        opensAt: AT + 86_400_000,
      },
    ],
  },
  { type: 'retried', at: AT, phase: 0, run: { id: '4711', attempt: 2, actor: 'grace' } },
  { type: 'approved', at: AT, phase: 0, environment: 'production-approval', by: ['ada', 'grace'] },
  { type: 'hook-started', at: AT, hook: 'deploy' },
  { type: 'hook-finished', at: AT, hook: 'deploy', ok: false, detail: 'exit 1:\nno such "host"' },
  { type: 'phase-started', at: AT, phase: 0, weight: 5 },
  { type: 'weight-failed', at: AT, weight: 5, detail: 'haproxy said no' },
  { type: 'weight-set', at: AT, weight: 5, verified: false },
  measured({ kind: 'gauge', value: 0.25 }),
  { type: 'phase-passed', at: AT, phase: 0, criteria: [CRITERION] },
  { type: 'paused', at: AT, reason: { code: 'inconclusive', sentence: 'no data' }, criteria: [] },
  { type: 'rollback-started', at: AT, reason: BREACH, criteria: [CRITERION] },
  { type: 'rolled-back', at: AT, verified: true },
  { type: 'rollback-failed', at: AT, detail: 'haproxy is away' },
  { type: 'stopped', at: AT, reason: { code: 'gate-shut', sentence: 'frozen until Monday' } },
  { type: 'promotion-started', at: AT },
  { type: 'promoted', at: AT },
  {
    type: 'reported',
    at: AT,
    handles: { repository: 'R_1', checkRun: '12', comments: ['7', '8'], deployment: '99' },
  },
  {
    type: 'notified',
    at: AT,
    deliveries: [
      { notice: 'started.1', channel: 'releases', outcome: 'sent', thread: '1763780400.000100' },
      { notice: 'started.1', channel: 'teams', outcome: 'given-up' },
    ],
  },
  { type: 'taken-over', at: AT, run: { id: '4711', attempt: 3, actor: 'grace' } },
  {
    type: 'taken-over',
    at: AT,
    run: { id: '4712', attempt: 1, job: 'phase-1', actor: 'ada' },
    reason: { code: 'superseded', sentence: 'superseded by 1.4.3' },
  },
  { type: 'held', at: AT, until: AT + 60_000 },
  {
    type: 'ordered',
    at: AT,
    command: { kind: 'skip-gate', gate: 'weekend' },
    by: 'grace',
    reason: 'a fix for `checkout`;\nnothing else',
    via: 'comment',
    url: 'https://example.test/comment',
  },
  ...ORDERS,
  { type: 'approval-asked', at: AT, phase: 1 },
  { type: 'approved', at: AT, phase: 1, via: 'review', by: ['grace'] },
];
