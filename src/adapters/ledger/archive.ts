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
import type { CommitStore, Result } from './store.ts';

/** The past of a ledger on any store of commits. Every rollout's last commit tells it; trailers say which that is. */
export function createArchive(store: CommitStore): Archive {
  /** The last commits of the latest rollouts, latest first: as many as wanted, or until one is found. */
  async function findLastCommits(
    isEnough: (rollouts: ReadonlyMap<string, string>) => boolean,
  ): Promise<Result<ReadonlyMap<string, string>>> {
    const last = new Map<string, string>();
    const walked = await walkLog(store, async (page) => {
      for (const { id, message } of page) {
        const rollout = readTrailer(message, 'Rollout') ?? '';
        if (!last.has(rollout)) last.set(rollout, id);
        if (isEnough(last)) return ok('enough');
      }
      return ok('more');
    });
    return walked.outcome === 'ok' ? ok(last) : walked;
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
      const isIts =
        page.outcome === 'ok' && readTrailer(page.value.commit.message, 'Rollout') === rollout;
      if (isIts || page.outcome === 'failed') return page;
    }
    const last = await findLastCommits((found) => found.has(rollout));
    if (last.outcome === 'failed') return last;
    const commit = last.value.get(rollout);
    return commit === undefined ? ok(undefined) : readOne(commit);
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
    async list(limit) {
      const last = await findLastCommits((found) => found.size > limit);
      if (last.outcome === 'failed') return last;
      const pages = await readPages([...last.value.values()].slice(0, limit));
      if (pages.outcome === 'failed') return pages;
      const rollouts = pages.value.flatMap(summarize);
      return read({ rollouts, isCut: last.value.size > limit });
    },

    async tell(rollout, tip) {
      const last = await findLastPage(rollout, tip);
      if (last.outcome === 'failed') return last;
      if (last.value === undefined) return read(undefined);
      const events = await readWhole(last.value);
      return events.outcome === 'failed' ? events : read(events.value);
    },

    async inspect() {
      const inspection = await inspect(store);
      return inspection.outcome === 'failed' ? inspection : read(inspection.value);
    },
  };
}

function read<T>(value: T): ArchiveResult<T> {
  return { outcome: 'read', value };
}

function summarize({ commit, journal }: Page): readonly ArchivedRollout[] {
  const state = fold(journal.events);
  return state === undefined ? [] : [{ commit: commit.id, state }];
}
