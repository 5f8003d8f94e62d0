import type { Instant } from '../core/quantity/instant.ts';

/** Time as the drivers see it; the core is always handed an instant. */
export interface Clock {
  now(): Instant;
  /** Resolves at `instant`, or at once when `stop` fires: then the caller looks why. */
  until(instant: Instant, stop?: AbortSignal): Promise<void>;
}
