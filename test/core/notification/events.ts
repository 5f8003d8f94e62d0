import type { Event } from '../../../src/core/rollout/event.ts';
import { AT, RUN, rolloutStarted } from '../rollout/journal-sample.ts';

const BROKEN = {
  code: 'criterion-failed',
  sentence: 'error-rate is 6.77% in the canary, wanted < 3%, on 133 samples',
  criterion: 'error-rate < 3%',
} as const;

/** A release of two phases, of which the second takes an approval. */
export const STARTED = rolloutStarted({
  plan: {
    ...rolloutStarted().plan,
    phases: [
      { name: 'Canary', weight: 5, bake: 7_200_000 },
      {
        name: 'Everybody',
        weight: 100,
        bake: 0,
        approval: { by: 'environment', environment: 'approvers', notAuthor: false },
      },
    ],
  },
});

const GATES: Event = { type: 'gates-evaluated', at: AT + 1, phase: -1, open: true, findings: [] };
const open = (phase: number, weight: number): readonly Event[] => [
  { type: 'phase-started', at: AT + 2, phase, weight },
  { type: 'weight-set', at: AT + 3, weight, verified: true },
];
const pass = (phase: number): Event => ({ type: 'phase-passed', at: AT + 4, phase, criteria: [] });

const APPROVED: Event = {
  type: 'approved',
  at: AT + 5,
  phase: 1,
  environment: 'approvers',
  by: ['grace'],
};

/** From the start into the bake of the first phase. */
export const BAKING: readonly Event[] = [STARTED, GATES, ...open(0, 5)];

/** Until people are asked. */
export const WAITING: readonly Event[] = [...BAKING, pass(0)];

export const PROMOTED: readonly Event[] = [
  ...WAITING,
  APPROVED,
  ...open(1, 100),
  pass(1),
  { type: 'promotion-started', at: AT + 6 },
  { type: 'promoted', at: AT + 7 },
];

export const GOING_BACK: readonly Event[] = [
  ...BAKING,
  { type: 'rollback-started', at: AT + 5, reason: BROKEN, criteria: [] },
];

export const ROLLED_BACK: readonly Event[] = [
  ...GOING_BACK,
  { type: 'rolled-back', at: AT + 6, verified: true },
];

export const STUCK: readonly Event[] = [
  ...GOING_BACK,
  { type: 'rollback-failed', at: AT + 6, detail: 'haproxy is away' },
];

export const PAUSED: readonly Event[] = [
  ...BAKING,
  {
    type: 'paused',
    at: AT + 5,
    reason: { code: 'inconclusive', sentence: 'no data for 4 looks' },
    criteria: [],
  },
];

export const STOPPED: readonly Event[] = [
  STARTED,
  { type: 'stopped', at: AT + 1, reason: { code: 'gate-shut', sentence: 'frozen until Monday' } },
];

export const retry = (attempt: number): Event => ({
  type: 'retried',
  at: AT + 10 * attempt,
  phase: 0,
  run: { ...RUN, attempt },
});

export const order = (kind: 'pause' | 'resume'): Event => ({
  type: 'ordered',
  at: AT + 5,
  command: { kind },
  by: 'grace',
  via: 'comment',
});
