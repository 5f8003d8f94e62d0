import { ok } from './store.ts';
import type { CommitStore, StoredCommit } from './store.ts';

/**
 * The same store, which does not ask again for the commit that it read last at the ref's tip: what a commit holds
 * never changes. Whoever reads a ledger and then tells of its past asks for that one twice.
 */
export function rememberTip(store: CommitStore): CommitStore {
  return remember(store, {});
}

function remember(store: CommitStore, memory: { tip?: StoredCommit | undefined }): CommitStore {
  const { by } = store;
  return {
    ...store,

    async readTip() {
      const tip = await store.readTip();
      if (tip.outcome === 'ok') memory.tip = tip.value;
      return tip;
    },

    async readCommits(ids) {
      const { tip } = memory;
      return ids.length === 1 && ids[0] === tip?.id ? ok([tip]) : store.readCommits(ids);
    },

    ...(by && { by: (deadline) => remember(by(deadline), memory) }),
  };
}
