import { nodeId } from '../node-id.ts';
import { notFound, ok, type Answer, type Reply } from '../reply.ts';
import { readCommit, readObject, type TreeEntry } from '../state/git-objects.ts';
import { resolveCommit } from '../state/git-history.ts';
import { findInTree, listTree } from '../state/git-tree.ts';
import type { Role } from '../state/records.ts';
import { viewUser } from './actor-view.ts';
import type { Call } from './call.ts';
import { wrapBase64 } from './git-objects.ts';
import { entryType } from './git-view.ts';
import { apiLink, webLink } from './links.ts';
import { viewFullRepository } from './repository-view.ts';

export function getRepository({ hub, repository }: Call): Answer {
  return ok(viewFullRepository(hub, repository));
}

/** The old four-level permission each role counts as. */
const PERMISSIONS: Readonly<Record<Role | 'none', string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

/** A stranger may read a public repository and nothing of a private one. */
export function getPermission({ hub, repository, path }: Call): Answer {
  const login = path.username ?? '';
  const role = repository.collaborators[login] ?? (repository.private ? 'none' : 'read');
  const levels = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
  const has = (level: string) => levels.indexOf(role) >= levels.indexOf(level);
  return ok({
    permission: PERMISSIONS[role],
    role_name: role,
    user: {
      ...viewUser(hub, login),
      permissions: {
        admin: has('admin'),
        maintain: has('maintain'),
        push: has('write'),
        triage: has('triage'),
        pull: has('read'),
      },
      role_name: role,
    },
  });
}

export function getContents(call: Call): Reply {
  const { repository, path: parameters, query } = call;
  const path = parameters.path ?? '';
  const revision = (query.ref as string | undefined) ?? repository.defaultBranch;
  const commit = resolveCommit(repository, revision);
  const tree = commit === undefined ? undefined : readCommit(repository, commit)?.tree;
  const entry = tree === undefined ? undefined : findInTree(repository, tree, path);
  if (entry === undefined) return notFound();
  const place: Place = { ...call, revision, path };
  if (entryType(entry) === 'tree')
    return ok(
      listTree(repository, entry.oid, false).map((child) =>
        viewEntry({ ...place, path: `${path}/${child.name}` }, child),
      ),
    );
  const content = readObject(repository, entry.oid, 'blob') ?? Buffer.alloc(0);
  return ok({ ...viewEntry(place, entry), content: wrapBase64(content), encoding: 'base64' });
}

interface Place extends Pick<Call, 'hub' | 'repository'> {
  readonly revision: string;
  readonly path: string;
}

function viewEntry({ hub, repository, revision, path }: Place, entry: TreeEntry): object {
  const isFolder = entryType(entry) === 'tree';
  const self = apiLink(hub, repository, `/contents/${path}?ref=${revision}`);
  const git = apiLink(hub, repository, `/git/${entryType(entry)}s/${entry.oid}`);
  const html = webLink(repository, `/${entryType(entry)}/${revision}/${path}`);
  return {
    type: isFolder ? 'dir' : 'file',
    name: path.split('/').at(-1),
    path,
    sha: entry.oid,
    size: readObject(repository, entry.oid, 'blob')?.length ?? 0,
    url: self,
    git_url: git,
    html_url: html,
    download_url: isFolder ? null : `${hub.url}/raw/${nodeId('Blob', repository.id, entry.oid)}`,
    _links: { self, git, html },
  };
}
