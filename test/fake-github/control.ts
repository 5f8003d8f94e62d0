import type { Outgoing } from './delivery.ts';
import type { Incoming } from './exchange.ts';
import type { Journal } from './journal.ts';
import type { Fault, RequestMatch, Script } from './script.ts';
import { plantSeed } from './seed/plant.ts';
import type { Seed } from './seed/seed.ts';
import type { Hub } from './state/hub.ts';

/** Where tests in other processes speak to this GitHub about itself; no part of its API. */
export const CONTROL_PREFIX = '/_control/';

interface ControlParts {
  readonly hub: Hub;
  readonly journal: Journal;
  readonly script: Script;
}

/**
 * `POST seed` (a Seed), `POST faults` (a Fault or a list), `POST interruptions` (`{ match, seed }`: the seed
 * is planted just before the next matching request), `DELETE script` (forgets both), `GET state`,
 * `GET requests`, `GET violations`, `DELETE journal` (forgets both).
 */
export function answerControl(
  { hub, journal, script }: ControlParts,
  { method, url, text }: Incoming,
): Outgoing {
  const subject = url.pathname.slice(CONTROL_PREFIX.length);
  switch (`${method} ${subject}`) {
    case 'POST seed':
      plantSeed(hub, JSON.parse(text) as Seed);
      return answer({});
    case 'POST faults':
      for (const fault of [JSON.parse(text) as Fault | Fault[]].flat()) script.fail(fault);
      return answer({});
    case 'POST interruptions': {
      const { match, seed } = JSON.parse(text) as { match: RequestMatch; seed: Seed };
      script.interrupt(match, () => plantSeed(hub, seed));
      return answer({});
    }
    case 'DELETE script':
      script.clear();
      return answer({});
    case 'GET state':
      return answer(hub.world);
    case 'GET requests':
      return answer(journal.requests);
    case 'GET violations':
      return answer(journal.violations);
    case 'DELETE journal':
      journal.requests.length = 0;
      journal.violations.length = 0;
      return answer({});
    default:
      return answer({ message: `no control ${method} ${subject}` }, 404);
  }
}

function answer(body: unknown, status = 200): Outgoing {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, text: JSON.stringify(body), loss: undefined };
}
