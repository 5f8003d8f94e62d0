import { nodeId } from '../node-id.ts';
import { created, failure, notFound, ok, type Answer } from '../reply.ts';
import {
  readCommit,
  readObject,
  putCommit,
  putObject,
  readTree,
  type Signature,
} from '../state/git-objects.ts';
import { resolveCommit } from '../state/git-history.ts';
import { listTree, writeTree, type TreeChange } from '../state/git-tree.ts';
import { stamp } from '../state/hub.ts';
import type { Repository } from '../state/world.ts';
import type { Call } from './call.ts';
import { entryType, viewGitCommit, viewTree } from './git-view.ts';
import { apiLink } from './links.ts';

export function createBlob({ hub, repository, body }: Call): Answer {
  const { content, encoding = 'utf-8' } = body as { content: string; encoding?: string };
  if (encoding !== 'utf-8' && encoding !== 'base64')
    return failure(422, `Invalid encoding: ${encoding}`);
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  const sha = putObject(repository, 'blob', bytes);
  return created({ sha, url: apiLink(hub, repository, `/git/blobs/${sha}`) });
}

export function getBlob({ hub, repository, path }: Call): Answer {
  const sha = path.file_sha ?? '';
  const content = readObject(repository, sha, 'blob');
  if (content === undefined) return notFound();
  return ok({
    sha,
    node_id: nodeId('Blob', repository.id, sha),
    size: content.length,
    url: apiLink(hub, repository, `/git/blobs/${sha}`),
    content: wrapBase64(content),
    encoding: 'base64',
  });
}

/** GitHub breaks base64 into lines of 60 characters. */
export function wrapBase64(content: Buffer): string {
  return content.toString('base64').replaceAll(/.{1,60}/g, '$&\n');
}

interface TreeRow {
  readonly path?: string;
  readonly mode?: TreeChange['mode'];
  readonly type?: 'blob' | 'tree' | 'commit';
  readonly sha?: string | null;
  readonly content?: string;
}

export function createTree(call: Call): Answer {
  const { repository } = call;
  const { tree, base_tree: base } = call.body as { tree: readonly TreeRow[]; base_tree?: string };
  const baseTree = base === undefined ? undefined : findTree(repository, base);
  if (base !== undefined && baseTree === undefined) return invalidTree('base_tree', base);
  if (tree.length === 0) return violate('Invalid tree info: a tree needs entries');
  const mistake = tree.map(findRowMistake).find((sentence) => sentence !== undefined);
  if (mistake !== undefined) return violate(mistake);
  const missing = tree.find(({ sha, mode }) => isMissing(repository, sha, mode));
  if (missing !== undefined) return invalidTree('tree.sha', missing.sha ?? '');

  const oid = writeTree(
    repository,
    baseTree,
    tree.map((row) => toChange(repository, row)),
  );
  return created(viewTree(call, oid, readTree(repository, oid) ?? []));
}

/** A tree's id, or that of a commit's tree. */
function findTree(repository: Repository, sha: string): string | undefined {
  if (readTree(repository, sha) !== undefined) return sha;
  return readCommit(repository, sha)?.tree;
}

function findRowMistake({ path, mode, type, sha, content }: TreeRow): string | undefined {
  if (path === undefined || path === '' || path.startsWith('/') || path.endsWith('/'))
    return `tree.path ${JSON.stringify(path)} is not the path of an entry`;
  if (mode === undefined) return 'tree.mode is missing';
  if (type !== undefined && type !== entryType({ mode }))
    return `tree.type ${type} is not of mode ${mode}`;
  if ((sha === undefined) === (content === undefined))
    return 'tree entries need either sha or content';
  return undefined;
}

function isMissing(repository: Repository, sha: TreeRow['sha'], mode: TreeRow['mode']): boolean {
  if (typeof sha !== 'string' || mode === undefined || mode === '160000') return false;
  return repository.objects[sha]?.kind !== entryType({ mode });
}

function toChange(repository: Repository, row: TreeRow): TreeChange {
  const { path = '', mode = '100644', sha, content } = row;
  const oid =
    content === undefined ? (sha ?? null) : putObject(repository, 'blob', Buffer.from(content));
  return { path, mode, oid };
}

function violate(message: string): Answer {
  return { ...failure422(message), violation: message };
}

function invalidTree(field: string, sha: string): Answer {
  return failure422(`${field} ${sha} is not a valid object`);
}

function failure422(message: string): Answer {
  return { status: 422, body: { message, documentation_url: 'https://docs.github.com/rest/git' } };
}

export function getTree(call: Call): Answer {
  const { repository, path, query } = call;
  const named = path.tree_sha ?? '';
  const commit = resolveCommit(repository, named);
  const oid = findTree(repository, commit ?? named);
  if (oid === undefined) return notFound();
  // Any value at all, "0" and "false" included, asks for recursion.
  return ok(viewTree(call, oid, listTree(repository, oid, query.recursive !== undefined)));
}

interface NewCommit {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[];
  readonly author?: Omit<Signature, 'date'> & { readonly date?: string };
  readonly committer?: Partial<Signature>;
}

export function createCommit(call: Call): Answer {
  const { hub, repository, login, body } = call;
  const { message, tree, parents = [], author, committer } = body as NewCommit;
  if (readTree(repository, tree) === undefined) return failure422('Tree SHA does not exist');
  const missing = parents.find((parent) => readCommit(repository, parent) === undefined);
  if (missing !== undefined)
    return failure422(`Parent SHA does not exist or is not a commit object`);
  const self = {
    name: login,
    email: `${login}@users.noreply.github.com`,
    date: stamp(hub),
  };
  const signedBy = { ...self, ...author };
  const oid = putCommit(repository, {
    tree,
    parents,
    message,
    author: signedBy,
    committer: { ...signedBy, ...committer },
  });
  return created(viewGitCommit(call, oid));
}

export function getGitCommit(call: Call): Answer {
  const sha = call.path.commit_sha ?? '';
  return readCommit(call.repository, sha) === undefined ? notFound() : ok(viewGitCommit(call, sha));
}
