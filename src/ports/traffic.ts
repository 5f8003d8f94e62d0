import type { Weight } from '../core/plan/plan.ts';

/** Why a target could not be moved or read. */
export type TrafficFailure =
  | 'unreachable'
  | 'timeout'
  | 'refused' // it answered, and said no
  | 'not-verified' // it said yes, but reading back shows something else
  | 'malformed'; // it answered something that cannot be understood

export type TrafficResult =
  /** `weight` is what was read back; undefined where the target cannot be read (and the plan's author was told). */
  | { readonly outcome: 'ok'; readonly weight: Weight | undefined }
  | { readonly outcome: 'failed'; readonly reason: TrafficFailure; readonly detail: string };

/** Moves traffic between the stable version and the canary. Setting the same weight twice is harmless. */
export interface Traffic {
  /** The canary's share now, in percent. */
  readWeight(): Promise<TrafficResult>;
  /** Sets the canary's share and reads it back; `ok` only if the target now says the same (to 0.5 points). */
  setWeight(weight: Weight): Promise<TrafficResult>;
}
