import type { GateFinding } from '../../src/core/finding.ts';
import type { CriterionReport } from '../../src/core/judge/report.ts';
import type { Measurement } from '../../src/core/measurement.ts';
import { parsePlan } from '../../src/core/plan/parse.ts';
import type { Approval, Plan, Sentence } from '../../src/core/plan/plan.ts';
import { fold } from '../../src/core/rollout/fold.ts';
import type { Event, Run } from '../../src/core/rollout/event.ts';
import type { Reason } from '../../src/core/rollout/reason.ts';
import type { Story } from '../../src/ports/reporter.ts';

const AT = Date.UTC(2026, 10, 24, 3);
const MINUTE = 60_000;
const WHY: Reason['code'] = 'criterion-failed';

/** A release in whose every text from outside the same words stand. */
export interface HostileRelease {
  readonly events: readonly Event[];
  readonly plan: Plan;
}

/** Releases that end in every way there is, by name, all told in the same words. */
export function releasesSaying(text: string): Readonly<Record<string, HostileRelease>> {
  const plan = planSaying(text);
  const begun = beginning(text);
  const baking = [...begun, ...bake(text)];
  const reason: Reason = { code: WHY, sentence: text, criterion: text };
  const criteria = [reportSaying(text), reportSaying(text, 'inconclusive')];
  const back: Event = { type: 'rollback-started', at: AT + 9 * MINUTE, reason, criteria };
  const stories: Readonly<Record<string, readonly Event[]>> = {
    'waits for approval': begun.slice(0, 2),
    bakes: baking,
    'is paused': [...baking, { type: 'paused', at: AT + 9 * MINUTE, reason, criteria }],
    'is rolled back': [
      ...baking,
      back,
      { type: 'rolled-back', at: AT + 10 * MINUTE, verified: true },
    ],
    'cannot be rolled back': [
      ...baking,
      { type: 'weight-failed', at: AT + 8 * MINUTE, weight: 5, detail: text },
      back,
      { type: 'rollback-failed', at: AT + 10 * MINUTE, detail: text },
    ],
    'is stopped at a gate': [
      ...begun.slice(0, 1),
      evaluated(text, 'shut'),
      { type: 'stopped', at: AT + MINUTE, reason: { code: 'gate-shut', sentence: text } },
    ],
    'is stopped by a hook': [
      ...begun.slice(0, 2),
      { type: 'hook-started', at: AT, hook: 'deploy' },
      { type: 'hook-finished', at: AT, hook: 'deploy', ok: false, detail: text },
      { type: 'stopped', at: AT + MINUTE, reason: { code: 'hook-failed', sentence: text } },
    ],
    'is ordered about': [
      ...baking,
      { type: 'ordered', at: AT + 5 * MINUTE, command: { kind: 'pause' }, ...orderBy(text) },
      { type: 'ordered', at: AT + 6 * MINUTE, command: { kind: 'resume' }, ...orderBy(text) },
      {
        type: 'ordered',
        at: AT + 7 * MINUTE,
        command: { kind: 'skip-gate', gate: text },
        ...orderBy(text),
      },
      { type: 'taken-over', at: AT + 8 * MINUTE, run: runOf(text), reason },
      { type: 'retried', at: AT + 9 * MINUTE, phase: 0, run: runOf(text) },
    ],
    'is promoted': [
      ...baking,
      { type: 'phase-passed', at: AT + 9 * MINUTE, phase: 0, by: text, criteria },
      { type: 'phase-started', at: AT + 9 * MINUTE, phase: 1, weight: 100 },
      { type: 'phase-passed', at: AT + 20 * MINUTE, phase: 1, criteria },
      { type: 'promotion-started', at: AT + 20 * MINUTE },
      { type: 'promoted', at: AT + 21 * MINUTE },
    ],
  };
  return Object.fromEntries(
    Object.entries(stories).map(([name, events]) => [name, { events, plan }]),
  );
}

function runOf(text: string): Run {
  return {
    id: '4711',
    attempt: 1,
    job: text,
    actor: text,
    url: 'https://github.com/acme/shop/actions/runs/4711',
  };
}

function orderBy(text: string) {
  return { by: text, reason: text, via: 'comment' } as const;
}

