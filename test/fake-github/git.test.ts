import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { putCommit, putObject, putTree, readCommit } from './state/git-objects.ts';
import { isAncestor, resolveExpression } from './state/git-history.ts';
import { findInTree, listTree, writeTree } from './state/git-tree.ts';
import { setStage } from './client.ts';
import type { Repository } from './state/world.ts';

/** A repository as seeds make it, without a server. */
async function emptyRepository(): Promise<Repository> {
  const { github } = await setStage();
  await github.close();
  return github.repository('acme/shop');
}

test('objects have the addresses git gives them', async () => {
  const repository = await emptyRepository();
  const blob = (text: string) => putObject(repository, 'blob', Buffer.from(text));
  expect(blob('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  expect(putTree(repository, [])).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  // `a.txt` comes before the folder `a`, which sorts as `a/`.
  const tree = writeTree(repository, undefined, [
    { path: 'hello.txt', mode: '100644', oid: blob('hello\n') },
    { path: 'a/b.txt', mode: '100644', oid: blob('x') },
    { path: 'a.txt', mode: '100644', oid: blob('y') },
  ]);
  expect(tree).toBe('2d68c1dc76c0a387219f00d79e8bc1e4a2d68a18');
  const commit = putCommit(repository, {
    tree,
    parents: [],
    author: { name: 'A U Thor', email: 'a@example.com', date: '2026-01-02T03:04:05+02:00' },
    committer: { name: 'C O Mitter', email: 'c@example.com', date: '2026-01-02T03:04:06Z' },
    message: 'First\n',
  });
  expect(commit).toBe('cc0c0bbe960738b983d19f3deafafc764554655d');
  expect(readCommit(repository, commit)).toMatchObject({
    tree,
    author: { name: 'A U Thor', date: '2026-01-02T01:04:05Z' },
    message: 'First\n',
  });
});

test('a tree holds exactly the files last written to it', async () => {
  const repository = await emptyRepository();
  const path = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
    .map((parts) => `${parts.join('/')}/file`);
  const files = fc.dictionary(path, fc.string(), { maxKeys: 8 });
  const removals = fc.array(path, { maxLength: 4 });
  fc.assert(
    fc.property(files, removals, (written, removed) => {
      const blobs = Object.entries(written).map(([name, text]) => ({
        path: name,
        mode: '100644' as const,
        oid: putObject(repository, 'blob', Buffer.from(text)),
      }));
      const full = writeTree(repository, undefined, blobs);
      const gone = removed.map((name) => ({ path: name, mode: '100644' as const, oid: null }));
      const rest = writeTree(repository, full, gone);
      const expected = blobs.filter((blob) => !removed.includes(blob.path));
      const listed = listTree(repository, rest, true).filter(({ mode }) => mode === '100644');
      expect(new Map(listed.map(({ name, oid }) => [name, oid]))).toEqual(
        new Map(expected.map((blob) => [blob.path, blob.oid])),
      );
      for (const blob of expected)
        expect(findInTree(repository, rest, blob.path)?.oid).toBe(blob.oid);
      expect(rest === full).toBe(expected.length === blobs.length);
    }),
    { numRuns: 60 },
  );
});

test('a commit is its own ancestor and that of what follows it, never the other way', async () => {
  const { github, main, feature } = await setStage();
  const repository = github.repository('acme/shop');
  await github.close();
  expect(isAncestor(repository, main, main)).toBe(true);
  expect(isAncestor(repository, main, feature)).toBe(true);
  expect(isAncestor(repository, feature, main)).toBe(false);
});

test.each([
  ['main', 'commit'],
  ['HEAD', 'commit'],
  ['refs/heads/main', 'commit'],
  ['main:', 'tree'],
  ['main:docs', 'tree'],
  ['heads/main:docs/use.md', 'blob'],
  ['main:docs/none.md', undefined],
  ['nowhere', undefined],
  ['nowhere:docs', undefined],
])('the expression %s names a %s', async (expression, kind) => {
  const repository = await emptyRepository();
  const oid = resolveExpression(repository, expression);
  expect(oid === undefined ? undefined : repository.objects[oid]?.kind).toBe(kind);
});
