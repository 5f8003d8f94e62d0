import { readEnd } from '../../core/rollout/commit-message.ts';
import { decodeJournal } from '../../core/rollout/journal.ts';
import type { Journal } from '../../core/rollout/journal.ts';
import { sha256 } from './digest.ts';
import { FILE_NAMES, fail, ok } from './store.ts';
import type { Failed, Result, StoredCommit } from './store.ts';

/** A commit that was read and understood. */
export interface Page {
  readonly commit: StoredCommit;
  readonly journal: Journal;
}

/**
 * Reads a commit's files strictly, and holds what its message says of the journal's end against the journal: a
 * commit that somebody made by other means, or with lines cut off, is named.
 */
export function readPage(ref: string, commit: StoredCommit): Result<Page> {
  const place = nameCommit(ref, commit.id);
  const { recent, earlier } = commit.files;
  if (recent === undefined) return refuse(`${place} has no ${FILE_NAMES.recent}`);
  const decoded = decodeJournal({ recent, earlier }, sha256);
  if (decoded.outcome === 'malformed') {
    const [first] = decoded.problems;
    const more = decoded.problems.length > 1 ? ` (and ${decoded.problems.length - 1} more)` : '';
    const file = FILE_NAMES[first?.text ?? 'recent'];
    return refuse(`${place}, ${file}, line ${first?.line}: ${first?.problem}${more}`);
  }
  const { journal } = decoded;
  const said = readEnd(commit.message);
  if (said === undefined) {
    return refuse(`${place} was not written by a ledger: its message has no Events and no Seal`);
  }
  const { count, seal } = journal.end;
  if (said.count !== count) {
    return refuse(`${place} says that it holds ${said.count} events, and holds ${count}`);
  }
  return said.seal === seal
    ? ok({ commit, journal })
    : refuse(
        `${place} does not bear the seal of its last event: a line or the message was changed`,
      );
}

export function nameCommit(ref: string, id: string): string {
  return `${ref} at ${id.slice(0, 7)}`;
}

export function refuse(problem: string): Failed {
  return fail('malformed', `${problem}: ${REMEDY}`);
}

const REMEDY =
  'nothing is guessed; find the last good commit with `git log` on that ref and set the ref back to it';
