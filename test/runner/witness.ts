import { setTimeout as pause } from 'node:timers/promises';
import type { HAProxy } from '../services/harness/haproxy.ts';

/** Every weight a server was seen to carry. */
export interface Witness {
  /** In order, each once until it changes. */
  readonly weights: readonly number[];
  close(): Promise<void>;
}

/** Asks HAProxy for a server's weight, many times a second, until closed. */
export function watchWeight(haproxy: HAProxy, server: string): Witness {
  const weights: number[] = [];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const weight = await haproxy.weightOf(server);
      if (weight !== weights.at(-1)) weights.push(weight);
      await pause(20);
    }
  })();
  return {
    weights,
    async close() {
      over.abort();
      await watching;
    },
  };
}
