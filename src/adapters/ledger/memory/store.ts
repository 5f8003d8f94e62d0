import { createHash } from 'node:crypto';
import { LOG_PAGE, ok } from '../store.ts';
import type { CommitStore, NewCommit, StoredCommit } from '../store.ts';

/** Commits in memory with the ref that points at the last; several ledgers may share one. */
export interface Memory {
  tip: string | undefined;
  readonly commits: Map<string, StoredCommit>;
}

export function createMemory(): Memory {
  return { tip: undefined, commits: new Map() };
}

/** A store that ends with the process. */
export function createMemoryStore(memory: Memory): CommitStore {
  const find = (id: string) => memory.commits.get(id);
  return {
    ref: 'memory',
    findTip: async () => ok(memory.tip),
    readTip: async () => ok(memory.tip === undefined ? undefined : find(memory.tip)),
    readCommits: async (ids) => ok(ids.map(find)),
    readLog: async (from) => ok(logFrom(memory, from).slice(0, LOG_PAGE)),
    async writeCommit(commit) {
      const id = hashCommit(commit);
      const parents = commit.parent === undefined ? [] : [commit.parent.id];
      const { files, message } = commit;
      memory.commits.set(id, { id, parents, files, message });
      return ok(id);
    },
    async swap(to, from) {
      if (memory.tip !== from) {
        return { outcome: 'failed', reason: 'refused', detail: 'the tip has moved' };
      }
      memory.tip = to;
      return ok(undefined);
    },
  };
}

/** By content, as git names them: the seal in the message stands for the journal. */
function hashCommit({ parent, date, message, files }: NewCommit): string {
  const frame = JSON.stringify([parent?.id, date, message, files.plan]);
  return createHash('sha1').update(frame).digest('hex');
}

function logFrom(memory: Memory, from: string | undefined): readonly StoredCommit[] {
  const commits: StoredCommit[] = [];
  for (
    let commit = memory.commits.get(from ?? '');
    commit !== undefined;
    commit = memory.commits.get(commit.parents[0] ?? '')
  ) {
    commits.push(commit);
  }
  return commits;
}

/** The messages from the tip back, as `git log` shows them. */
export function readLog(memory: Memory): readonly string[] {
  return logFrom(memory, memory.tip).map(({ message }) => message);
}
