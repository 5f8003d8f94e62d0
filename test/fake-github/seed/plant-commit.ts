import { putCommit, putObject } from '../state/git-objects.ts';
import { requireCommit, resolveCommit } from '../state/git-history.ts';
import { writeTree } from '../state/git-tree.ts';
import { stamp, type Place } from '../state/hub.ts';
import type { Repository } from '../state/world.ts';
import { SOMEBODY, type CommitSeed } from './seed.ts';

export function plantCommit({ hub, repository }: Place, seed: CommitSeed): void {
  const main = `refs/heads/${repository.defaultBranch}`;
  const ref = seed.ref ?? (seed.branch === undefined ? main : `refs/heads/${seed.branch}`);
  // A branch starts from the default branch; any other ref begins a history of its own.
  const start = ref.startsWith('refs/heads/') ? repository.refs[main] : undefined;
  const parent = repository.refs[ref] ?? start;
  const base = parent === undefined ? undefined : requireCommit(repository, parent).tree;
  const changes = Object.entries(seed.files ?? {}).map(([path, text]) => ({
    path,
    mode: '100644' as const,
    oid: text === null ? null : putObject(repository, 'blob', Buffer.from(text)),
  }));
  const name = seed.author ?? SOMEBODY;
  const signature = { name, email: `${name}@users.noreply.github.com`, date: stamp(hub) };
  const oid = putCommit(repository, {
    tree: writeTree(repository, base, changes),
    parents: parent === undefined ? [] : [parent],
    author: signature,
    committer: signature,
    message: seed.message ?? 'A change',
  });
  repository.refs[ref] = oid;
  if (seed.author !== undefined) repository.authors[oid] = seed.author;
}

/** The commit a seed's revision stands for, the tip of the default branch when it names none. */
export function requireRevision(repository: Repository, revision?: string): string {
  const named = revision ?? repository.defaultBranch;
  const oid = resolveCommit(repository, named);
  if (oid === undefined)
    throw new Error(`seed: ${repository.owner}/${repository.name} has no revision ${named}`);
  return oid;
}
