import type { GateFinding } from '../finding.ts';
import type { CriterionReport } from '../judge/report.ts';
import type { Cursor, Measurement } from '../measurement.ts';
import type { Weight } from '../plan/plan.ts';
import type { Duration, Instant } from '../quantity/instant.ts';
import type { Delivery, HookName, ReportHandles, RolloutStarted, Run } from './event.ts';
import type { Reason } from './reason.ts';

/**
 * Where a rollout stands.
 *
 * `running` moves by itself; `paused`, `stopped` and `rolled-back` rest until a person retries;
 * `rollback-failed` wants a person at once; `promoted` is the end.
 */
export type Status =
  | 'running'
  | 'paused'
  | 'stopped'
  | 'rolling-back'
  | 'rolled-back'
  | 'rollback-failed'
  | 'promoting'
  | 'promoted';

export interface PhaseState {
  readonly status: 'pending' | 'running' | 'passed' | 'failed';
  readonly startedAt?: Instant;
  /** When the target first carried the phase's weight: the bake counts from here. */
  readonly bakingSince?: Instant;
  readonly endedAt?: Instant;
  readonly gates?: GateRecord;
  /** Since when people are asked whether it may begin, where they answer in the ledger or by review. */
  readonly askedAt?: Instant;
  /** Who has said so since, each person once. */
  readonly approvedBy?: readonly Word[];
  readonly approval?: {
    /** The environment that let it pass, or in what way people did. */
    readonly environment?: string;
    readonly via?: 'comment' | 'review';
    readonly by: readonly string[];
    readonly at: Instant;
  };
  /** How long a person had it paused since it bakes; that does not count as baked. */
  readonly paused?: Duration;
  /** A person lets it pass, whatever bake and criteria say. */
  readonly letPass?: Word;
  /** Who let it pass so. */
  readonly passedBy?: string;
  /** How the criteria stood when the phase ended. */
  readonly criteria: readonly CriterionReport[];
}

/** What a person has decided, and why. */
export interface Word {
  readonly by: string;
  readonly at: Instant;
  readonly reason?: string;
}

export interface GateRecord {
  readonly open: boolean;
  readonly at: Instant;
  readonly findings: readonly GateFinding[];
}

/** A weight over time, for the chart. */
export interface WeightChange {
  readonly at: Instant;
  readonly weight: Weight;
}

/** Everything known of the latest rollout of a target, folded from its events. */
export interface State {
  readonly started: RolloutStarted;
  /** The run that acts now. */
  readonly run: Run;
  /** Why that is another run than the one that started it: it takes it back. */
  readonly takeover?: Reason;
  /** A driver has left until then, and whoever comes may go on; absent once somebody is at work again. */
  readonly heldUntil?: Instant;
  readonly status: Status;
  readonly gates?: GateRecord;
  readonly phases: readonly PhaseState[];
  /** Index of the phase that runs or ran last; -1 before the first. */
  readonly current: number;
  readonly weight: {
    /** What the ledger says the target should carry. */
    readonly intended: Weight;
    /** Whether the target was seen to carry it. */
    readonly confirmed: boolean;
    /** Why the target did not take it. */
    readonly failure?: string;
    /** What the target said when it was last asked. */
    readonly seen?: Weight;
    /** How often in a row it could not be asked. */
    readonly unread: number;
    /** How often in a row it said that the canary is down; a look without an answer does not end the row. */
    readonly down: number;
    /** What it said, or did not, the last time one of these went up. */
    readonly trouble?: string;
  };
  readonly weights: readonly WeightChange[];
  /** How often phases that had baked began anew: each time the judge's chance of a false alarm is spent again. */
  readonly judgedAnew?: number;
  /** Measurements of the current phase, oldest first. */
  readonly measurements: readonly Measurement[];
  readonly cursors: Readonly<Record<string, Cursor>>;
  readonly hooks: Readonly<
    Partial<Record<HookName, { readonly ok?: boolean; readonly detail: string }>>
  >;
  /** Why it rests, ended, or is going back. */
  readonly reason?: Reason;
  /** Since when a person wants it paused: then no phase has failed, and the one that bakes is watched on. */
  readonly pausedSince?: Instant;
  /** A person lets every phase pass that is left. */
  readonly promotedInFull?: Word;
  /** Gates that a person has taken as open for this rollout, by name. */
  readonly skippedGates?: Readonly<Record<string, Word>>;
  readonly handles: ReportHandles;
  /** What people were told, or could not be, and where; absent before the first. */
  readonly deliveries?: readonly Delivery[];
  readonly updatedAt: Instant;
}
