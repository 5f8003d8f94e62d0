import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import { fold } from '../rollout/fold.ts';
import type { State } from '../rollout/state.ts';
import type { Mark } from './chart.ts';
import { listStretches, type Stretch } from './stretch.ts';
import { followMetrics, type Track } from './track.ts';

/** All that is told of one rollout, gathered from its events and its plan. */
export interface Chronicle {
  readonly state: State;
  readonly events: readonly Event[];
  /** Absent when the ledger's plan cannot be read any more; then there are no metrics to draw. */
  readonly plan: Plan | undefined;
  readonly from: Instant;
  /** The last moment that is told: when it ended, or the moment of writing while it goes on. */
  readonly to: Instant;
  /** The phases' times, in order; one that began anew has several. */
  readonly stretches: readonly Stretch[];
  /** Every metric that was measured, those first that broke a sentence. */
  readonly tracks: readonly Track[];
  readonly marks: readonly Mark[];
}

/** Gathers what the events of one rollout (oldest first) tell; undefined when it never started. */
export function gather(
  events: readonly Event[],
  plan: Plan | undefined,
  now: Instant,
): Chronicle | undefined {
  const state = fold(events);
  if (state === undefined) return undefined;
  const from = state.started.at;
  const to = Math.max(isGoingOn(state) ? now : state.updatedAt, from);
  const stretches = listStretches(events, to);
  const tracks = plan === undefined ? [] : followMetrics({ plan, state, events, stretches, to });
  return { state, events, plan, from, to, stretches, tracks, marks: marksIn(events) };
}

/** Whether it moves by itself, so that its time has not ended. */
export function isGoingOn({ status }: State): boolean {
  return status === 'running' || status === 'promoting' || status === 'rolling-back';
}

function marksIn(events: readonly Event[]): readonly Mark[] {
  return events.flatMap(({ type, at }): readonly Mark[] => {
    if (type === 'phase-started') return [{ at, kind: 'begin' }];
    return type === 'rollback-started' || type === 'paused' ? [{ at, kind: 'broken' }] : [];
  });
}
