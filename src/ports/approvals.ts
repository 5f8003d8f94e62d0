import type { Approval } from '../core/plan/plan.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { RolloutStarted } from '../core/rollout/event.ts';

/** Whether people have let a phase begin. */
export type ApprovalResult =
  /** `by`: login names, empty when an environment let it pass and they cannot be read back. */
  | { readonly outcome: 'granted'; readonly by: readonly string[] }
  | { readonly outcome: 'waiting'; readonly detail: string }
  /** The question cannot be asked, or was answered by somebody who may not. */
  | {
      readonly outcome: 'refused';
      readonly reason: 'approval-missing' | 'own-approval';
      readonly detail: string;
    };

/** What is asked, and of which release. */
export interface ApprovalRequest<Kind extends Approval = Approval> {
  readonly approval: Kind;
  /** Name of the phase that is to begin. */
  readonly phase: string;
  /** The rollout the answer must be for. */
  readonly started: RolloutStarted;
  /** What was said before is no answer. */
  readonly askedAt: Instant;
  /** Who has approved by the ledger, where people do so by command. */
  readonly approvedBy: readonly string[];
}

/** Asks people, or looks whether they have answered. A question that cannot be asked is `refused`. */
export interface Approvals {
  ask(request: ApprovalRequest): Promise<ApprovalResult>;
}
