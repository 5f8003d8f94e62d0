import type { Weight } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Event } from './event.ts';

/** One time that a phase was begun; a phase that is taken up again has several. */
export interface PhaseTry {
  /** Index of the phase. */
  readonly phase: number;
  readonly weight: Weight;
  readonly from: Instant;
  /** Undefined while it goes on. */
  readonly to: Instant | undefined;
  /** What ended it; undefined while it goes on. */
  readonly ending: TryEnding | undefined;
}

export type TryEnding = 'passed' | 'paused' | 'rolled-back' | 'begun-anew';

/** The tries of every phase in the order they were made, from the events of one rollout, oldest first. */
export function listTries(events: readonly Event[]): readonly PhaseTry[] {
  const ended: PhaseTry[] = [];
  let open: PhaseTry | undefined;
  for (const event of events) {
    const ending = ENDINGS[event.type];
    if (open !== undefined && ending !== undefined) ended.push({ ...open, to: event.at, ending });
    if (ending !== undefined) open = undefined;
    if (event.type === 'phase-started') {
      const { phase, weight, at: from } = event;
      open = { phase, weight, from, to: undefined, ending: undefined };
    }
  }
  return open === undefined ? ended : [...ended, open];
}

const ENDINGS: Readonly<Partial<Record<Event['type'], TryEnding>>> = {
  'phase-passed': 'passed',
  paused: 'paused',
  'rollback-started': 'rolled-back',
  'rolled-back': 'rolled-back',
  'rollback-failed': 'rolled-back',
  retried: 'begun-anew',
  'phase-started': 'begun-anew',
};
