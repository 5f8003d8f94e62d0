import { ZERO_OID } from './git-objects.ts';
import { isAncestor } from './git-history.ts';
import { refuse, reject, succeed, type Outcome } from './refusal.ts';
import type { Repository } from './world.ts';

export interface RefUpdate {
  readonly name: string;
  readonly afterOid: string;
  /** Where the ref must be now; all zeros: it must not exist; absent: anywhere. */
  readonly beforeOid?: string;
  readonly force: boolean;
}

/** Creates a ref that must not exist yet. */
export function createRef(repository: Repository, name: string, oid: string): Outcome<string> {
  if (name in repository.refs) return refuse(422, 'Reference already exists');
  return moveRef(repository, { name, afterOid: oid, force: false });
}

/** Moves a ref that must exist; without force only forward, to a descendant of where it is. */
export function updateRef(
  repository: Repository,
  name: string,
  oid: string,
  force: boolean,
): Outcome<string> {
  if (!(name in repository.refs)) return refuse(422, 'Reference does not exist');
  return moveRef(repository, { name, afterOid: oid, force });
}

export function deleteRef(repository: Repository, name: string): Outcome<string> {
  if (!(name in repository.refs)) return refuse(422, 'Reference does not exist');
  return moveRef(repository, { name, afterOid: ZERO_OID, force: true });
}

function moveRef(repository: Repository, update: RefUpdate): Outcome<string> {
  const moved = updateRefs(repository, [update]);
  return moved.done ? succeed(update.name) : moved;
}

/** Makes all updates or none: the first that cannot be made is the reason none was. */
export function updateRefs(
  repository: Repository,
  updates: readonly RefUpdate[],
): Outcome<undefined> {
  const names = updates.map((update) => update.name);
  if (updates.length === 0) return reject('Reference', 'refUpdates', 'at least one is needed');
  if (new Set(names).size < names.length)
    return reject('Reference', 'refUpdates', 'a ref is named twice');

  const after = { ...repository.refs };
  for (const update of updates) {
    const checked = checkUpdate(repository, update);
    if (!checked.done) return checked;
    if (update.afterOid === ZERO_OID) delete after[update.name];
    else after[update.name] = update.afterOid;
  }
  const clash = names.find((name) => name in after && hasFolderClash(Object.keys(after), name));
  if (clash !== undefined) return refuse(422, 'Reference update failed');

  for (const name of names) delete repository.refs[name];
  Object.assign(repository.refs, after);
  return succeed(undefined);
}

function checkUpdate(repository: Repository, update: RefUpdate): Outcome<undefined> {
  const { name, afterOid, beforeOid, force } = update;
  const now = repository.refs[name];
  const malformed = [afterOid, beforeOid ?? ZERO_OID].find((oid) => !/^[0-9a-f]{40}$/.test(oid));
  if (malformed !== undefined) return reject('Reference', 'oid', `"${malformed}" is no object id`);
  if (!isRefName(name))
    return reject('Reference', 'ref', `"${name}" must begin with refs/ and hold two slashes`);
  if (beforeOid !== undefined && beforeOid !== (now ?? ZERO_OID))
    return refuse(409, `Expected ${name} to point to "${beforeOid}" but it did not`);
  if (afterOid === ZERO_OID)
    return now === undefined ? refuse(422, 'Reference does not exist') : succeed(undefined);

  const kind = repository.objects[afterOid]?.kind;
  if (kind === undefined) return refuse(422, 'Object does not exist');
  if (name.startsWith('refs/heads/') && kind !== 'commit')
    return refuse(422, 'Reference cannot be updated: a branch points at a commit');
  if (now !== undefined && !force && !isAncestor(repository, now, afterOid))
    return refuse(422, 'Update is not a fast forward');
  return succeed(undefined);
}

/** Git keeps refs as files: `refs/x/y` and `refs/x/y/z` cannot both exist. */
function hasFolderClash(names: readonly string[], name: string): boolean {
  return names.some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`));
}

/** What `git check-ref-format` accepts, below `refs/` and with at least two slashes. */
export function isRefName(name: string): boolean {
  const segments = name.split('/');
  return (
    segments[0] === 'refs' &&
    segments.length >= 3 &&
    segments.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock')) &&
    // oxlint-disable-next-line no-control-regex -- git names control characters among the forbidden
    !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\.$/.test(name)
  );
}
