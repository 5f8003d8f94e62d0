import { readTrailer } from '../../core/rollout/commit-message.ts';
import type { Event } from '../../core/rollout/event.ts';
import { fold } from '../../core/rollout/fold.ts';
import { readEarlier } from '../../core/rollout/journal.ts';
import type { Archive, ArchivedRollout, ArchiveResult } from '../../ports/archive.ts';
import { inspect } from './inspection.ts';
import { walkLog } from './log.ts';
import { nameCommit, readPage, refuse } from './page.ts';
import type { Page } from './page.ts';
import { READ_PAGE, ok } from './store.ts';
import type { CommitStore, LoggedCommit, Result } from './store.ts';

/** The past of a ledger on any store of commits. Every rollout's last commit tells it; trailers say which that is. */
export function createArchive(store: CommitStore): Archive {
  /** The last commit of a rollout; undefined where the log tells of none. */
  async function findLastCommit(rollout: string): Promise<Result<string | undefined>> {
    let found: string | undefined;
    const walked = await walkLog(store, async (log) => {
      found = log.find(({ message }) => rolloutOf(message) === rollout)?.id;
      return ok(found === undefined ? 'more' : 'enough');
    });
    return walked.outcome === 'ok' ? ok(found) : walked;
  }

  async function readPages(ids: readonly string[]): Promise<Result<readonly Page[]>> {
    const pages: Page[] = [];
    for (let from = 0; from < ids.length; from += READ_PAGE) {
      const batch = ids.slice(from, from + READ_PAGE);
      const commits = await store.readCommits(batch);
      if (commits.outcome === 'failed') return commits;
      for (const [index, commit] of commits.value.entries()) {
        const page =
          commit === undefined
            ? refuse(`${nameCommit(store.ref, batch[index] ?? '')} is missing`)
            : readPage(store.ref, commit);
        if (page.outcome === 'failed') return page;
        pages.push(page.value);
      }
    }
    return ok(pages);
  }

  async function readOne(id: string): Promise<Result<Page>> {
    const pages = await readPages([id]);
    return pages.outcome === 'failed' ? pages : ok(pages.value[0] as Page); // one page for one id
  }

  /** The last page of a rollout: the one at `tip` where that is its, else as the log tells. */
  async function findLastPage(
    rollout: string,
    tip: string | undefined,
  ): Promise<Result<Page | undefined>> {
    if (tip !== undefined) {
      const page = await readOne(tip);
      const isIts = page.outcome === 'ok' && rolloutOf(page.value.commit.message) === rollout;
      if (isIts || page.outcome === 'failed') return page;
    }
    const last = await findLastCommit(rollout);
    if (last.outcome === 'failed') return last;
    return last.value === undefined ? ok(undefined) : readOne(last.value);
  }

  /** All events up to this page, segment by segment. */
  async function readWhole(last: Page): Promise<Result<readonly Event[]>> {
    const segments: (readonly Event[])[] = [];
    let page = last;
    for (;;) {
      const { journal } = page;
      const earlier = journal.earlier === undefined ? undefined : readEarlier(journal.earlier);
      const kept = earlier?.outcome === 'decoded' ? earlier : undefined;
      segments.unshift(journal.events.slice(kept?.events.length ?? 0));
      if (kept === undefined) return ok(segments.flat());
      const before = await readOne(kept.head.commit);
      if (before.outcome === 'failed') return before;
      page = before.value;
    }
  }

  return {
    async list(limit, isLastWanted = () => false) {
      const rollouts: ArchivedRollout[] = [];
      const seen = new Set<string>();
      let isCut = false;
      const walked = await walkLog(store, async (log) => {
        const ends = lastCommitsIn(log, seen);
        const pages = await readPages(ends.slice(0, limit - rollouts.length));
        if (pages.outcome === 'failed') return pages;
        const told = pages.value.flatMap(summarize);
        const last = told.findIndex(isLastWanted);
        rollouts.push(...(last < 0 ? told : told.slice(0, last + 1)));
        isCut = last >= 0 || pages.value.length < ends.length;
        return ok(isCut ? 'enough' : 'more');
      });
      return walked.outcome === 'failed' ? walked : read({ rollouts, isCut });
    },

    async tell(rollout, tip) {
      const last = await findLastPage(rollout, tip);
      if (last.outcome === 'failed') return last;
      if (last.value === undefined) return read(undefined);
      const events = await readWhole(last.value);
      if (events.outcome === 'failed') return events;
      return read({ events: events.value, plan: last.value.commit.files.plan });
    },

    async inspect() {
      const inspection = await inspect(store);
      return inspection.outcome === 'failed' ? inspection : read(inspection.value);
    },
  };
}

function rolloutOf(message: string): string {
  return readTrailer(message, 'Rollout') ?? '';
}

/** The commits of a log, latest first, that are the last of rollouts not seen before; those are seen from now on. */
function lastCommitsIn(log: readonly LoggedCommit[], seen: Set<string>): readonly string[] {
  const ends: string[] = [];
  for (const { id, message } of log) {
    const rollout = rolloutOf(message);
    if (!seen.has(rollout)) ends.push(id);
    seen.add(rollout);
  }
  return ends;
}

function read<T>(value: T): ArchiveResult<T> {
  return { outcome: 'read', value };
}

function summarize({ commit, journal }: Page): readonly ArchivedRollout[] {
  const state = fold(journal.events);
  if (state === undefined) return [];
  const events = journal.events.filter(({ type }) => type !== 'measured');
  return [{ commit: commit.id, state: { ...state, measurements: [] }, events }];
}
