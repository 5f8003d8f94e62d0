import type { CriterionReport } from '../judge/report.ts';
import type { Approval, Metric, Weight } from '../plan/plan.ts';
import type { Instant, Interval } from '../quantity/instant.ts';
import type { HookName } from './event.ts';
import type { Reason } from './reason.ts';

/** One measurement to take. */
export interface Due {
  readonly metric: Metric;
  readonly interval: Interval;
}

/** The next single step of a rollout. Every one is safe to take twice. */
export type Decision =
  | { readonly do: 'start' }
  | { readonly do: 'retry'; readonly phase: number }
  /** Goes on where an earlier attempt was lost; with a reason, takes another run's rollout to take it back. */
  | { readonly do: 'take-over'; readonly reason?: Reason }
  /** Whether the run that holds the rollout goes on. */
  | { readonly do: 'ask-holder' }
  /** Before traffic leaves stable the target must be found with all of it there. */
  | { readonly do: 'inspect-target' }
  /** `phase` -1: the gates of the rollout itself. */
  | { readonly do: 'evaluate-gates'; readonly phase: number }
  /** From now on people may answer. */
  | { readonly do: 'open-approval'; readonly phase: number }
  | { readonly do: 'ask-approval'; readonly phase: number; readonly approval: Approval }
  | { readonly do: 'run-hook'; readonly hook: HookName }
  | { readonly do: 'start-phase'; readonly phase: number; readonly weight: Weight }
  | { readonly do: 'set-weight'; readonly weight: Weight }
  | { readonly do: 'measure'; readonly due: readonly Due[] }
  | {
      readonly do: 'hold';
      readonly until: Instant;
      readonly criteria: readonly CriterionReport[];
      /** What it waits for, where that is not the bake. */
      readonly reason?: Reason;
    }
  | {
      readonly do: 'pass-phase';
      readonly phase: number;
      /** Who lets it pass, where not every criterion holds. */
      readonly by?: string;
      readonly criteria: readonly CriterionReport[];
    }
  | { readonly do: 'pause'; readonly reason: Reason; readonly criteria: readonly CriterionReport[] }
  | { readonly do: 'stop'; readonly reason: Reason }
  | {
      readonly do: 'start-rollback';
      readonly reason: Reason;
      readonly criteria: readonly CriterionReport[];
    }
  | { readonly do: 'take-back' }
  | { readonly do: 'start-promotion' }
  | { readonly do: 'promote' }
  /** Nothing is left to do towards the goal; `reached` says whether that is good. */
  | { readonly do: 'rest'; readonly reached: boolean; readonly reason: Reason };
