import { createHash } from 'node:crypto';
import type { Repository } from './world.ts';

export type ObjectKind = 'blob' | 'tree' | 'commit' | 'tag';

/** One git object; its content, without git's header, in base64. */
export interface StoredObject {
  readonly kind: ObjectKind;
  readonly content: string;
}

export type TreeMode = '100644' | '100755' | '040000' | '160000' | '120000';

export interface TreeEntry {
  readonly mode: TreeMode;
  readonly name: string;
  readonly oid: string;
}

/** Who did something, and when, as git writes it: `name <email> seconds +hhmm`. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601, with the offset it was signed in. */
  readonly date: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export const ZERO_OID = '0'.repeat(40);

/** Stores an object under its true address: SHA-1 over git's header and the content. */
export function putObject(repository: Repository, kind: ObjectKind, content: Buffer): string {
  const header = Buffer.from(`${kind} ${content.length}\0`);
  const oid = createHash('sha1').update(header).update(content).digest('hex');
  repository.objects[oid] ??= { kind, content: content.toString('base64') };
  return oid;
}

export function readObject(
  repository: Repository,
  oid: string,
  kind: ObjectKind,
): Buffer | undefined {
  const stored = repository.objects[oid];
  return stored?.kind === kind ? Buffer.from(stored.content, 'base64') : undefined;
}

export function putTree(repository: Repository, entries: readonly TreeEntry[]): string {
  const rows = entries
    .toSorted((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
    .flatMap((entry) => [
      Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.name}\0`),
      Buffer.from(entry.oid, 'hex'),
    ]);
  return putObject(repository, 'tree', Buffer.concat(rows));
}

/** Git sorts folders as if their name ended in a slash. */
function sortKey(entry: TreeEntry): Buffer {
  return Buffer.from(entry.mode === '040000' ? `${entry.name}/` : entry.name);
}

export function readTree(repository: Repository, oid: string): readonly TreeEntry[] | undefined {
  const content = readObject(repository, oid, 'tree');
  if (content === undefined) return undefined;
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const end = content.indexOf(0, at);
    const [mode = '', ...name] = content.toString('utf8', at, end).split(' ');
    entries.push({
      mode: mode.padStart(6, '0') as TreeMode,
      name: name.join(' '),
      oid: content.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

export function putCommit(repository: Repository, commit: Commit): string {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${formatSignature(commit.author)}`,
    `committer ${formatSignature(commit.committer)}`,
    '',
    commit.message,
  ];
  return putObject(repository, 'commit', Buffer.from(lines.join('\n')));
}

export function readCommit(repository: Repository, oid: string): Commit | undefined {
  const text = readObject(repository, oid, 'commit')?.toString('utf8');
  if (text === undefined) return undefined;
  const end = text.indexOf('\n\n');
  const fields = text.slice(0, end).split('\n');
  const valuesOf = (name: string) =>
    fields.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    tree: valuesOf('tree')[0] ?? '',
    parents: valuesOf('parent'),
    author: parseSignature(valuesOf('author')[0] ?? ''),
    committer: parseSignature(valuesOf('committer')[0] ?? ''),
    message: text.slice(end + 2),
  };
}

function formatSignature({ name, email, date }: Signature): string {
  const [, offset = '+00:00'] = /([+-]\d\d:\d\d)$/.exec(date) ?? [];
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} ${offset.replace(':', '')}`;
}

function parseSignature(line: string): Signature {
  const [, name = '', email = '', seconds = '0'] =
    /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(line) ?? [];
  return { name, email, date: formatSeconds(Number(seconds) * 1000) };
}

/** GitHub's moments have no fraction of a second: `2026-11-22T03:00:00Z`. */
export function formatSeconds(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}
