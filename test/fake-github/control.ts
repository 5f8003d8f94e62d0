import type { Incoming, Outgoing } from './exchange.ts';
import type { Fault, FaultScript } from './faults.ts';
import type { Journal } from './journal.ts';
import { plantSeed } from './planting.ts';
import type { Seed } from './seed.ts';
import type { Hub } from './state/hub.ts';

/** Where tests in other processes speak to this GitHub about itself; no part of its API. */
export const CONTROL_PREFIX = '/_control/';

interface ControlParts {
  readonly hub: Hub;
  readonly journal: Journal;
  readonly faults: FaultScript;
}

/**
 * `POST seed`, `POST faults` (one or a list), `DELETE faults`, `GET state`, `GET requests`,
 * `GET violations`, `DELETE requests` (forgets both requests and violations).
 */
export function answerControl(parts: ControlParts, { method, url, text }: Incoming): Outgoing {
  const { hub, journal, faults } = parts;
  const subject = url.pathname.slice(CONTROL_PREFIX.length);
  switch (`${method} ${subject}`) {
    case 'POST seed':
      plantSeed(hub, JSON.parse(text) as Seed);
      return answer(200, {});
    case 'POST faults':
      for (const fault of [JSON.parse(text) as Fault | Fault[]].flat()) faults.add(fault);
      return answer(200, {});
    case 'DELETE faults':
      faults.clear();
      return answer(200, {});
    case 'GET state':
      return answer(200, hub.world);
    case 'GET requests':
      return answer(200, journal.requests);
    case 'GET violations':
      return answer(200, journal.violations);
    case 'DELETE requests':
      journal.requests.length = 0;
      journal.violations.length = 0;
      return answer(200, {});
    default:
      return answer(404, { message: `no control ${method} ${subject}` });
  }
}

function answer(status: number, body: unknown): Outgoing {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, text: JSON.stringify(body), loss: undefined };
}
