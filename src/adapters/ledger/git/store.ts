import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import { blobId } from '../object-id.ts';
import { AUTHOR, FILE_KEYS, FILE_NAMES, LOG_PAGE, fail, ok } from '../store.ts';
import type { CommitStore, Files, Result, StoredCommit } from '../store.ts';
import { parseBatch } from './batch.ts';
import { parseCommit, parseLog } from './commit.ts';
import { createGit } from './git.ts';
import type { Git } from './git.ts';

export interface GitStoreOptions {
  /** The root of a work tree, or a bare repository. */
  readonly folder: string;
  readonly ref: string;
  /** Make a bare repository where there is none. */
  readonly create: boolean;
  readonly timeout: Duration;
}

/**
 * Commits in a local repository. The ref moves by `git update-ref <ref> <new> <old>`, which git does under the
 * ref's lock: whoever comes second finds another old value. No branch, index or work tree is touched.
 */
export function createGitStore({ folder, ref, create, timeout }: GitStoreOptions): CommitStore {
  const git = createGit(folder, timeout);

  async function findTip(): Promise<Result<string | undefined>> {
    const made = create ? await createRepository(git, folder) : ok(undefined);
    if (made.outcome === 'failed') return made;
    // The type makes git look whether the object is there at all.
    const format = '--format=%(objectname) %(objecttype) %(refname)';
    const listed = await git.runForLine(['for-each-ref', format, ref]);
    if (listed.outcome === 'failed') return listed;
    const lines = listed.value.split('\n').map((line) => line.split(' '));
    return ok(lines.find(([, , name]) => name === ref)?.[0]);
  }

  async function readCommits(
    ids: readonly string[],
  ): Promise<Result<readonly (StoredCommit | undefined)[]>> {
    const names = ids.flatMap((id) => [
      `${id}^{commit}`,
      ...FILE_KEYS.map((key) => `${id}:${FILE_NAMES[key]}`),
    ]);
    const output = await git.run(['cat-file', '--batch'], { input: `${names.join('\n')}\n` });
    if (output.outcome === 'failed') return output;
    const texts = parseBatch(output.value, names.length);
    if (texts === undefined) return fail('malformed', `git cat-file in ${folder} was cut off`);
    const each = 1 + FILE_KEYS.length;
    return ok(ids.map((id, index) => toCommit(id, texts.slice(index * each, (index + 1) * each))));
  }

  return {
    ref,
    findTip,
    readCommits,

    async readTip() {
      const tip = await findTip();
      if (tip.outcome === 'failed') return tip;
      if (tip.value === undefined) return ok(undefined);
      const commits = await readCommits([tip.value]);
      if (commits.outcome === 'failed') return commits;
      const [commit] = commits.value;
      return commit === undefined
        ? fail('malformed', `${ref} points at ${tip.value}, which is no commit`)
        : ok(commit);
    },

    async readLog(from) {
      const format = '--format=%H%n%P%n%B';
      const command = ['log', '-z', '--first-parent', `--max-count=${LOG_PAGE}`, format, from];
      const output = await git.runForLine(command);
      return output.outcome === 'ok' ? ok(parseLog(output.value)) : output;
    },

    async writeCommit({ parent, message, date, files }) {
      const made = create ? await createRepository(git, folder) : ok(undefined);
      if (made.outcome === 'failed') return made;
      const tree = await writeTree(git, files, parent);
      if (tree.outcome === 'failed') return tree;
      const parents = parent === undefined ? [] : ['-p', parent.id];
      const command = ['commit-tree', tree.value, ...parents, '-F', '-'];
      return git.runForLine(command, { input: message, environment: sign(date) });
    },

    async swap(to, from) {
      const old = from ?? '0'.repeat(to.length);
      const moved = await git.run(['update-ref', '--no-deref', ref, to, old]);
      return moved.outcome === 'ok' ? ok(undefined) : moved;
    },
  };
}

function toCommit(id: string, texts: readonly (string | undefined)[]): StoredCommit | undefined {
  const [commit, ...files] = texts;
  if (commit === undefined) return undefined;
  const [earlier, recent, plan] = files;
  return { id, ...parseCommit(commit), files: { earlier, recent, plan } };
}

async function createRepository(git: Git, folder: string): Promise<Result<void>> {
  if (existsSync(join(folder, '.git')) || existsSync(join(folder, 'HEAD'))) return ok(undefined);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    return fail('unauthorized', `no folder can be made at ${folder}: ${String(error)}`);
  }
  const made = await git.run(['init', '--bare', '--quiet']);
  return made.outcome === 'ok' ? ok(undefined) : made;
}

/** What the parent holds already is not written again. */
async function writeTree(
  git: Git,
  files: Files,
  parent: StoredCommit | undefined,
): Promise<Result<string>> {
  const rows: string[] = [];
  for (const key of FILE_KEYS) {
    const text = files[key];
    if (text === undefined) continue;
    const blob =
      parent?.files[key] === text
        ? ok(blobId(text, parent.id.length))
        : await git.runForLine(['hash-object', '-w', '--stdin'], { input: text });
    if (blob.outcome === 'failed') return blob;
    rows.push(`100644 blob ${blob.value}\t${FILE_NAMES[key]}\n`);
  }
  return git.runForLine(['mktree'], { input: rows.join('') });
}

function sign(date: Instant): Readonly<Record<string, string>> {
  const when = `@${Math.floor(date / 1_000)} +0000`;
  return {
    GIT_AUTHOR_NAME: AUTHOR.name,
    GIT_AUTHOR_EMAIL: AUTHOR.email,
    GIT_AUTHOR_DATE: when,
    GIT_COMMITTER_NAME: AUTHOR.name,
    GIT_COMMITTER_EMAIL: AUTHOR.email,
    GIT_COMMITTER_DATE: when,
  };
}
