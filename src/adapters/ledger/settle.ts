import type { AppendResult } from '../../ports/ledger.ts';
import { ok } from './store.ts';
import type { CommitStore, Failed, Result } from './store.ts';

/** Nobody writes more than this many hundred commits while one is on its way. */
const MOST_PAGES = 5;

/** Where a ref stands, seen from a commit that was to be its tip. */
type Standing = 'landed' | 'overtaken' | 'not-moved' | 'moved-elsewhere';

/**
 * Points the ref at `commit` if it points at `expected`, and says what is true in the end.
 *
 * A place may have done it and lost the answer, or refuse by an old view of the ref. So a refusal is believed
 * only when the ref is where it was expected and a second attempt is refused as well.
 */
export async function settle(
  store: CommitStore,
  commit: string,
  expected: string | undefined,
): Promise<AppendResult> {
  const first = await attempt(store, commit, expected);
  return first.outcome === 'failed' && first.reason === 'refused'
    ? attempt(store, commit, expected)
    : first;
}

async function attempt(
  store: CommitStore,
  commit: string,
  expected: string | undefined,
): Promise<AppendResult> {
  const swapped = await store.swap(commit, expected);
  if (swapped.outcome === 'ok') return { outcome: 'appended', tip: commit };
  const standing = await lookWhere(store, commit, expected);
  if (standing.outcome === 'failed') return explainDoubt(swapped, standing);
  switch (standing.value) {
    case 'landed':
      return { outcome: 'appended', tip: commit };
    case 'overtaken':
      return { outcome: 'overtaken' };
    case 'moved-elsewhere':
      return { outcome: 'conflict' };
    case 'not-moved':
      return swapped;
  }
}

/** Whether it landed is unknown: that must not pass for a final refusal. */
function explainDoubt(swapped: Failed, looked: Failed): Failed {
  return swapped.reason === 'refused' ? { ...swapped, reason: looked.reason } : swapped;
}

async function lookWhere(
  store: CommitStore,
  commit: string,
  expected: string | undefined,
): Promise<Result<Standing>> {
  const tip = await store.findTip();
  if (tip.outcome === 'failed') return tip;
  if (tip.value === commit) return ok('landed');
  if (tip.value === expected) return ok('not-moved');
  let from = tip.value;
  for (let pages = 0; from !== undefined && pages < MOST_PAGES; pages += 1) {
    const page = await store.readLog(from);
    if (page.outcome === 'failed') return page;
    const ids = new Set(page.value.map(({ id }) => id));
    if (ids.has(commit)) return ok('overtaken');
    // It can only lie between the tip and what was expected.
    if (expected !== undefined && ids.has(expected)) break;
    from = page.value.at(-1)?.parents[0];
  }
  return ok('moved-elsewhere');
}
