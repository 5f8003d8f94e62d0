import type { Weight } from '../core/plan/plan.ts';
import type { TrafficFailure } from '../core/traffic.ts';

export type { TrafficFailure };

export type TrafficResult =
  /** `weight` is what was read back; undefined where the target cannot be read (and the plan's author was told). */
  | { readonly outcome: 'ok'; readonly weight: Weight | undefined }
  | { readonly outcome: 'failed'; readonly reason: TrafficFailure; readonly detail: string };

/** Whether the stable version could take all traffic at once. */
export type StableResult =
  /** It could; `found` says how it is, in one line. */
  | { readonly outcome: 'ready'; readonly found: string }
  /** The target answered that it could not. */
  | { readonly outcome: 'not-ready'; readonly detail: string }
  /** The target has no way to tell. */
  | { readonly outcome: 'untold'; readonly detail: string }
  | { readonly outcome: 'failed'; readonly reason: TrafficFailure; readonly detail: string };

/** The side that a release would go back to. Looking at it moves nothing. */
export interface StableSide {
  checkStable(): Promise<StableResult>;
}

/** Moves traffic between the stable version and the canary. Setting the same weight twice is harmless. */
export interface Traffic {
  /** The canary's share now, in percent. */
  readWeight(): Promise<TrafficResult>;
  /**
   * Sets the canary's share and reads it back; `ok` only if the target now says the same, as `agrees` has it.
   * Where a target is waited for before anything is moved, `isUnwanted` is asked then, and what is not wanted any
   * more is refused.
   */
  setWeight(weight: Weight, isUnwanted?: () => Promise<boolean>): Promise<TrafficResult>;
}
