import { execFile } from 'node:child_process';
import type { Duration } from '../../../core/quantity/instant.ts';

/** What a run of git is given besides its words. */
export interface GitFeed {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface GitRun extends GitFeed {
  /** The repository itself: a bare one, or a work tree's `.git`. */
  readonly directory: string;
  readonly words: readonly string[];
  readonly timeout: Duration;
}

export interface GitFailure {
  readonly outcome: 'failed';
  /** Git's own words on standard error, or why it could not be run. */
  readonly said: string;
  readonly cause: 'git' | 'not-installed' | 'timeout';
}

export type GitResult =
  { readonly outcome: 'ok'; readonly output: Buffer; readonly warnings: string } | GitFailure;

/** A journal of this size would hold a million events. */
const OUTPUT_LIMIT = 1024 ** 3;

/** Objects survive a power cut, a busy ref is waited for, and no setting of the user's changes what is written. */
const SETTINGS = [
  'core.fsync=committed',
  'core.filesRefLockTimeout=2000',
  'i18n.commitEncoding=UTF-8',
].flatMap((setting) => ['-c', setting]);

const ENVIRONMENT = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_NO_REPLACE_OBJECTS: '1' } as const;

/** Runs git without a shell. Never throws for what git does. */
export function runGit(run: GitRun): Promise<GitResult> {
  const words = [...SETTINGS, `--git-dir=${run.directory}`, ...run.words];
  const options = {
    encoding: 'buffer' as const,
    env: { ...withoutGit(process.env), ...ENVIRONMENT, ...run.environment },
    maxBuffer: OUTPUT_LIMIT,
    timeout: run.timeout,
  };
  return new Promise((resolve) => {
    const child = execFile('git', words, options, (error, stdout, stderr) => {
      const said = stderr.toString('utf8').trim();
      if (error === null) {
        resolve({ outcome: 'ok', output: stdout, warnings: said });
        return;
      }
      const stopped = error.killed === true ? 'timeout' : 'git';
      const cause = error.code === 'ENOENT' ? 'not-installed' : stopped;
      resolve({ outcome: 'failed', said: said === '' ? error.message : said, cause });
    });
    child.stdin?.on('error', () => {}); // git may end before it has read everything; its exit tells
    child.stdin?.end(run.input ?? '');
  });
}

/** Inside a hook git points its children at the hook's repository: not ours. */
function withoutGit(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_'));
  return Object.fromEntries(kept);
}
