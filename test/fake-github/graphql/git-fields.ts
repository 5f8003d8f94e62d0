import { nodeId } from '../node-id.ts';
import { webLink } from '../rest/links.ts';
import { entryType } from '../rest/git-view.ts';
import { requireCommit, walkHistory } from '../state/git-history.ts';
import { readCommit, readObject, readTree, type TreeEntry } from '../state/git-objects.ts';
import { findInTree } from '../state/git-tree.ts';
import { findPullsOf } from '../state/pulls.ts';
import type { Repository } from '../state/world.ts';
import { type CheckFilter, listSuites } from './check-fields.ts';
import { connect, type PageArguments } from './connection.ts';
import { demand } from './context.ts';
import { type DeploymentArguments, listDeployments } from './deployment-fields.ts';
import { gitObjectNode, issueNode, refNode, repositoryNode } from './nodes.ts';
import type { Fields, GitObjectNode, RefNode } from './nodes.ts';

/** Beyond this size, in bytes, GitHub cuts a blob's text off. */
const MOST_TEXT = 512_000;

const gitObjectFields: Fields<GitObjectNode> = {
  id: ({ __typename, repository, oid }) => nodeId(__typename, repository.id, oid),
  abbreviatedOid: ({ oid }) => oid.slice(0, 7),
  repository: ({ repository }) => repositoryNode(repository),
  commitUrl: ({ repository, oid }) => webLink(repository, `/commit/${oid}`),
};

export const commitFields: Fields<GitObjectNode> = {
  ...gitObjectFields,
  message: (node) => commitOf(node).message,
  messageHeadline: (node) => commitOf(node).message.split('\n')[0],
  messageBody: (node) => commitOf(node).message.split('\n').slice(1).join('\n').trim(),
  committedDate: (node) => commitOf(node).committer.date,
  authoredDate: (node) => commitOf(node).author.date,
  author: (node) => ({ ...commitOf(node).author, user: null }),
  committer: (node) => ({ ...commitOf(node).committer, user: null }),
  url: ({ repository, oid }) => webLink(repository, `/commit/${oid}`),
  tree: (node) => gitObjectNode(node.repository, commitOf(node).tree),
  parents: (node, page: PageArguments) =>
    connect(
      commitOf(node).parents.map((oid) => gitObjectNode(node.repository, oid)),
      page,
    ),
  file: (node, { path }: { readonly path: string }) => {
    const entry = findInTree(node.repository, commitOf(node).tree, path);
    return entry === undefined ? null : entryNode(node.repository, entry, path);
  },
  history: ({ repository, oid }, args: PageArguments & { readonly path?: string | null }) =>
    connect(
      listHistory(repository, oid, args.path).map((past) => gitObjectNode(repository, past)),
      args,
    ),
  checkSuites: ({ repository, oid }, args: CheckFilter, context) => {
    demand(context, 'checks:read');
    return connect(listSuites(repository, oid, args), args);
  },
  deployments: ({ repository, oid }, args: DeploymentArguments, context) => {
    demand(context, 'deployments:read');
    return connect(listDeployments(repository, args, oid), args);
  },
  associatedPullRequests: ({ repository, oid }, page: PageArguments, context) => {
    demand(context, 'pull_requests:read');
    const pulls = findPullsOf(repository, oid);
    return connect(
      pulls.map((issue) => issueNode(repository, issue)),
      page,
    );
  },
};

function commitOf({ repository, oid }: GitObjectNode) {
  return requireCommit(repository, oid);
}

/** The past of a commit; with a path only the commits that changed what lies there. */
function listHistory(
  repository: Repository,
  from: string,
  path: string | null | undefined,
): readonly string[] {
  const past = [...walkHistory(repository, from)];
  if (path == null) return past;
  const at = (oid = '') => {
    const tree = readCommit(repository, oid)?.tree;
    return tree === undefined ? undefined : findInTree(repository, tree, path)?.oid;
  };
  return past.filter((oid) => at(oid) !== at(requireCommit(repository, oid).parents[0]));
}

export const treeFields: Fields<GitObjectNode> = {
  ...gitObjectFields,
  entries: ({ repository, oid }) =>
    (readTree(repository, oid) ?? []).map((entry) => entryNode(repository, entry, entry.name)),
};

function entryNode(repository: Repository, entry: TreeEntry, path: string): object {
  return {
    __typename: 'TreeEntry',
    name: path.split('/').at(-1),
    path,
    mode: Number.parseInt(entry.mode, 8),
    type: entryType(entry),
    oid: entry.oid,
    size: readObject(repository, entry.oid, 'blob')?.length ?? 0,
    object: gitObjectNode(repository, entry.oid),
  };
}

export const blobFields: Fields<GitObjectNode> = {
  ...gitObjectFields,
  byteSize: (node) => contentOf(node).length,
  isBinary: (node) => contentOf(node).includes(0),
  isTruncated: (node) => contentOf(node).length > MOST_TEXT,
  text: (node) => {
    const content = contentOf(node);
    return content.includes(0) ? null : content.toString('utf8', 0, MOST_TEXT);
  },
};

function contentOf({ repository, oid }: GitObjectNode): Buffer {
  return readObject(repository, oid, 'blob') ?? Buffer.alloc(0);
}

export const refFields: Fields<RefNode> = {
  id: ({ repository, fullName }) => nodeId('Ref', repository.id, fullName),
  name: ({ fullName }) => fullName.slice(prefixOf(fullName).length),
  prefix: ({ fullName }) => prefixOf(fullName),
  repository: ({ repository }) => repositoryNode(repository),
  target: ({ repository, oid }) => gitObjectNode(repository, oid),
};

/** All but the last part, except that a branch's or tag's slashes belong to its name. */
function prefixOf(fullName: string): string {
  return /^refs\/(?:heads|tags)\/|^refs\/.*\//.exec(fullName)?.[0] ?? '';
}

/** A ref by its full name, or a branch or tag by its short one. */
export function findRef(repository: Repository, name: string): RefNode | null {
  const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}`];
  return refNode(
    repository,
    candidates.find((candidate) => candidate in repository.refs),
  );
}
