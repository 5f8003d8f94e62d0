import { commitMessage } from '../../core/rollout/commit-message.ts';
import type { Run } from '../../core/rollout/event.ts';
import { extendJournal } from '../../core/rollout/journal.ts';
import type { Append, Ledger, LedgerView } from '../../ports/ledger.ts';
import { sha256 } from './digest.ts';
import { readPage } from './page.ts';
import type { Page } from './page.ts';
import { settle } from './settle.ts';
import { fail, ok } from './store.ts';
import type { CommitStore, Failed, NewCommit, Result } from './store.ts';

/** The run that writes; it goes into the commit, so that two runs never write the same one. */
export type Writer = Pick<Run, 'id' | 'attempt' | 'job'>;

/**
 * The ledger on any store of commits. An append stores its commit beside the ref, then swaps the ref. A swap
 * that seems to have failed is looked into: where the commit is in the ref's past after all (the answer was
 * lost, or the same append was made before), it is appended; where the ref moved elsewhere, it is a conflict.
 *
 * `writer` is the run that writes; without it, commits name the run that took the rollout up last.
 */
export function createLedger(patient: CommitStore, writer?: Writer): Ledger {
  let latest: Page | undefined;
  /** Tips that this handle knows to lie behind the latest one. */
  const past = new Set<string>();

  function turnTo(page: Page): void {
    if (past.has(page.commit.id)) return;
    if (latest !== undefined && latest.commit.id !== page.commit.id) past.add(latest.commit.id);
    latest = page;
  }

  async function pageAt(id: string, store: CommitStore): Promise<Result<Page | undefined>> {
    if (latest?.commit.id === id) return ok(latest);
    const commits = await store.readCommits([id]);
    if (commits.outcome === 'failed') return commits;
    const [commit] = commits.value;
    return commit === undefined ? ok(undefined) : readPage(patient.ref, commit);
  }

  return {
    async read() {
      const commit = await patient.readTip();
      if (commit.outcome === 'failed') return commit;
      const tip = commit.value?.id;
      if (latest !== undefined && (tip === undefined || past.has(tip))) {
        return goneBack(patient.ref, tip, latest);
      }
      if (commit.value === undefined) return { outcome: 'read', view: NOTHING };
      const page = readPage(patient.ref, commit.value);
      if (page.outcome === 'failed') return page;
      turnTo(page.value);
      return { outcome: 'read', view: viewOf(page.value) };
    },

    async append(entry) {
      const { expected, deadline } = entry;
      const store = (deadline === undefined ? undefined : patient.by?.(deadline)) ?? patient;
      const before = expected === undefined ? ok(undefined) : await pageAt(expected, store);
      if (before.outcome === 'failed') return before;
      if (expected !== undefined && before.value === undefined) return { outcome: 'conflict' };
      const draft = draftCommit(before.value, entry, writer);
      if (draft.outcome === 'failed') return draft;
      const { journal, ...commit } = draft.value;
      const written = await store.writeCommit(commit);
      if (written.outcome === 'failed') return written;
      const id = written.value;
      const result = await settle(store, id, expected);
      if (result.outcome === 'appended') {
        const parents = expected === undefined ? [] : [expected];
        turnTo({ commit: { ...commit, id, parents }, journal });
      }
      return result;
    },

    async changedSince(tip) {
      const now = await patient.findTip();
      if (now.outcome === 'failed') return undefined;
      // What is known to lie behind is no news: the answer is older than the question.
      return now.value !== undefined && past.has(now.value) ? undefined : now.value !== tip;
    },
  };
}

const NOTHING: LedgerView = { tip: undefined, events: [], plan: undefined };

function viewOf({ commit, journal }: Page): LedgerView {
  return { tip: commit.id, events: journal.events, plan: commit.files.plan };
}

/** The place lags behind its own answers, or somebody took commits away: neither may pass for the present. */
function goneBack(ref: string, tip: string | undefined, { commit }: Page): Failed {
  const now = tip === undefined ? 'is not there' : `points at ${tip.slice(0, 7)}`;
  return fail(
    'unreachable',
    `${ref} ${now}, behind ${commit.id.slice(0, 7)} that was there before: ` +
      'the answer is out of date, or somebody set the ref back',
  );
}

/** The commit that `entry` makes behind `before`. */
function draftCommit(
  before: Page | undefined,
  { events, plan }: Append,
  writer: Writer | undefined,
): Result<NewCommit & Pick<Page, 'journal'>> {
  const behind = before && { journal: before.journal, commit: before.commit.id };
  const extended = extendJournal(behind, events, sha256);
  if (extended.outcome === 'malformed') {
    return fail('malformed', `the ledger cannot take this: ${extended.problem}`);
  }
  const { journal } = extended;
  const begins = events[0]?.type === 'rollout-started';
  const { recent, earlier } = journal;
  return ok({
    journal,
    files: { recent, earlier, plan: begins ? plan : before?.commit.files.plan },
    parent: before?.commit,
    message: commitMessage(events, journal.events, journal.end, writer),
    // Fixed by the events: the same append made twice is the same commit.
    date: events.at(-1)?.at ?? 0,
  });
}