function beginning(text: string): readonly Event[] {
  const approval: Approval = {
    by: 'review',
    from: [{ kind: 'person', login: text }],
    count: 2,
    notAuthor: true,
  };
  return [
    {
      type: 'rollout-started',
      at: AT,
      rollout: '4711',
      name: text,
      environment: text,
      version: text,
      sha: '3f786850e387550fdab836ed7e6dc881de23001b',
      ref: text,
      plan: {
        digest: 'd'.repeat(64),
        path: text,
        target: {
          kind: 'command',
          set: text,
          timeout: 1_000,
          stable: text,
          canary: text,
          afterPromotion: 'canary',
        },
        gates: [text],
        phases: [
          { name: text, weight: 5, bake: 60 * MINUTE, approval },
          { name: text, weight: 100, bake: 60 * MINUTE },
        ],
      },
      run: runOf(text),
    },
    evaluated(text, 'open'),
    { type: 'approved', at: AT, phase: 0, environment: text, by: [text, text] },
  ];
}

function bake(text: string): readonly Event[] {
  return [
    { type: 'phase-started', at: AT, phase: 0, weight: 5 },
    { type: 'weight-set', at: AT, weight: 5, verified: false },
    ...Array.from({ length: 6 }, (_, minute): Event => ({
      type: 'measured',
      at: AT + (minute + 1) * MINUTE,
      measurements: [measurementOf(text, minute)],
      cursors: {},
      target: { unread: text, reason: 'unreachable' },
    })),
  ];
}

function measurementOf(text: string, minute: number): Measurement {
  const interval = { from: AT + minute * MINUTE, to: AT + (minute + 1) * MINUTE };
  const baseline = {
    outcome: 'sample',
    sample: { kind: 'proportion', events: 1, total: 1000 },
  } as const;
  return minute === 3
    ? {
        metric: text,
        ...interval,
        baseline,
        canary: { outcome: 'error', reason: 'refused', detail: text },
      }
    : { metric: text, ...interval, baseline, canary: baseline };
}

function evaluated(text: string, outcome: 'open' | 'shut'): Event {
  const finding: GateFinding = {
    gate: text,
    kind: 'checks',
    outcome,
    found: text,
    wanted: text,
    remedy: text,
  };
  const findings = [
    finding,
    { ...finding, outcome: outcome === 'open' ? outcome : 'broken' } as const,
  ];
  return { type: 'gates-evaluated', at: AT, phase: -1, open: outcome === 'open', findings };
}

/** How a criterion stands, as the judge reports it. */
export function reportSaying(
  text: string,
  verdict: CriterionReport['verdict'] = 'fail',
): CriterionReport {
  return {
    criterion: text,
    metric: text,
    role: 'criterion',
    action: 'rollback',
    dryRun: false,
    verdict,
    reason: verdict === 'fail' ? 'broken' : 'provider-errors',
    unit: 'ratio',
    canary: 0.051,
    baseline: 0.002,
    ratio: 25.5,
    samples: 2140,
    looks: { successful: 0, failed: 1, inconclusive: 0, errors: 1 },
    detail: text,
    brokenAt: AT + 5 * MINUTE,
    sentence: text,
  };
}

const PLAN = `version: 1
name: checkout
environment: production
target: { command: { set: 'true', stable: v1, canary: v2 } }
metrics:
  error-rate: { command: { run: './measure', kind: proportion, counts: failures } }
gates: [{ checks: { required: [build] } }]
phases:
  - { name: Canary, weight: 5%, bake: 1h, criteria: [error-rate < 1%] }
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [error-rate < 1%] }
rollback: [error-rate > 5% for 5m]
`;

/** A plan in which nobody looked for what no plan may say. */
function planSaying(text: string): Plan {
  const { plan, problems } = parsePlan(PLAN, 'rollout.yml');
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  const say = (sentence: Sentence): Sentence => ({ ...sentence, text, metric: text });
  return {
    ...plan,
    name: text,
    environment: text,
    metrics: plan.metrics.map((metric) => ({ ...metric, name: text })),
    gates: plan.gates.map((gate) => ({ ...gate, name: text })),
    phases: plan.phases.map((phase) => ({
      ...phase,
      name: text,
      criteria: phase.criteria.map(say),
      gates: plan.gates.map((gate) => ({ ...gate, name: text })),
    })),
    rollback: plan.rollback.map(say),
  };
}

/** The story at the end of a release, as a driver would tell it. */
export function storyOf({ events, plan }: HostileRelease): Story {
  const state = fold(events);
  if (state === undefined) throw new Error('the events begin with rollout-started');
  const reason: Reason = { code: 'baking', sentence: 'the phase bakes' };
  return {
    moment: 'step',
    state,
    decision: { do: 'rest', reached: false, reason },
    criteria: state.phases[state.current]?.criteria ?? [],
    now: state.updatedAt,
    plan,
  };
}
