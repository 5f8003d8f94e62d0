import { createHash } from 'node:crypto';
import { ok } from '../store.ts';
import type { CommitStore, NewCommit } from '../store.ts';

/** Commits in memory with the ref that points at the last; several ledgers may share one. */
export interface Memory {
  tip: string | undefined;
  readonly commits: Map<string, NewCommit>;
}

export function createMemory(): Memory {
  return { tip: undefined, commits: new Map() };
}

/** A store that ends with the process. */
export function createMemoryStore(memory: Memory): CommitStore {
  function find(id: string) {
    const commit = memory.commits.get(id);
    return commit === undefined ? undefined : { id, journal: commit.journal, plan: commit.plan };
  }

  return {
    ref: 'memory',
    findTip: async () => ok(memory.tip),
    readTip: async () => ok(memory.tip === undefined ? undefined : find(memory.tip)),
    readCommit: async (id) => ok(find(id)),
    async writeCommit(commit) {
      const id = hashCommit(commit);
      memory.commits.set(id, commit);
      return ok(id);
    },
    async swap(to, from) {
      if (memory.tip !== from) {
        return { outcome: 'failed', reason: 'refused', detail: 'the tip has moved' };
      }
      memory.tip = to;
      return ok(undefined);
    },
    trace: async (commit) => ok({ tip: memory.tip, holds: past(memory).includes(commit) }),
  };
}

/** By content, as git names them. */
function hashCommit({ parent, date, message, plan, journal }: NewCommit): string {
  const hash = createHash('sha1');
  const frame = JSON.stringify([parent, date, message, plan, journal.length]);
  return hash.update(frame).update(journal).digest('hex');
}

/** Ids of all commits from the tip back. */
function past(memory: Memory): readonly string[] {
  const ids: string[] = [];
  for (let id = memory.tip; id !== undefined; id = memory.commits.get(id)?.parent) ids.push(id);
  return ids;
}

/** The messages from the tip back, as `git log` shows them. */
export function readLog(memory: Memory): readonly string[] {
  return past(memory).map((id) => memory.commits.get(id)?.message ?? '');
}
