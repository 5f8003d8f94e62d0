import type { Member } from '../../member.ts';
import type { Duration } from '../../quantity/instant.ts';
import type { PrometheusConnection } from '../plan.ts';
import type { GateBasics } from './basics.ts';

/** Where a task list stands. */
export type ChecklistPlace =
  /** Path of a Markdown file; may hold `$VAR`. */
  | { readonly kind: 'file'; readonly path: string }
  /** Number of an issue or pull request; may be a `$VAR`. */
  | { readonly kind: 'issue'; readonly number: string }
  /** Every open issue that bears the label. */
  | { readonly kind: 'label'; readonly label: string }
  /** The description of the pull request that is released. */
  | { readonly kind: 'pull-request' };

export interface ChecklistGate extends GateBasics {
  readonly kind: 'checklist';
  readonly place: ChecklistPlace;
  /** Of whom must be who edited the list last; anybody where it is empty. */
  readonly by: readonly Member[];
}

/** A rollout by where it goes and what it is called. */
export interface LedgerTarget {
  readonly environment: string;
  readonly name: string;
}

export interface BakedGate extends GateBasics {
  readonly kind: 'baked';
  /** The earlier environment that must have carried the version. */
  readonly environment: string;
  /** The rollout's name there; the plan's own when left out. */
  readonly rollout?: string;
  /** How long it must have been promoted there. */
  readonly for: Duration;
}

export interface StableGate extends GateBasics {
  readonly kind: 'stable';
  /** An address of the stable version that must answer, besides what the target says. */
  readonly connection?: PrometheusConnection;
  /** The status it must answer with; any of 200 to 299 when left out. */
  readonly status?: number;
}
