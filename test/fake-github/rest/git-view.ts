import { nodeId } from '../node-id.ts';
import { readObject, type TreeEntry } from '../state/git-objects.ts';
import { requireCommit } from '../state/git-history.ts';
import type { Scene } from '../state/hub.ts';
import { viewUser } from './actor-view.ts';
import { apiLink, webLink } from './links.ts';

const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

export function viewRef({ hub, repository }: Scene, name: string): object {
  const oid = repository.refs[name] ?? '';
  const kind = repository.objects[oid]?.kind ?? 'commit';
  return {
    ref: name,
    node_id: nodeId('Ref', repository.id, name),
    url: apiLink(hub, repository, `/git/${name}`),
    object: { sha: oid, type: kind, url: apiLink(hub, repository, `/git/${kind}s/${oid}`) },
  };
}

export function viewGitCommit({ hub, repository }: Scene, oid: string): object {
  const commit = requireCommit(repository, oid);
  return {
    sha: oid,
    node_id: nodeId('Commit', repository.id, oid),
    url: apiLink(hub, repository, `/git/commits/${oid}`),
    html_url: webLink(repository, `/commit/${oid}`),
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: apiLink(hub, repository, `/git/trees/${commit.tree}`) },
    parents: commit.parents.map((sha) => ({
      sha,
      url: apiLink(hub, repository, `/git/commits/${sha}`),
      html_url: webLink(repository, `/commit/${sha}`),
    })),
    verification: UNSIGNED,
  };
}

/** The commit as `/commits` shows it: with the accounts its signatures belong to. */
export function viewCommit({ hub, repository }: Scene, oid: string): object {
  const commit = requireCommit(repository, oid);
  const login = repository.authors[oid];
  const account = login === undefined ? null : viewUser(hub, login);
  const url = apiLink(hub, repository, `/commits/${oid}`);
  return {
    sha: oid,
    node_id: nodeId('Commit', repository.id, oid),
    url,
    html_url: webLink(repository, `/commit/${oid}`),
    comments_url: `${url}/comments`,
    commit: {
      url: apiLink(hub, repository, `/git/commits/${oid}`),
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: apiLink(hub, repository, `/git/trees/${commit.tree}`) },
      verification: UNSIGNED,
    },
    author: account,
    committer: account,
    parents: commit.parents.map((sha) => ({
      sha,
      url: apiLink(hub, repository, `/commits/${sha}`),
      html_url: webLink(repository, `/commit/${sha}`),
    })),
  };
}

export function viewTree(
  { hub, repository }: Scene,
  oid: string,
  entries: readonly TreeEntry[],
): object {
  return {
    sha: oid,
    url: apiLink(hub, repository, `/git/trees/${oid}`),
    tree: entries.map((entry) => viewTreeEntry({ hub, repository }, entry)),
    truncated: false,
  };
}

function viewTreeEntry({ hub, repository }: Pick<Scene, 'hub' | 'repository'>, entry: TreeEntry) {
  const type = entryType(entry);
  const size = type === 'blob' ? readObject(repository, entry.oid, 'blob')?.length : undefined;
  return {
    path: entry.name,
    mode: entry.mode,
    type,
    sha: entry.oid,
    ...(size === undefined ? {} : { size }),
    ...(type === 'commit' ? {} : { url: apiLink(hub, repository, `/git/${type}s/${entry.oid}`) }),
  };
}

export function entryType({ mode }: Pick<TreeEntry, 'mode'>): 'blob' | 'tree' | 'commit' {
  if (mode === '040000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}
