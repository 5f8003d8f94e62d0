import { sha256 } from '../../../src/adapters/ledger/digest.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { decodeJournal } from '../../../src/core/rollout/journal.ts';
import { readCommit, readObject } from '../../fake-github/state/git-objects.ts';
import { findInTree } from '../../fake-github/state/git-tree.ts';
import type { Repository } from '../../fake-github/state/world.ts';

export const LEDGER_REF = 'refs/rollouts/production/shop';

/** One commit of a ledger, with its files as text. */
export interface LedgerCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly journal: string | undefined;
  readonly plan: string | undefined;
}

/** The commits of the ledger on the strict GitHub, oldest first. */
export function readHistory(repository: Repository): readonly LedgerCommit[] {
  const commits: LedgerCommit[] = [];
  for (let id = repository.refs[LEDGER_REF]; id !== undefined;) {
    const commit = readCommit(repository, id);
    if (commit === undefined) throw new Error(`${id} is in the ledger and no commit`);
    const file = (name: string): string | undefined => {
      const entry = findInTree(repository, commit.tree, name);
      return entry && readObject(repository, entry.oid, 'blob')?.toString('utf8');
    };
    const { parents } = commit;
    commits.push({ id, parents, journal: file('events.jsonl'), plan: file('plan.yml') });
    id = parents[0];
  }
  return commits.toReversed();
}

/** What the newest commit says of the latest rollout; nothing where nothing was ever written. */
export function latestEvents(repository: Repository): readonly Event[] {
  const tip = readHistory(repository).at(-1);
  return tip?.journal === undefined ? [] : decode(tip.journal);
}

export function decode(journal: string): readonly Event[] {
  const decoded = decodeJournal({ recent: journal, earlier: undefined }, sha256);
  if (decoded.outcome === 'decoded') return decoded.journal.events;
  throw new Error(`the journal is malformed: ${decoded.problems[0]?.problem}`);
}
