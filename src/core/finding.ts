import type { Gate } from './plan/plan.ts';
import type { Instant } from './quantity/instant.ts';

/** `shut`: looked and it is not right. `broken`: could not look, which is as shut. */
export type GateOutcome = 'open' | 'shut' | 'broken';

/** One gate, looked at once. Each text is one line. */
export interface GateFinding {
  readonly gate: string;
  readonly kind: Gate['kind'];
  readonly outcome: GateOutcome;
  /** What was found: `2 open issues labelled release-blocker (#12, #15)`. */
  readonly found: string;
  /** What was wanted: `none`. */
  readonly wanted: string;
  /** What to do about it; empty when open. */
  readonly remedy: string;
  /** When it may open by itself, where that is known (the end of a freeze). */
  readonly opensAt?: Instant;
}
