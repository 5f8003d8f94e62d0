import type { Duration } from '../../core/quantity/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Exchange } from './exchange.ts';
import { siftExchange } from './trouble.ts';
import type { Answered, Trouble } from './trouble.ts';

export interface Patience {
  readonly clock: Clock;
  /** How long to go on in all, requests and pauses together. */
  readonly patience: Duration;
  /** Whether doing it twice is as good as once. */
  readonly repeatable: boolean;
}

export interface GaveUp {
  readonly outcome: 'gave-up';
  readonly trouble: Trouble;
  readonly attempts: number;
  readonly took: Duration;
  readonly status: number | undefined;
}

export type Insisted = Answered | GaveUp;

const FIRST_PAUSE: Duration = 1_000;

/**
 * Sends until GitHub gives an answer to work with. After trouble it pauses as long as GitHub asks, else 1, 2,
 * 4, … seconds; it gives up when the next attempt would begin after `patience`, and at once when the request
 * may have been done and must not be done twice. `send` is told how much time remains.
 */
export async function insist(
  { clock, patience, repeatable }: Patience,
  send: (remaining: Duration) => Promise<Exchange>,
): Promise<Insisted> {
  const start = clock.now();
  const end = start + patience;
  for (let attempts = 1; ; attempts += 1) {
    const exchange = await send(Math.max(1, end - clock.now()));
    const now = clock.now();
    const result = siftExchange(exchange, now);
    if (result.outcome === 'answered') return result;
    const next = now + (result.wait ?? FIRST_PAUSE * 2 ** (attempts - 1));
    if (next >= end || !(repeatable || result.untouched)) {
      const status = exchange.outcome === 'answered' ? exchange.status : undefined;
      return { outcome: 'gave-up', trouble: result, attempts, took: now - start, status };
    }
    await clock.until(next);
  }
}
