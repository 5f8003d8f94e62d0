import type { GateFinding } from '../../../src/core/finding.ts';
import type { CriterionReport } from '../../../src/core/judge/report.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import type { State } from '../../../src/core/rollout/state.ts';

export const AT = Date.parse('2026-11-22T03:00:00.000Z');
export const MINUTE = 60_000;

/** Everything a story shows that was written by others. */
export interface OutsideWords {
  readonly version: string;
  readonly phase: string;
  readonly reason: string;
  readonly criterion: string;
  readonly metric: string;
  readonly approver: string;
  readonly actor: string;
  readonly gate: string;
  readonly found: string;
}

export const CALM: OutsideWords = {
  version: 'v1.4.2',
  phase: 'Canary',
  reason: 'error-rate is 5.1% in the canary, wanted < 1%, on 2,140 samples',
  criterion: 'error-rate < 1%',
  metric: 'error-rate',
  approver: 'ada',
  actor: 'octocat',
  gate: 'checks',
  found: 'build is green',
};

/** The same text in every place. */
export function saidEverywhere(text: string): OutsideWords {
  const names = Object.keys(CALM);
  return Object.fromEntries(names.map((name) => [name, text])) as unknown as OutsideWords;
}

export function criterion(
  words: OutsideWords,
  change: Partial<CriterionReport> = {},
): CriterionReport {
  return {
    criterion: words.criterion,
    metric: words.metric,
    role: 'criterion',
    action: 'rollback',
    dryRun: false,
    verdict: 'fail',
    reason: 'broken',
    unit: 'ratio',
    canary: 0.051,
    baseline: 0.002,
    ratio: 25.5,
    samples: 2140,
    looks: { successful: 0, failed: 1, inconclusive: 0, errors: 0 },
    sentence: words.reason,
    ...change,
  };
}

export function finding(words: OutsideWords, change: Partial<GateFinding> = {}): GateFinding {
  return {
    gate: words.gate,
    kind: 'checks',
    outcome: 'shut',
    found: words.found,
    wanted: words.found,
    remedy: words.found,
    ...change,
  };
}

const REASON = 'criterion-failed';

/** The events of a release that opens its gates, is approved, bakes for ten minutes and is taken back. */
export function eventsOf(words: OutsideWords, size = 1): readonly Event[] {
  const many = Array.from({ length: size });
  const criteria = many.map(() => criterion(words));
  const reason = { code: REASON, sentence: words.reason, criterion: words.criterion } as const;
  return [
    {
      type: 'rollout-started',
      at: AT,
      rollout: '4711',
      name: 'checkout',
      environment: 'production',
      version: words.version,
      plan: {
        digest: 'd'.repeat(64),
        target: {
          kind: 'command',
          set: 'true',
          timeout: 1_000,
          stable: 'v1',
          canary: 'v2',
          afterPromotion: 'canary',
        },
        phases: [
          { name: words.phase, weight: 5, bake: 60 * MINUTE },
          { name: 'Everybody', weight: 100, bake: 60 * MINUTE },
        ],
      },
      run: {
        id: '4711',
        attempt: 1,
        actor: words.actor,
        url: 'https://github.com/acme/shop/actions/runs/4711',
      },
    },
    {
      type: 'gates-evaluated',
      at: AT,
      phase: -1,
      open: true,
      findings: many.map(() => finding(words)),
    },
    {
      type: 'approved',
      at: AT,
      phase: 0,
      environment: 'production-approval',
      by: [words.approver],
    },
    { type: 'phase-started', at: AT, phase: 0, weight: 5 },
    { type: 'weight-set', at: AT + MINUTE, weight: 5, verified: true },
    { type: 'rollback-started', at: AT + 10 * MINUTE, reason, criteria },
    { type: 'rolled-back', at: AT + 10 * MINUTE, verified: true },
  ];
}

/** The state after the first `count` events; all of them unless told. */
export function stateOf(words: OutsideWords, size = 1, count?: number): State {
  const state = fold(eventsOf(words, size).slice(0, count));
  if (state === undefined) throw new Error('the events begin with rollout-started');
  return state;
}
