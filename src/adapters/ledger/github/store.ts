import { blobId } from '../object-id.ts';
import { JOURNAL_FILE, PLAN_FILE, fail, ok } from '../store.ts';
import type { CommitStore, Result, StoredCommit } from '../store.ts';
import type { CommitAnswer, TreeEntry } from './queries.ts';
import { createRemote } from './remote.ts';
import type { Remote, RemoteOptions } from './remote.ts';

/**
 * Commits in a repository on GitHub, through its API alone. Reading takes one request, an append three: a tree
 * with the files in it, a commit, and the swap.
 *
 * The swap is GraphQL's `updateRefs` with `beforeOid`: the one call that compares and swaps, creates as well
 * (all zeros: it must not exist), and takes the full name of a ref outside of branches and tags. REST would need
 * two routes, and its update without force compares ancestry, not the tip. `createCommitOnBranch` would do
 * everything in one request, but knows only branches, where every append could set off workflows.
 *
 * GitHub documents no error for a ref that has moved: whatever a refusal says, `trace` looks what is true.
 */
export function createGitHubStore(options: RemoteOptions): CommitStore {
  return openStore(options, {});
}

function openStore(options: RemoteOptions, known: { repositoryId?: string }): CommitStore {
  const { ref, client } = options;
  const remote = createRemote(options);

  async function understand(
    answer: Result<CommitAnswer>,
  ): Promise<Result<StoredCommit | undefined>> {
    if (answer.outcome === 'failed') return answer;
    known.repositoryId = answer.value.id;
    const { object } = answer.value;
    if (object === null) return ok(undefined);
    if (object.tree === undefined) {
      return fail('malformed', `${ref} points at ${object.oid}, which is no commit`);
    }
    const { entries } = object.tree;
    const journal = await readFile(remote, ref, findEntry(entries, JOURNAL_FILE));
    if (journal.outcome === 'failed') return journal;
    const plan = await readFile(remote, ref, findEntry(entries, PLAN_FILE));
    if (plan.outcome === 'failed') return plan;
    return ok({ id: object.oid, journal: journal.value, plan: plan.value });
  }

  async function readCommit(id: string): Promise<Result<StoredCommit | undefined>> {
    return understand(await remote.readCommit(id));
  }

  return {
    ref,
    findTip: remote.findRef,
    readCommit,

    async readTip() {
      const named = await understand(await remote.readTip());
      if (named.outcome === 'failed' || named.value !== undefined) return named;
      // GraphQL may not resolve names outside of branches and tags, which must not pass for an empty ledger.
      const id = await remote.findRef();
      if (id.outcome === 'failed') return id;
      if (id.value === undefined) return ok(undefined);
      const commit = await readCommit(id.value);
      return commit.outcome === 'ok' && commit.value === undefined
        ? fail('malformed', `${ref} points at ${id.value}, which cannot be read`)
        : commit;
    },

    async writeCommit(commit) {
      const tree = await remote.makeTree(commit);
      return tree.outcome === 'ok' ? remote.makeCommit(tree.value, commit) : tree;
    },

    async swap(to, from) {
      if (known.repositoryId === undefined) {
        const tip = await remote.readTip();
        if (tip.outcome === 'failed') return tip;
        known.repositoryId = tip.value.id;
      }
      return remote.moveRef(known.repositoryId, to, from ?? '0'.repeat(to.length));
    },

    async trace(commit) {
      const tip = await remote.findRef();
      if (tip.outcome === 'failed') return tip;
      if (tip.value === undefined || tip.value === commit) {
        return ok({ tip: tip.value, holds: tip.value === commit });
      }
      const past = await remote.readHistory(tip.value);
      if (past.outcome === 'failed') return past;
      return ok({ tip: tip.value, holds: past.value.includes(commit) });
    },

    by: (deadline) => openStore({ ...options, client: client.by(deadline) }, known),
  };
}

function findEntry(entries: readonly TreeEntry[], name: string): TreeEntry | undefined {
  return entries.find((entry) => entry.name === name);
}

/** GraphQL cuts long texts and withholds what looks binary: only what has the blob's own hash is taken. */
async function readFile(
  remote: Remote,
  ref: string,
  entry: TreeEntry | undefined,
): Promise<Result<string | undefined>> {
  if (entry === undefined) return ok(undefined);
  const { name, oid, object } = entry;
  const text = object?.isTruncated === false ? object.text : undefined;
  if (typeof text === 'string' && blobId(text, oid.length) === oid) return ok(text);
  const whole = await remote.readBlob(oid);
  return whole.outcome === 'ok' && blobId(whole.value, oid.length) !== oid
    ? fail('malformed', `${name} of ${ref} did not come whole: its hash is not ${oid}`)
    : whole;
}
