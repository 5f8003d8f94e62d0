import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeScratch } from '../../services/harness/scratch.ts';

const run = promisify(execFile);

export interface Repository {
  readonly path: string;
  /** The latest commit, which is the same for the same content. */
  readonly sha: string;
  close(): Promise<void>;
}

const AUTHOR = {
  GIT_AUTHOR_NAME: 'author',
  GIT_AUTHOR_EMAIL: 'author@example.test',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'author',
  GIT_COMMITTER_EMAIL: 'author@example.test',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

/**
 * Makes a caller's repository: the files of a folder, and further ones by path, in one commit on `main`. Made from
 * another such repository, it has that one's commits too.
 */
export async function makeRepository(
  folder: string | undefined,
  files: Readonly<Record<string, string>> = {},
): Promise<Repository> {
  const scratch = await makeScratch('repository');
  const git = async (...args: readonly string[]) =>
    (
      await run('git', ['-C', scratch.path, ...args], { env: { ...process.env, ...AUTHOR } })
    ).stdout.trim();

  if (folder !== undefined) await cp(folder, scratch.path, { recursive: true });
  for (const [name, content] of Object.entries(files)) await scratch.write(name, content);
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message=Begin');
  return { path: scratch.path, sha: await git('rev-parse', 'HEAD'), close: () => scratch.close() };
}

/** The folder of the suite in this work tree. */
export const SUITE_ROOT = join(import.meta.dirname, '../../..');
