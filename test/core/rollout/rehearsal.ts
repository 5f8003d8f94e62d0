import type { Command } from '../../../src/core/control/command.ts';
import type { ArmReading, Measurement } from '../../../src/core/measurement.ts';
import { decide } from '../../../src/core/rollout/decide.ts';
import type { Decision } from '../../../src/core/rollout/decision.ts';
import type { Event, Run } from '../../../src/core/rollout/event.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import type { Goal } from '../../../src/core/rollout/goal.ts';
import type { Session } from '../../../src/core/rollout/situation.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import type { PlanDocument } from '../../../src/drivers/assignment.ts';
import { document, THREE_PHASES } from '../plans.ts';

export const T = Date.UTC(2026, 0, 5, 9);
export const MINUTE = 60_000;
export const RUN: Run = { id: '17', attempt: 1, actor: 'ada' };
export const OTHER: Run = { id: '18', attempt: 1, actor: 'grace' };
export const DOCUMENT = document(THREE_PHASES);

export const WHOLE: Goal = { kind: 'promotion', phasesMustHavePassed: false };

export const GOOD: ArmReading = {
  outcome: 'sample',
  sample: { kind: 'proportion', events: 1, total: 1_000 },
};
export const BAD: ArmReading = {
  outcome: 'sample',
  sample: { kind: 'proportion', events: 200, total: 1_000 },
};

/** Events as short as they can be said; all happen at `T` unless told. */
export const events = {
  start: ({ plan, digest }: PlanDocument = DOCUMENT, run = RUN): Event => ({
    type: 'rollout-started',
    at: T,
    rollout: run.id,
    name: plan.name,
    environment: plan.environment,
    version: 'v2.0.0',
    plan: {
      digest,
      target: plan.target,
      phases: plan.phases.map(({ name, weight, bake, approval }) => ({
        name,
        weight,
        bake,
        ...(approval && { approval }),
      })),
    },
    run,
  }),
  gates: (open = true, phase = -1, at = T): Event => ({
    type: 'gates-evaluated',
    at,
    phase,
    open,
    findings: [],
  }),
  hook: (hook: 'deploy' | 'promote' | 'cleanup', ok = true): Event => ({
    type: 'hook-finished',
    at: T,
    hook,
    ok,
    detail: ok ? '' : 'exited with 1',
  }),
  hookStarted: (hook: 'deploy' | 'promote' | 'cleanup'): Event => ({
    type: 'hook-started',
    at: T,
    hook,
  }),
  approved: (phase: number): Event => ({
    type: 'approved',
    at: T,
    phase,
    environment: 'approvers',
    by: ['grace'],
  }),
  asked: (phase: number, at = T): Event => ({ type: 'approval-asked', at, phase }),
  begin: (phase: number, weight: number): Event => ({
    type: 'phase-started',
    at: T,
    phase,
    weight,
  }),
  set: (weight: number, at = T): Event => ({ type: 'weight-set', at, weight, verified: true }),
  refused: (weight: number): Event => ({ type: 'weight-failed', at: T, weight, detail: 'said no' }),
  measured: (...canaries: readonly ArmReading[]): Event => ({
    type: 'measured',
    at: T,
    measurements: canaries.map((canary, index) => measurement(index, canary)),
    cursors: {},
  }),
  seen: (weight: number): Event => ({
    type: 'measured',
    at: T,
    measurements: [],
    cursors: {},
    target: { seen: weight },
  }),
  unread: (reason: 'timeout' | 'canary-down' = 'timeout'): Event => ({
    type: 'measured',
    at: T,
    measurements: [],
    cursors: {},
    target: { unread: 'no answer', reason },
  }),
  passed: (phase: number): Event => ({ type: 'phase-passed', at: T, phase, criteria: [] }),
  paused: (): Event => ({
    type: 'paused',
    at: T,
    reason: { code: 'inconclusive', sentence: 'no data' },
    criteria: [],
  }),
  stopped: (): Event => ({
    type: 'stopped',
    at: T,
    reason: { code: 'gate-shut', sentence: 'frozen' },
  }),
  goBack: (): Event => ({
    type: 'rollback-started',
    at: T,
    reason: { code: 'criterion-failed', sentence: 'error-rate is 20%' },
    criteria: [],
  }),
  back: (): Event => ({ type: 'rolled-back', at: T, verified: true }),
  notBack: (): Event => ({ type: 'rollback-failed', at: T, detail: 'no route' }),
  retried: (phase: number, attempt = 2): Event => ({
    type: 'retried',
    at: T,
    phase,
    run: { ...RUN, attempt },
  }),
  takenOver: (attempt = 2): Event => ({ type: 'taken-over', at: T, run: { ...RUN, attempt } }),
  /** Another run takes it, in order to take it back. */
  takenFrom: (code: 'superseded' | 'run-lost', run: Run = OTHER): Event => ({
    type: 'taken-over',
    at: T,
    run,
    reason: { code, sentence: `taken over by run ${run.id}` },
  }),
  held: (minute: number): Event => ({ type: 'held', at: T, until: T + minute * MINUTE }),
  ordered: (kind: Exclude<Command['kind'], 'skip-gate'>, minute = 0): Event => ({
    type: 'ordered',
    at: T + minute * MINUTE,
    command: { kind },
    by: 'grace',
    via: 'comment',
  }),
  promoting: (): Event => ({ type: 'promotion-started', at: T }),
  promoted: (): Event => ({ type: 'promoted', at: T }),
} as const;

/** The error rate of one minute, counted from `T`. */
export function measurement(
  minute: number,
  canary: ArmReading,
  metric = 'error-rate',
): Measurement {
  const from = T + minute * MINUTE;
  return { metric, from, to: from + MINUTE, canary, baseline: GOOD };
}

/** Up to the first phase's weight, where nothing was measured yet. */
export const BAKING: readonly Event[] = [
  events.start(),
  events.gates(),
  events.hook('deploy'),
  events.begin(0, 5),
  events.set(5),
];

/** Every phase has passed, one after the other. */
export const ALL_PASSED: readonly Event[] = [
  ...BAKING,
  events.passed(0),
  events.approved(1),
  events.begin(1, 25),
  events.set(25),
  events.passed(1),
  events.begin(2, 100),
  events.set(100),
  events.passed(2),
];

export function stateOf(story: readonly Event[]): State {
  const state = fold(story);
  if (state === undefined) throw new Error('nothing has happened');
  return state;
}

export interface Circumstances {
  readonly goal?: Goal;
  readonly run?: Run;
  readonly session?: Partial<Session>;
  /** Milliseconds since `T`. */
  readonly after?: number;
  readonly document?: PlanDocument | undefined;
  readonly version?: string;
}

/** What the machine decides after a story, when it has just seen the target where it should be. */
export function decideAfter(story: readonly Event[], circumstances: Circumstances = {}): Decision {
  const { goal = WHOLE, run = RUN, session, after = 0, version = 'v2.0.0' } = circumstances;
  const planned = 'document' in circumstances ? circumstances.document : DOCUMENT;
  const now = T + after;
  return decide({
    ...(planned && { plan: planned.plan, planDigest: planned.digest }),
    state: fold(story),
    goal,
    run,
    version,
    session: { tookBack: false, targetSeenAt: now, ...session },
    now,
  });
}
