import type { Weight } from '../core/plan/plan.ts';
import type { TrafficFailure } from '../core/traffic.ts';

export type { TrafficFailure };

export type TrafficResult =
  /** `weight` is what was read back; undefined where the target cannot be read (and the plan's author was told). */
  | { readonly outcome: 'ok'; readonly weight: Weight | undefined }
  | { readonly outcome: 'failed'; readonly reason: TrafficFailure; readonly detail: string };

/** Moves traffic between the stable version and the canary. Setting the same weight twice is harmless. */
export interface Traffic {
  /** The canary's share now, in percent. */
  readWeight(): Promise<TrafficResult>;
  /** Sets the canary's share and reads it back; `ok` only if the target now says the same, as `agrees` has it. */
  setWeight(weight: Weight): Promise<TrafficResult>;
}
