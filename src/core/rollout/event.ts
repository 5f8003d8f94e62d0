import type { Cursor, Measurement } from '../measurement.ts';
import type { Order } from '../control/command.ts';
import type { Approval, OnCancel, Target, Weight } from '../plan/plan.ts';
import type { Duration, Instant } from '../quantity/instant.ts';
import type { TrafficFailure } from '../traffic.ts';
import type { GateFinding } from '../finding.ts';
import type { Reason } from './reason.ts';
import type { Delivery, ReportHandles } from './told.ts';
import type { CriterionReport } from '../judge/report.ts';

export type { Delivery, ReportHandles } from './told.ts';

/** Who acts: one attempt of one run. On GitHub the run's id and attempt; elsewhere a name and 1. */
export interface Run {
  readonly id: string;
  readonly attempt: number;
  /** The job of the run, where there are several. */
  readonly job?: string;
  /** Where to look at it. */
  readonly url?: string;
  /** Who is answerable for this attempt: who started the run, or who ran it again. */
  readonly actor: string;
  /** Who started the run, where somebody else ran it again. */
  readonly startedBy?: string;
}

/** What a rollout needs to know of its plan to be read, shown and rolled back without the plan. */
export interface PlanSummary {
  /** SHA-256 of the plan's text, in hex. */
  readonly digest: string;
  /** Where it was read, from the root of the repository; absent where it did not lie in there. */
  readonly path?: string;
  /** Where people visit what is released. */
  readonly environmentUrl?: string;
  readonly target: Target;
  /** `rollback` where it is not said. */
  readonly onCancel?: OnCancel;
  /** Names of all gates, the phases' too. */
  readonly gates?: readonly string[];
  readonly phases: readonly {
    readonly name: string;
    readonly weight: Weight;
    readonly bake: Duration;
    /** Who must approve before it begins; absent where nobody need, and in ledgers from before this was kept. */
    readonly approval?: Approval;
  }[];
}

export type HookName = 'deploy' | 'promote' | 'cleanup';

interface EventBasics {
  readonly at: Instant;
}

export interface RolloutStarted extends EventBasics {
  readonly type: 'rollout-started';
  readonly rollout: string;
  readonly name: string;
  readonly environment: string;
  /** The version being released, as people call it. */
  readonly version: string;
  readonly sha?: string;
  readonly ref?: string;
  readonly plan: PlanSummary;
  readonly run: Run;
}

/** A later attempt begins a phase anew, after a rollback, a pause or a stop, or because a person went back to it. */
export interface Retried extends EventBasics {
  readonly type: 'retried';
  /** Index of the phase that begins anew; as many as there are phases for the promotion alone. */
  readonly phase: number;
  readonly run: Run;
}

/** A later attempt goes on where an earlier one was lost, or another run takes it in order to take it back. */
export interface TakenOver extends EventBasics {
  readonly type: 'taken-over';
  readonly run: Run;
  /** Why it goes back; absent when it goes on. */
  readonly reason?: Reason;
}

/** A driver left while nothing was wrong: whoever comes at this moment or later goes on. */
export interface Held extends EventBasics {
  readonly type: 'held';
  readonly until: Instant;
}

/** A person's order, taken. It means what the fold makes of it; what machines do about it follows. */
export interface Ordered extends EventBasics, Order {
  readonly type: 'ordered';
}

export interface GatesEvaluated extends EventBasics {
  readonly type: 'gates-evaluated';
  /** The phase whose gates they are; -1 for the rollout's own. */
  readonly phase: number;
  readonly open: boolean;
  readonly findings: readonly GateFinding[];
}

export interface Approved extends EventBasics {
  readonly type: 'approved';
  readonly phase: number;
  /** The environment that let it pass, or in what way people did. */
  readonly environment?: string;
  readonly via?: 'comment' | 'review';
  /** Login names; empty when the environment let it pass and nobody could be read back. */
  readonly by: readonly string[];
}

/** People are asked from now on whether the phase may begin: what they said before was about something else. */
export interface ApprovalAsked extends EventBasics {
  readonly type: 'approval-asked';
  readonly phase: number;
}

export interface HookStarted extends EventBasics {
  readonly type: 'hook-started';
  readonly hook: HookName;
}

export interface HookFinished extends EventBasics {
  readonly type: 'hook-finished';
  readonly hook: HookName;
  readonly ok: boolean;
  readonly detail: string;
}

/** The intent to move traffic, written before the target is touched. */
export interface PhaseStarted extends EventBasics {
  readonly type: 'phase-started';
  readonly phase: number;
  readonly weight: Weight;
}

/** The target says it carries this weight. `verified` is false where it cannot be read. */
export interface WeightSet extends EventBasics {
  readonly type: 'weight-set';
  readonly weight: Weight;
  readonly verified: boolean;
}

/** The target would not take the weight, or does not show it: what it carries now is unknown. */
export interface WeightFailed extends EventBasics {
  readonly type: 'weight-failed';
  readonly weight: Weight;
  readonly detail: string;
}

export interface Measured extends EventBasics {
  readonly type: 'measured';
  readonly measurements: readonly Measurement[];
  readonly cursors: Readonly<Record<string, Cursor>>;
  /** What the target said it carries at that moment; absent where it cannot be read at all. */
  readonly target?:
    { readonly seen: Weight } | { readonly unread: string; readonly reason: TrafficFailure };
}

export interface PhasePassed extends EventBasics {
  readonly type: 'phase-passed';
  readonly phase: number;
  /** Who let it pass whatever its criteria say; absent when they all held. */
  readonly by?: string;
  readonly criteria: readonly CriterionReport[];
}

export interface Paused extends EventBasics {
  readonly type: 'paused';
  readonly reason: Reason;
  readonly criteria: readonly CriterionReport[];
}

/** The intent to take traffic back, written before the target is touched where the ledger answers. */
export interface RollbackStarted extends EventBasics {
  readonly type: 'rollback-started';
  readonly reason: Reason;
  readonly criteria: readonly CriterionReport[];
}

export interface RolledBack extends EventBasics {
  readonly type: 'rolled-back';
  readonly verified: boolean;
}

export interface RollbackFailed extends EventBasics {
  readonly type: 'rollback-failed';
  readonly detail: string;
}

/** Stopped with no traffic on the canary: a shut gate, a failed deploy hook, a run that was cancelled in time. */
export interface Stopped extends EventBasics {
  readonly type: 'stopped';
  readonly reason: Reason;
}

export interface PromotionStarted extends EventBasics {
  readonly type: 'promotion-started';
}

export interface Promoted extends EventBasics {
  readonly type: 'promoted';
}

export interface Reported extends EventBasics {
  readonly type: 'reported';
  readonly handles: ReportHandles;
}

export interface Notified extends EventBasics {
  readonly type: 'notified';
  readonly deliveries: readonly Delivery[];
}

export type Event =
  | RolloutStarted
  | Retried
  | TakenOver
  | Held
  | Ordered
  | GatesEvaluated
  | ApprovalAsked
  | Approved
  | HookStarted
  | HookFinished
  | PhaseStarted
  | WeightSet
  | WeightFailed
  | Measured
  | PhasePassed
  | Paused
  | RollbackStarted
  | RolledBack
  | RollbackFailed
  | Stopped
  | PromotionStarted
  | Promoted
  | Reported
  | Notified;
