import type { Scenario } from '../scenario.ts';
import type { OpenFront } from './front.ts';
import { startLoad } from './load.ts';
import { startShop } from './shop.ts';

export interface World {
  /** Where visitors come in. */
  readonly url: string;
  /** Variables that the plan refers to. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The plans' limits are computed for this rate: see the README beside them. */
export const VISITS_PER_SECOND = 150;
/** Longer than any scenario takes; then the visitors stop coming whatever happens. */
const LONGEST_RUN = 100_000;

/** Opens two shops, a front before them, and lets the visitors in. */
export async function openWorld(scenario: Scenario, openFront: OpenFront): Promise<World> {
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of opened.toReversed()) await part.close();
  };
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    opened.push(part);
    return part;
  };
  try {
    const stable = keep(await startShop({ version: 'v1', behaviour: 'healthy', seed: 1 }));
    const { behaviour, canaryInRotation } = scenario;
    const canary = keep(await startShop({ version: 'v2', behaviour, seed: 2 }));
    const shops = { stable: stable.url, canary: canary.url };
    const front = keep(await openFront(shops, canaryInRotation));
    keep(letVisitorsIn(front.url));
    return { url: front.url, environment: front.environment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function letVisitorsIn(url: string): { close(): Promise<void> } {
  const load = startLoad({ url, visitsPerSecond: VISITS_PER_SECOND, duration: LONGEST_RUN });
  return {
    close: async () => {
      load.stop();
      await load.finished;
    },
  };
}
