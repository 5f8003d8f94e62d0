import { putTree, readTree, type TreeEntry, type TreeMode } from './git-objects.ts';
import type { Repository } from './world.ts';

/** One path to set, or with oid null to take out, relative to the root of a tree. */
export interface TreeChange {
  readonly path: string;
  readonly mode: TreeMode;
  readonly oid: string | null;
}

/** Applies changes to a tree, folders included; an emptied folder disappears. */
export function writeTree(
  repository: Repository,
  base: string | undefined,
  changes: readonly TreeChange[],
): string {
  const entries = new Map(
    (base === undefined ? [] : (readTree(repository, base) ?? [])).map((entry) => [
      entry.name,
      entry,
    ]),
  );
  for (const [name, group] of groupByFirstSegment(changes)) {
    const changed = changeEntry(repository, entries.get(name), name, group);
    if (changed === undefined) entries.delete(name);
    else entries.set(name, changed);
  }
  return putTree(repository, [...entries.values()]);
}

function changeEntry(
  repository: Repository,
  present: TreeEntry | undefined,
  name: string,
  changes: readonly TreeChange[],
): TreeEntry | undefined {
  const here = changes.findLast((change) => change.path === '');
  if (here !== undefined)
    return here.oid === null ? undefined : { mode: here.mode, name, oid: here.oid };
  const folder = present?.mode === '040000' ? present.oid : undefined;
  const oid = writeTree(repository, folder, changes);
  return readTree(repository, oid)?.length === 0 ? undefined : { mode: '040000', name, oid };
}

function groupByFirstSegment(changes: readonly TreeChange[]): Map<string, TreeChange[]> {
  const groups = new Map<string, TreeChange[]>();
  for (const change of changes) {
    const [name = '', ...rest] = change.path.split('/');
    groups.set(name, [...(groups.get(name) ?? []), { ...change, path: rest.join('/') }]);
  }
  return groups;
}

/** Every entry below a tree with its whole path; folders are named before what is in them. */
export function listTree(
  repository: Repository,
  oid: string,
  recursive: boolean,
  prefix = '',
): readonly TreeEntry[] {
  return (readTree(repository, oid) ?? []).flatMap((entry) => {
    const named = { ...entry, name: prefix + entry.name };
    return recursive && entry.mode === '040000'
      ? [named, ...listTree(repository, entry.oid, true, `${named.name}/`)]
      : [named];
  });
}

/** What lies at a path of a tree; the empty path is the tree itself. */
export function findInTree(
  repository: Repository,
  tree: string,
  path: string,
): TreeEntry | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  let found: TreeEntry | undefined = { mode: '040000', name: '', oid: tree };
  for (const segment of segments) {
    const oid: string = found.oid;
    found = readTree(repository, oid)?.find((entry) => entry.name === segment);
    if (found === undefined) return undefined;
  }
  return found;
}
