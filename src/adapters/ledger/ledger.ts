import { commitMessage } from '../../core/rollout/commit-message.ts';
import type { Event, Run } from '../../core/rollout/event.ts';
import { decodeJournal, extendJournal } from '../../core/rollout/journal.ts';
import type { Append, AppendResult, Ledger, LedgerView } from '../../ports/ledger.ts';
import { JOURNAL_FILE, fail, ok } from './store.ts';
import type { CommitStore, Failed, NewCommit, Result, StoredCommit } from './store.ts';

/** The run that writes; it goes into the commit, so that two runs never write the same one. */
export type Writer = Pick<Run, 'id' | 'attempt'>;

/** A commit that was read and understood. */
interface Page {
  readonly id: string;
  readonly journal: string;
  readonly events: readonly Event[];
  readonly plan: string | undefined;
}

/**
 * The ledger on any store of commits. An append stores its commit beside the ref, then swaps the ref. A swap
 * that seems to have failed is looked into: where the commit is in the ref's past after all (the answer was
 * lost, or the same append was made before), it is appended; where the ref moved elsewhere, it is a conflict.
 *
 * `writer` is the run that writes; without it, commits name the run that took the rollout up last.
 */
export function createLedger(patient: CommitStore, writer?: Writer): Ledger {
  let latest: Page | undefined;

  function understand(commit: StoredCommit): Result<Page> {
    const page = readPage(patient.ref, commit);
    if (page.outcome === 'ok') latest = page.value;
    return page;
  }

  async function pageAt(id: string, store: CommitStore): Promise<Result<Page | undefined>> {
    if (latest?.id === id) return ok(latest);
    const commit = await store.readCommit(id);
    if (commit.outcome === 'failed') return commit;
    return commit.value === undefined ? ok(undefined) : understand(commit.value);
  }

  return {
    async read() {
      const commit = await patient.readTip();
      if (commit.outcome === 'failed') return commit;
      if (commit.value === undefined) return { outcome: 'read', view: NOTHING };
      const page = understand(commit.value);
      return page.outcome === 'failed' ? page : { outcome: 'read', view: viewOf(page.value) };
    },

    async append(entry) {
      const { expected, deadline } = entry;
      const store = (deadline === undefined ? undefined : patient.by?.(deadline)) ?? patient;
      const before = expected === undefined ? ok(undefined) : await pageAt(expected, store);
      if (before.outcome === 'failed') return before;
      if (expected !== undefined && before.value === undefined) return { outcome: 'conflict' };
      const draft = draftCommit(before.value, entry, writer);
      if (draft.outcome === 'failed') return draft;
      const commit = await store.writeCommit(draft.value);
      if (commit.outcome === 'failed') return commit;
      const swapped = await store.swap(commit.value, expected);
      if (swapped.outcome === 'failed') return settle(store, commit.value, expected, swapped);
      latest = { ...draft.value, id: commit.value };
      return { outcome: 'appended', tip: commit.value };
    },

    async changedSince(tip) {
      const now = await patient.findTip();
      return now.outcome === 'ok' ? now.value !== tip : undefined;
    },
  };
}

/** What came of a swap that seems to have failed. */
async function settle(
  store: CommitStore,
  commit: string,
  expected: string | undefined,
  failure: Failed,
): Promise<AppendResult> {
  const trace = await store.trace(commit);
  if (trace.outcome === 'failed') return failure;
  const { tip, holds } = trace.value;
  if (holds) return { outcome: 'appended', tip: commit };
  return tip === expected ? failure : { outcome: 'conflict' };
}

const NOTHING: LedgerView = { tip: undefined, events: [], plan: undefined };

function viewOf({ id, events, plan }: Page): LedgerView {
  return { tip: id, events, plan };
}

/** The commit that `entry` makes behind `before`. */
function draftCommit(
  before: Page | undefined,
  { events, plan }: Append,
  writer: Writer | undefined,
): Result<NewCommit & { readonly events: readonly Event[] }> {
  const extended = extendJournal(before?.journal, events);
  if (extended.outcome === 'malformed') {
    return fail('malformed', `the ledger cannot take this: ${extended.problem}`);
  }
  const begins = events[0]?.type === 'rollout-started';
  const all = begins ? events : [...(before?.events ?? []), ...events];
  return ok({
    journal: extended.text,
    events: all,
    plan: begins ? plan : before?.plan,
    parent: before?.id,
    message: commitMessage(events, all, writer),
    // Fixed by the events: the same append made twice is the same commit.
    date: events.at(-1)?.at ?? 0,
  });
}

/** Reads a commit's files strictly. */
function readPage(ref: string, { id, journal, plan }: StoredCommit): Result<Page> {
  const place = `${ref} at ${id.slice(0, 7)}`;
  if (journal === undefined) return fail('malformed', `${place} has no ${JOURNAL_FILE}: ${REMEDY}`);
  const decoded = decodeJournal(journal);
  if (decoded.outcome === 'decoded') return ok({ id, journal, events: decoded.events, plan });
  const [first] = decoded.problems;
  const more = decoded.problems.length > 1 ? ` (and ${decoded.problems.length - 1} more)` : '';
  const where = `${place}, ${JOURNAL_FILE}, line ${first?.line}`;
  return fail('malformed', `${where}: ${first?.problem}${more}: ${REMEDY}`);
}

const REMEDY =
  'nothing is guessed; find the last good commit with `git log` on that ref and set the ref back to it';
