import { setTimeout as pause } from 'node:timers/promises';

export interface PollingLimits {
  /** Milliseconds until the wait is given up. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks. */
  readonly intervalMs?: number;
}

/**
 * Looks again and again until `probe` yields something other than undefined or false, and returns that.
 * A probe that throws counts as "not yet"; its last error is named when the time is up.
 */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs = 15_000, intervalMs = 25 }: PollingLimits = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  do {
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await pause(intervalMs);
  } while (performance.now() < deadline);
  throw new Error(`${what}: not within ${timeoutMs} ms`, { cause: lastError });
}
