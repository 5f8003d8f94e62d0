import type { Event } from '../../../src/core/rollout/event.ts';
import type { ReasonCode } from '../../../src/core/rollout/reason.ts';
import { rolloutStarted } from '../rollout/journal-sample.ts';

/** A moment of November 2026 in UTC: `at(3, '10:30')`. */
export const at = (day: number, time = '00:00') =>
  Date.parse(`2026-11-${String(day).padStart(2, '0')}T${time}:00Z`);

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Told {
  readonly version: string;
  readonly sha?: string;
  /** What happened when, as a word and its moment. */
  readonly steps: readonly (readonly [number, Step])[];
}

/** `25` is a weight that the target took; `back:CODE` the decision to go back. */
export type Step =
  | number
  | 'back'
  | `back:${ReasonCode}`
  | 'failed'
  | 'promoting'
  | 'promoted'
  | 'retried'
  | 'stopped';

/** The events of one rollout, told shortly. */
export function rollout({
  version,
  sha = version.repeat(40).slice(0, 40),
  steps,
}: Told): readonly Event[] {
  const [begun = 0] = steps[0] ?? [];
  const start = rolloutStarted({
    rollout: `${version}@${begun}`,
    version,
    sha,
    at: begun - MINUTE,
  });
  return [start, ...steps.flatMap(([moment, step]) => eventsOf(moment, step))];
}

function eventsOf(moment: number, step: Step): readonly Event[] {
  if (typeof step === 'number') {
    return [
      { type: 'phase-started', at: moment - 1_000, phase: 0, weight: step },
      { type: 'weight-set', at: moment, weight: step, verified: true },
    ];
  }
  const run = { id: '1', attempt: 2, actor: 'ada' };
  switch (step) {
    case 'back':
      return [{ type: 'rolled-back', at: moment, verified: true }];
    case 'failed':
      return [{ type: 'rollback-failed', at: moment, detail: 'away' }];
    case 'promoting':
      return [
        { type: 'promotion-started', at: moment },
        { type: 'weight-set', at: moment, weight: 0, verified: true },
      ];
    case 'promoted':
      return [{ type: 'promoted', at: moment }];
    case 'retried':
      return [{ type: 'retried', at: moment, phase: 0, run }];
    case 'stopped':
      return [{ type: 'stopped', at: moment, reason: { code: 'gate-shut', sentence: 'frozen' } }];
    default: {
      const code = step.slice('back:'.length) as ReasonCode; // as its type says
      return [
        { type: 'rollback-started', at: moment, reason: { code, sentence: code }, criteria: [] },
      ];
    }
  }
}
