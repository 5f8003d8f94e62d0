import type { Measurement } from '../measurement.ts';
import type { Plan } from '../plan/plan.ts';

/** One phase as the judge sees it. */
export interface Hearing {
  readonly plan: Plan;
  readonly phase: number;
  /** All measurements of the phase, oldest first. */
  readonly measurements: readonly Measurement[];
  /** The bake is over: what was allowed to be early no longer is. */
  readonly bakeEnded: boolean;
  /** When the phase's bake began. */
  readonly bakingSince: number;
}

/** At 100% no stable traffic is left to compare with. */
export function isFullyOpen({ plan, phase }: Hearing): boolean {
  return (plan.phases[phase]?.weight ?? 100) >= 100;
}
