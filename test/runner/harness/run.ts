import { waitUntil } from '../../services/harness/polling.ts';
import { executeRun } from './execute.ts';
import type { Json } from './expression.ts';
import type { Permissions } from './permissions.ts';
import type { Repository } from './repository.ts';
import type { RunResult } from './result.ts';
import { trackJobs } from './running-jobs.ts';

export interface JobIdentity {
  readonly path: string;
  readonly attempt: number;
  readonly permissions: Permissions;
  readonly environment: string | undefined;
}

export interface RunOptions {
  readonly caller: Repository;
  /** Path of the workflow file in the caller's repository. */
  readonly workflow: string;
  readonly event?: { readonly name: string; readonly payload?: Json };
  /** Inputs of a `workflow_dispatch`, on top of its defaults. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Environment variables of the runner machine. */
  readonly env?: Readonly<Record<string, string>>;
  readonly github: {
    readonly apiUrl: string;
    readonly graphqlUrl?: string;
    readonly serverUrl?: string;
    readonly repository?: string;
    readonly ref?: string;
    readonly sha?: string;
    readonly actor?: string;
    readonly runId?: number;
    /** GITHUB_TOKEN of a job. */
    readonly token?: (job: JobIdentity) => string;
    /** Called when a job with an environment is about to start; the job waits for the answer. */
    readonly enterEnvironment?: (job: JobIdentity) => Promise<'approved' | 'rejected'>;
  };
  readonly suite?: { readonly root?: string; readonly address?: string; readonly ref?: string };
  /** A re-run of an earlier attempt: of all jobs, of the failed ones, or of the one with this path. */
  readonly rerun?: { readonly of: RunResult; readonly jobs: 'all' | 'failed' | (string & {}) };
}

export interface RunHandle {
  readonly finished: Promise<RunResult>;
  /** Cancels the run as the button on GitHub does. */
  readonly cancel: () => void;
  /** Kills the machine under a running job. */
  readonly loseRunner: (path: string) => void;
  /** Waits until a job has printed a line that matches. */
  printed(path: string, pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Everything printed so far, each line headed by its job's path. */
  transcript(): string;
}

/** Runs a workflow to its end. */
export function runWorkflow(options: RunOptions): Promise<RunResult> {
  return startRun(options).finished;
}

/** Starts a workflow: the jobs' order, conditions and results by GitHub's rules, their steps by act. */
export function startRun(options: RunOptions): RunHandle {
  const lines: { readonly path: string; readonly text: string }[] = [];
  const running = trackJobs();
  const finished = executeRun(options, running, (path, text) => lines.push({ path, text }));
  let hasEnded = false;
  const end = () => void (hasEnded = true);
  finished.then(end, end);
  const find = (path: string, pattern: RegExp) =>
    lines.find((line) => line.path === path && pattern.test(line.text))?.text;
  const transcript = () => lines.map(({ path, text }) => `${path} | ${text}`).join('\n');
  return {
    finished,
    cancel: running.cancel,
    loseRunner: running.loseRunner,
    async printed(path, pattern, timeoutMs = 60_000) {
      const look = () => find(path, pattern) ?? (hasEnded ? null : undefined);
      const found = await waitUntil(`${path} printing ${pattern}`, look, { timeoutMs });
      if (found !== null) return found;
      throw new Error(`the run ended; ${path} never printed ${pattern}:\n${transcript()}`);
    },
    transcript,
  };
}
