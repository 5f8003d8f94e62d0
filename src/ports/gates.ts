import type { GateFinding } from '../core/finding.ts';
import type { Gate } from '../core/plan/plan.ts';
import type { Instant } from '../core/quantity/instant.ts';

/** Looks at gates. Never throws for what a source does: a gate that could not be evaluated is `broken`. */
export interface GateSources {
  evaluate(gate: Gate, now: Instant): Promise<GateFinding>;
}
