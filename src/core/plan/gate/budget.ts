import type { Duration } from '../../quantity/instant.ts';
import type { Operator, PrometheusConnection } from '../plan.ts';
import type { GateBasics } from './basics.ts';

/** How fast the budget may be spent: `14.4x over 1h and 5m`. */
export interface BurnLimit {
  /** As written. */
  readonly text: string;
  /** Times the rate that would spend exactly the whole budget in its window. */
  readonly factor: number;
  /** Exceeded when it is over all of these: a long one says that it matters, a short one that it still goes on. */
  readonly windows: readonly Duration[];
}

export interface ErrorBudgetGate extends GateBasics {
  readonly kind: 'error-budget';
  readonly connection: PrometheusConnection;
  /** The share that is to succeed, above 0 and below 1: 99.9% is 0.999. */
  readonly objective: number;
  /** Over which the objective is to be met. */
  readonly window: Duration;
  /** What went wrong, and all there was, in `[$window]`. */
  readonly queries: { readonly failures: string; readonly total: string };
  /** Shut while any is exceeded. */
  readonly burn: readonly BurnLimit[];
  /** What the share of the budget that is left must satisfy. */
  readonly remaining: { readonly operator: Operator | '=='; readonly value: number };
}
