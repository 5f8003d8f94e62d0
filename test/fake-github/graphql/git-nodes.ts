import { nodeId } from '../node-id.ts';
import { readCommit, readObject, readTree, type TreeEntry } from '../state/git-objects.ts';
import { requireCommit, walkHistory } from '../state/git-history.ts';
import { findInTree } from '../state/git-tree.ts';
import { findPullsOf } from '../state/pulls.ts';
import type { Repository } from '../state/world.ts';
import { entryType } from '../rest/git-view.ts';
import { connect, type PageArguments } from './connection.ts';
import { demand, type GraphqlContext } from './context.ts';
import { graphqlError } from './errors.ts';
import { pullNode, repositoryNode } from './repository-nodes.ts';

/** Any git object; null when the repository does not have it. */
export function gitObjectNode(repository: Repository, oid: string): object | null {
  const stored = repository.objects[oid];
  if (stored === undefined) return null;
  if (stored.kind === 'commit') return commitNode(repository, oid);
  if (stored.kind === 'tree') return treeNode(repository, oid);
  return stored.kind === 'blob' ? blobNode(repository, oid) : null;
}

function gitObjectFields(repository: Repository, kind: 'Commit' | 'Tree' | 'Blob', oid: string) {
  return {
    __typename: kind,
    id: nodeId(kind, repository.id, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    repository: () => repositoryNode(repository),
  };
}

export function commitNode(repository: Repository, oid: string): object {
  const commit = requireCommit(repository, oid);
  const [headline = '', ...rest] = commit.message.split('\n');
  return {
    ...gitObjectFields(repository, 'Commit', oid),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    author: { ...commit.author, user: null },
    committer: { ...commit.committer, user: null },
    url: `https://github.com/${repository.owner}/${repository.name}/commit/${oid}`,
    tree: () => treeNode(repository, commit.tree),
    parents: (page: PageArguments) =>
      connect(
        commit.parents.map((parent) => commitNode(repository, parent)),
        bounded(page),
      ),
    file: ({ path }: { path: string }) => {
      const entry = findInTree(repository, commit.tree, path);
      return entry === undefined ? null : entryNode(repository, { ...entry, path });
    },
    history: (args: PageArguments & { path?: string | null }) =>
      connect(listHistory(repository, oid, args.path ?? undefined), bounded(args)),
    associatedPullRequests: (page: PageArguments, context: GraphqlContext) => {
      demand(context, 'pull_requests:read');
      const pulls = findPullsOf(repository, oid).map((issue) => pullNode(repository, issue));
      return connect(pulls, bounded(page));
    },
  };
}

/** GitHub refuses a connection asked for without a size, or for more than 100 at once. */
export function bounded<T extends PageArguments>(page: T): T {
  const size = page.first ?? page.last ?? undefined;
  const name = page.last == null ? 'first' : 'last';
  if (size === undefined)
    throw graphqlError(
      'MISSING_PAGINATION_BOUNDARIES',
      'You must provide a `first` or `last` value to properly paginate the connection.',
      true,
    );
  if (size > 100)
    throw graphqlError(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the connection exceeds the \`${name}\` limit of 100 records.`,
      true,
    );
  return page;
}

/** The past of a commit; with a path only the commits that changed what lies there. */
function listHistory(repository: Repository, from: string, path: string | undefined): object[] {
  const at = (oid: string | undefined) => {
    const tree = oid === undefined ? undefined : readCommit(repository, oid)?.tree;
    return tree === undefined || path === undefined
      ? undefined
      : findInTree(repository, tree, path)?.oid;
  };
  return [...walkHistory(repository, from)]
    .filter(
      (oid) => path === undefined || at(oid) !== at(requireCommit(repository, oid).parents[0]),
    )
    .map((oid) => commitNode(repository, oid));
}

function treeNode(repository: Repository, oid: string): object {
  return {
    ...gitObjectFields(repository, 'Tree', oid),
    entries: () =>
      (readTree(repository, oid) ?? []).map((entry) =>
        entryNode(repository, { ...entry, path: entry.name }),
      ),
  };
}

function entryNode(repository: Repository, entry: TreeEntry & { readonly path: string }): object {
  return {
    __typename: 'TreeEntry',
    name: entry.path.split('/').at(-1),
    path: entry.path,
    mode: Number.parseInt(entry.mode, 8),
    type: entryType(entry),
    oid: entry.oid,
    size: readObject(repository, entry.oid, 'blob')?.length ?? 0,
    object: () => gitObjectNode(repository, entry.oid),
  };
}

/** Beyond this size, in bytes, GitHub cuts a blob's text off. */
const MOST_TEXT = 512_000;

function blobNode(repository: Repository, oid: string): object {
  const content = readObject(repository, oid, 'blob') ?? Buffer.alloc(0);
  const isBinary = content.includes(0);
  return {
    ...gitObjectFields(repository, 'Blob', oid),
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > MOST_TEXT,
    text: isBinary ? null : content.toString('utf8', 0, MOST_TEXT),
  };
}
