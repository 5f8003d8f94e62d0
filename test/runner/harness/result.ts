import type { Permissions } from './permissions.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface StepResult {
  /** Its own id, else its position counted from 0. */
  readonly id: string;
  readonly conclusion: 'success' | 'failure' | 'skipped';
  /** What it printed, standard output and error together; secrets are masked. */
  readonly log: string;
}

export interface JobResult {
  /** Ids from the caller's job down: `release/phase-1`. */
  readonly path: string;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** Empty for a job that calls a workflow and for one that never ran. */
  readonly steps: readonly StepResult[];
  readonly log: string;
  /** The job's summary in Markdown. */
  readonly summary: string;
  readonly permissions: Permissions;
  readonly environment: string | undefined;
  readonly durationMs: number;
  /** The attempt that produced this result; lower than the run's where a re-run kept it. */
  readonly attempt: number;
}

export interface RunResult {
  readonly runId: number;
  readonly attempt: number;
  readonly conclusion: Conclusion;
  /** By path; a called workflow's jobs stand beside the job that calls it. */
  readonly jobs: Readonly<Record<string, JobResult>>;
}

/** A result without steps: of a job that did not run, or that calls a workflow. */
export function makeResult(
  path: string,
  conclusion: Conclusion,
  attempt: number,
  details: Partial<JobResult> = {},
): JobResult {
  return {
    path,
    conclusion,
    outputs: {},
    steps: [],
    log: '',
    summary: '',
    permissions: {},
    environment: undefined,
    durationMs: 0,
    attempt,
    ...details,
  };
}

/** The result of several jobs as one: of a called workflow, or of a run. */
export function combine(conclusions: readonly Conclusion[]): Conclusion {
  if (conclusions.includes('failure')) return 'failure';
  if (conclusions.includes('cancelled')) return 'cancelled';
  return conclusions.includes('success') ? 'success' : 'skipped';
}
