import type { GateAccess } from '../adapters/gates/sources.ts';
import { createGitHubForge } from '../adapters/github/forge.ts';
import type { People } from '../ports/people.ts';
import type { LedgerPlace } from '../wiring/ledger-place.ts';
import type { OnGitHub } from './surroundings.ts';

interface Around {
  readonly ledgers: LedgerPlace;
  readonly people: People;
  /** The job's own. */
  readonly token: string;
}

/** What gates may ask in a step on GitHub. */
export function openGateAccess(
  { client, connect, place }: OnGitHub,
  { ledgers, people, token }: Around,
): GateAccess {
  const { owner, repo } = place;
  return {
    token,
    forge: (other) =>
      createGitHubForge({
        client: other === undefined ? client : connect(other),
        people,
        owner,
        repo,
      }),
    archiveOf: (target) => ledgers.open(target).archive,
  };
}
