import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory that is gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-ledger-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const ENVIRONMENT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.test',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.test',
};

/** Git as a person would run it. */
export function runGit(directory: string, words: readonly string[], input = ''): string {
  const options = {
    cwd: directory,
    env: ENVIRONMENT,
    input,
    encoding: 'utf8',
    stdio: 'pipe',
  } as const;
  return execFileSync('git', words, options);
}

/** Puts a commit with these files at the tip of a ref, as a person with plumbing could. */
export function tamperWith(
  directory: string,
  ref: string,
  files: Readonly<Record<string, string>>,
  message: string,
): void {
  const rows = Object.entries(files).map(([name, text]) => {
    const blob = runGit(directory, ['hash-object', '-w', '--stdin'], text).trim();
    return `100644 blob ${blob}\t${name}\n`;
  });
  const tree = runGit(directory, ['mktree'], rows.join('')).trim();
  const parent = runGit(directory, ['rev-parse', ref]).trim();
  const commit = runGit(directory, ['commit-tree', tree, '-p', parent, '-F', '-'], message).trim();
  runGit(directory, ['update-ref', ref, commit]);
}
