import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { Clock } from '../ports/clock.ts';
import type { FlushResult } from './logbook.ts';

/** How long to go on against a ledger that fails. */
export interface Patience {
  /** Waits before each further attempt. */
  readonly waits: readonly Duration[];
  /** From then on it has failed. */
  readonly deadline?: Instant;
  /** Ends the waiting. */
  readonly stop?: AbortSignal | undefined;
}

/** Opening is worth some patience: nothing has begun yet. */
export const OPENING_WAITS: readonly Duration[] = [1_000, 5_000, 15_000];
/** What an intent is worth waiting for: nothing has been touched yet. */
export const INTENT_WAITS: readonly Duration[] = [1_000, 5_000, 15_000];
/** How long a breach lets users suffer for the sake of the ledger. */
export const ROLLBACK_PATIENCE: Duration = 3_000;
/** Waits between attempts to write the last word on a rollout. */
export const LAST_WORD_WAITS: readonly Duration[] = [1_000, 5_000, 15_000, 30_000];
/** The same for one that went back: nobody else knows where the traffic is. */
export const RETURN_WAITS: readonly Duration[] = [...LAST_WORD_WAITS, ...Array(10).fill(60_000)];

/** Tries again for as long as patience lasts, where trying again can help. */
export async function insist(
  attempt: () => Promise<FlushResult>,
  clock: Clock,
  { waits, stop }: Patience,
): Promise<FlushResult> {
  let result = await attempt();
  for (const wait of waits) {
    if (result.outcome !== 'failed' || isFinal(result) || stop?.aborted === true) break;
    await clock.until(clock.now() + wait, stop);
    result = await attempt();
  }
  return result;
}

/** What was refused once is refused again: only a ledger that is away may come back. */
function isFinal({ reason }: Extract<FlushResult, { outcome: 'failed' }>): boolean {
  return reason === 'unauthorized' || reason === 'refused';
}
