import { createSystemClock } from '../adapters/clock/system.ts';
import type { GateAccess } from '../adapters/gates/sources.ts';
import { createGitHubClient } from '../adapters/github/client.ts';
import { createGitHubForge } from '../adapters/github/forge.ts';
import type { People } from '../ports/people.ts';
import type { LedgerPlace } from '../wiring/ledger-place.ts';
import type { Host } from './host.ts';
import type { OnGitHub } from './surroundings.ts';

interface Around {
  readonly ledgers: LedgerPlace;
  readonly people: People;
  /** The job's own. */
  readonly token: string;
}

/** What gates may ask in a step on GitHub. */
export function openGateAccess(
  host: Host,
  { client, place }: OnGitHub,
  { ledgers, people, token }: Around,
): GateAccess {
  const { owner, repo, apiUrl, graphqlUrl } = place;
  return {
    token,
    forge(other) {
      if (other === undefined) return createGitHubForge({ client, people, owner, repo });
      host.mask(other);
      const connection = { token: other, apiUrl, graphqlUrl, clock: createSystemClock() };
      const otherClient = createGitHubClient(connection);
      return createGitHubForge({ client: otherClient, people, owner, repo });
    },
    archiveOf: (target) => ledgers.open(target).archive,
  };
}
