import { ok } from './store.ts';
import type { CommitStore, LoggedCommit, Result } from './store.ts';

/** Visits a ledger's commits from the tip back, until `visit` says that it has seen enough. */
export async function walkLog(
  store: CommitStore,
  visit: (page: readonly LoggedCommit[]) => Promise<Result<'more' | 'enough'>>,
): Promise<Result<void>> {
  const tip = await store.findTip();
  if (tip.outcome === 'failed') return tip;
  let from = tip.value;
  while (from !== undefined) {
    const page = await store.readLog(from);
    if (page.outcome === 'failed') return page;
    const visited = await visit(page.value);
    if (visited.outcome === 'failed') return visited;
    if (visited.value === 'enough') break;
    from = page.value.at(-1)?.parents[0];
  }
  return ok(undefined);
}
