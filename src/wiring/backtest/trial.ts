import { createTracker, type TrialEnd, type TrialResult } from '../../core/backtest/trial.ts';
import type { Instant } from '../../core/quantity/instant.ts';
import type { Event } from '../../core/rollout/event.ts';
import type { Goal } from '../../core/rollout/goal.ts';
import type { Assignment, PlanDocument } from '../../drivers/assignment.ts';
import { type Replay, replayMetrics } from '../../drivers/backtest/replay.ts';
import type { Timeline } from '../../drivers/backtest/timeline.ts';
import { drive } from '../../drivers/drive.ts';
import type { Outcome } from '../../drivers/outcome.ts';
import { beginRollout } from '../../drivers/start.ts';
import { createRehearsal } from '../rehearsal.ts';
import { createFleetingLedger } from './fleeting-ledger.ts';

const RUN = { id: 'backtest', attempt: 1, actor: 'backtest' } as const;

/** What a rollout that had run back then would have come to. */
export type TrialOutcome = Omit<TrialResult, 'phase' | 'start' | 'plant' | 'hasGap'> & {
  readonly weights: readonly { readonly at: Instant; readonly weight: number }[];
};

/** Replays one phase alone, all earlier ones having passed; without a phase the whole plan. */
export async function runTrial(
  document: PlanDocument,
  timeline: Timeline,
  replay: Replay,
  phase?: number,
): Promise<TrialOutcome> {
  const tracker = createTracker();
  const goal: Goal =
    phase === undefined
      ? { kind: 'promotion', phasesMustHavePassed: false }
      : { kind: 'phase', phase };
  const assignment: Assignment = {
    goal,
    document,
    run: RUN,
    release: { version: 'backtest' },
    mode: 'job',
  };
  const world = createRehearsal({
    startsAt: replay.start,
    weight: document.plan.phases[(phase ?? 0) - 1]?.weight ?? 0,
    ledger: createFleetingLedger(
      phase === undefined ? [] : passEarlier(document, assignment, phase, replay.start),
    ),
    metrics: (traffic) => replayMetrics(timeline, traffic, replay),
    reporter: {
      tell: async ({ criteria }) => {
        tracker.note(criteria);
        return { troubles: [] };
      },
    },
  });
  const outcome = await drive(world, assignment);
  return {
    end: endOf(outcome),
    at: outcome.state?.updatedAt ?? replay.start,
    criterion: outcome.reason.criterion,
    reason: outcome.reason.sentence,
    sentences: tracker.traces(),
    weights: outcome.state?.weights ?? [],
  };
}

/** The journal of a rollout that stands right before `phase`. */
function passEarlier(
  document: PlanDocument,
  assignment: Assignment,
  phase: number,
  at: Instant,
): readonly Event[] {
  const earlier = document.plan.phases.slice(0, phase);
  return [
    beginRollout(document, assignment, at),
    ...earlier.flatMap(({ weight }, index): readonly Event[] => [
      { type: 'phase-started', at, phase: index, weight },
      { type: 'weight-set', at, weight, verified: true },
      { type: 'phase-passed', at, phase: index, criteria: [] },
    ]),
  ];
}

function endOf({ status, reason }: Outcome): TrialEnd {
  switch (status) {
    case 'reached':
      return 'passed';
    case 'rolled-back':
      return 'went-back';
    case 'paused':
      return reason.code === 'criterion-failed' || reason.code === 'condition-met'
        ? 'paused'
        : 'unanswered';
    default:
      throw new Error(`a rehearsed rollout ended as ${status}: ${reason.sentence}`);
  }
}
