import { blobId } from '../object-id.ts';
import { FILE_KEYS, FILE_NAMES, fail, ok } from '../store.ts';
import type { CommitStore, Files, Result, StoredCommit } from '../store.ts';
import type { FoundObjects } from '../../github/objects.ts';
import type { CommitAnswer, FileAnswer } from './queries.ts';
import { createRemote, MOST_COMMITS } from './remote.ts';
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
 * GitHub documents no error for a ref that has moved: whatever a refusal says, the ref is asked what is true.
 */
export function createGitHubStore(options: RemoteOptions): CommitStore {
  return openStore(options, {});
}

const NO_FILES: Files = { recent: undefined, earlier: undefined, plan: undefined };

function openStore(options: RemoteOptions, known: { repositoryId?: string }): CommitStore {
  const { ref, client } = options;
  const remote = createRemote(options);

  async function understand(
    answer: Result<FoundObjects<CommitAnswer>>,
  ): Promise<Result<readonly (StoredCommit | undefined)[]>> {
    if (answer.outcome === 'failed') return answer;
    known.repositoryId = answer.value.repositoryId;
    const commits: (StoredCommit | undefined)[] = [];
    for (const object of answer.value.objects) {
      const commit = object === null ? ok(undefined) : await understandOne(object);
      if (commit.outcome === 'failed') return commit;
      commits.push(commit.value);
    }
    return ok(commits);
  }

  async function understandOne({
    oid: id,
    message,
    parents,
    ...object
  }: CommitAnswer): Promise<Result<StoredCommit>> {
    if (message === undefined || parents === undefined) {
      return fail('malformed', `${ref} points at ${id}, which is no commit`);
    }
    const files: Record<keyof Files, string | undefined> = { ...NO_FILES };
    for (const key of FILE_KEYS) {
      const file = await readFile(remote, `${FILE_NAMES[key]} of ${ref}`, object[key]);
      if (file.outcome === 'failed') return file;
      files[key] = file.value;
    }
    return ok({ id, message, parents: parents.nodes.map(({ oid }) => oid), files });
  }

  async function readCommits(
    ids: readonly string[],
  ): Promise<Result<readonly (StoredCommit | undefined)[]>> {
    const commits: (StoredCommit | undefined)[] = [];
    for (let from = 0; from < ids.length; from += MOST_COMMITS) {
      const batch = ids.slice(from, from + MOST_COMMITS);
      const read = await understand(await remote.readCommits(batch));
      if (read.outcome === 'failed') return read;
      commits.push(...read.value);
    }
    return ok(commits);
  }

  return {
    ref,
    findTip: remote.findRef,
    readCommits,
    readLog: remote.readLog,

    async readTip() {
      const named = await understand(await remote.readTip());
      if (named.outcome === 'failed') return named;
      if (named.value[0] !== undefined) return ok(named.value[0]);
      // GraphQL may not resolve names outside of branches and tags, which must not pass for an empty ledger.
      const id = await remote.findRef();
      if (id.outcome === 'failed') return id;
      if (id.value === undefined) return ok(undefined);
      const read = await readCommits([id.value]);
      if (read.outcome === 'failed') return read;
      const [commit] = read.value;
      return commit === undefined
        ? fail('malformed', `${ref} points at ${id.value}, which cannot be read`)
        : ok(commit);
    },

    async writeCommit(commit) {
      const tree = await remote.makeTree(commit);
      return tree.outcome === 'ok' ? remote.makeCommit(tree.value, commit) : tree;
    },

    async swap(to, from) {
      if (known.repositoryId === undefined) {
        const tip = await remote.readTip();
        if (tip.outcome === 'failed') return tip;
        known.repositoryId = tip.value.repositoryId;
      }
      return remote.moveRef(known.repositoryId, to, from ?? '0'.repeat(to.length));
    },

    by: (deadline) => openStore({ ...options, client: client.by(deadline) }, known),
  };
}

/** GraphQL cuts long texts and withholds what looks binary: only what has the blob's own hash is taken. */
async function readFile(
  remote: Remote,
  name: string,
  file: FileAnswer,
): Promise<Result<string | undefined>> {
  if (file === null || file === undefined) return ok(undefined);
  const { oid, object } = file;
  const text = object?.isTruncated === false ? object.text : undefined;
  if (typeof text === 'string' && blobId(text, oid.length) === oid) return ok(text);
  const whole = await remote.readBlob(oid);
  return whole.outcome === 'ok' && blobId(whole.value, oid.length) !== oid
    ? fail('malformed', `${name} did not come whole: its hash is not ${oid}`)
    : whole;
}
