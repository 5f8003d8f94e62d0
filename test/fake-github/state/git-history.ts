import { readCommit, readObject, type Commit } from './git-objects.ts';
import { findInTree } from './git-tree.ts';
import type { Repository } from './world.ts';

/** Commits reachable from one, itself first, newest first, each once. */
export function* walkHistory(repository: Repository, from: string): Generator<string> {
  const seen = new Set<string>();
  const waiting = [from];
  while (waiting.length > 0) {
    waiting.sort((a, b) => committedAt(repository, b) - committedAt(repository, a));
    const oid = waiting.shift();
    const commit = oid === undefined ? undefined : readCommit(repository, oid);
    if (oid === undefined || commit === undefined || seen.has(oid)) continue;
    seen.add(oid);
    yield oid;
    waiting.push(...commit.parents);
  }
}

function committedAt(repository: Repository, oid: string): number {
  return Date.parse(readCommit(repository, oid)?.committer.date ?? '') || 0;
}

/** Whether one commit is another's past, or that commit itself. */
export function isAncestor(repository: Repository, ancestor: string, of: string): boolean {
  for (const oid of walkHistory(repository, of)) if (oid === ancestor) return true;
  return false;
}

/** The commit a SHA (whole, or its first 7 or more digits), branch, tag or full ref name stands for. */
export function resolveCommit(repository: Repository, revision: string): string | undefined {
  const named = [revision, `refs/${revision}`, `refs/heads/${revision}`, `refs/tags/${revision}`]
    .map((name) => repository.refs[name])
    .find((oid) => oid !== undefined);
  const oid = named ?? findObject(repository, revision);
  return oid === undefined ? undefined : peel(repository, oid);
}

function findObject(repository: Repository, revision: string): string | undefined {
  if (!/^[0-9a-f]{7,40}$/.test(revision)) return undefined;
  if (revision in repository.objects) return revision;
  const matching = Object.keys(repository.objects).filter((oid) => oid.startsWith(revision));
  return matching.length === 1 ? matching[0] : undefined;
}

/** Follows annotated tags to the commit they name. */
function peel(repository: Repository, oid: string): string | undefined {
  const tag = readObject(repository, oid, 'tag')?.toString('utf8');
  const [, target] = /^object ([0-9a-f]{40})$/m.exec(tag ?? '') ?? [];
  if (target !== undefined) return peel(repository, target);
  return readCommit(repository, oid) === undefined ? undefined : oid;
}

/**
 * The object a git expression names: `main`, `refs/heads/main:docs/page.md`, an object id; undefined
 * when there is none.
 */
export function resolveExpression(repository: Repository, expression: string): string | undefined {
  const [revision = '', ...rest] = expression.split(':');
  const commit = resolveCommit(
    repository,
    revision === 'HEAD' ? repository.defaultBranch : revision,
  );
  if (rest.length === 0) return commit ?? (revision in repository.objects ? revision : undefined);
  const tree = commit === undefined ? revision : readCommit(repository, commit)?.tree;
  return tree === undefined ? undefined : findInTree(repository, tree, rest.join(':'))?.oid;
}

export function requireCommit(repository: Repository, oid: string): Commit {
  const commit = readCommit(repository, oid);
  if (commit === undefined) throw new Error(`${oid} is no commit of ${repository.name}`);
  return commit;
}
