import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../src/core/simulation/random.ts';
import { visitShop } from './visitor.ts';

export interface LoadOptions {
  /** Where the visitors go. */
  readonly url: string;
  readonly visitsPerSecond: number;
  /** After this many milliseconds nobody comes any more. */
  readonly duration: number;
  readonly seed?: number;
}

export interface LoadSummary {
  readonly visits: number;
  /** Visitors who stayed away because too many were already waiting for an answer. */
  readonly turnedAway: number;
}

export interface Load {
  /** Resolves when the last visitor has left. */
  readonly finished: Promise<LoadSummary>;
  /** No new visitors from now on. */
  stop(): void;
}

/** The share of visitors who buy. */
export const BUYING_SHARE = 0.4;
const PRODUCTS = 20;
const TICK = 10;
/**
 * Several times what is inside on a machine that keeps up. One that does not gets fewer visitors rather than
 * slower and slower answers, which would be taken for the shop's.
 */
const MOST_AT_ONCE = 64;

/** Sends a steady, seeded, bounded stream of visitors through a shop: front page, product, sometimes checkout. */
export function startLoad(options: LoadOptions): Load {
  const stopping = new AbortController();
  return {
    finished: sendVisitors(options, stopping.signal),
    stop: () => stopping.abort(),
  };
}

async function sendVisitors(options: LoadOptions, stopped: AbortSignal): Promise<LoadSummary> {
  const { url, visitsPerSecond, duration, seed = 1 } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_AT_ONCE });
  const random = createRandom(seed);
  const inside = new Set<Promise<void>>();
  let [due, turnedAway] = [0, 0];

  const admitVisitor = () => {
    const plans = { product: 1 + Math.floor(random() * PRODUCTS), buys: random() < BUYING_SHARE };
    due += 1;
    if (inside.size >= MOST_AT_ONCE) {
      turnedAway += 1;
      return;
    }
    const visit = visitShop(url, agent, plans).finally(() => inside.delete(visit));
    inside.add(visit);
  };

  const begun = performance.now();
  for (let elapsed = 0; elapsed < duration && !stopped.aborted;) {
    await sleep(TICK);
    elapsed = Math.min(performance.now() - begun, duration);
    while (due < Math.floor((elapsed / 1_000) * visitsPerSecond)) admitVisitor();
  }
  await Promise.allSettled(inside);
  agent.destroy();
  return { visits: due - turnedAway, turnedAway };
}
