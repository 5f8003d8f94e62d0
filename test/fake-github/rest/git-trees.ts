import { created, notFound, ok, unprocessable, violate, type Answer } from '../reply.ts';
import { putObject, readCommit, readTree, type TreeMode } from '../state/git-objects.ts';
import { resolveCommit } from '../state/git-history.ts';
import { listTree, writeTree, type TreeChange } from '../state/git-tree.ts';
import type { Repository } from '../state/world.ts';
import type { Call } from './call.ts';
import { entryType, viewTree } from './git-view.ts';

interface TreeRow {
  readonly path?: string;
  readonly mode?: TreeMode;
  readonly type?: 'blob' | 'tree' | 'commit';
  /** Null takes the entry out. */
  readonly sha?: string | null;
  /** The text of a blob to be made for the entry. */
  readonly content?: string;
}

export function createTree(call: Call): Answer {
  const { repository } = call;
  const { tree, base_tree: base } = call.body as { tree: readonly TreeRow[]; base_tree?: string };
  const baseTree = base === undefined ? undefined : findTree(repository, base);
  if (base !== undefined && baseTree === undefined)
    return unprocessable(`base_tree ${base} is not a valid tree`);
  const mistake = tree.length === 0 ? 'needs entries' : findMistake(tree);
  if (mistake !== undefined) return violate('Tree', 'tree', mistake);
  const missing = tree.find((row) => isMissing(repository, row));
  if (missing !== undefined)
    return unprocessable(`tree.sha ${missing.sha ?? ''} is not a valid ${missing.type ?? 'blob'}`);

  const changes = tree.map((row) => toChange(repository, row));
  const oid = writeTree(repository, baseTree, changes);
  return created(viewTree(call, oid, readTree(repository, oid) ?? []));
}

/** A tree's id, or that of a commit's tree. */
function findTree(repository: Repository, sha: string): string | undefined {
  return readTree(repository, sha) === undefined ? readCommit(repository, sha)?.tree : sha;
}

function findMistake(rows: readonly TreeRow[]): string | undefined {
  for (const { path = '', mode, type, sha, content } of rows) {
    if (path.split('/').some((part) => ['', '.', '..', '.git'].includes(part)))
      return `has an entry without a proper path: ${JSON.stringify(path)}`;
    if (mode === undefined) return `has an entry without a mode: ${path}`;
    if (type !== undefined && type !== entryType({ mode }))
      return `has a ${type} of mode ${mode}: ${path}`;
    if ((sha === undefined) === (content === undefined))
      return `has an entry that needs either sha or content: ${path}`;
  }
  return undefined;
}

function isMissing(repository: Repository, { sha, mode = '100644' }: TreeRow): boolean {
  if (typeof sha !== 'string' || mode === '160000') return false;
  return repository.objects[sha]?.kind !== entryType({ mode });
}

function toChange(repository: Repository, row: TreeRow): TreeChange {
  const { path = '', mode = '100644', sha = null, content } = row;
  const blob =
    content === undefined ? undefined : putObject(repository, 'blob', Buffer.from(content));
  return { path, mode, oid: blob ?? sha };
}

export function getTree(call: Call): Answer {
  const { repository, path, query } = call;
  const named = path.tree_sha ?? '';
  const oid = findTree(repository, resolveCommit(repository, named) ?? named);
  if (oid === undefined) return notFound();
  // Any value at all, "0" and "false" included, asks for recursion.
  return ok(viewTree(call, oid, listTree(repository, oid, query.recursive !== undefined)));
}
