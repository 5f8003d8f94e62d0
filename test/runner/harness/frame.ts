import type { Json, Scope } from './expression.ts';
import type { Permissions } from './permissions.ts';
import type { JobResult, RunResult } from './result.ts';
import type { Job, Workflow } from './workflow.ts';

/** The repository a workflow file stands in, which `./` and `$/` in it refer to. */
export type Origin = 'caller' | 'suite';

/** A job with steps, ready to be handed to act. */
export interface LeafJob {
  readonly path: string;
  readonly id: string;
  readonly job: Job;
  readonly frame: Frame;
  readonly contexts: Scope['contexts'];
  readonly permissions: Permissions;
  readonly environment: string | undefined;
  /** Its `if`, as it stands now: asked again when the run is cancelled. */
  readonly mayRun: () => boolean;
}

/** What every job of one attempt shares. */
export interface ActiveRun {
  readonly attempt: number;
  readonly github: Readonly<Record<string, Json>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly previous: RunResult | undefined;
  /** Path of the one job a re-run is for. */
  readonly repeats: string | undefined;
  /** Whether a re-run begins with this job. */
  readonly isToRepeat: (previous: JobResult) => boolean;
  readonly isCancelled: () => boolean;
  readonly findWorkflow: (
    uses: string,
    origin: Origin,
  ) => { readonly origin: Origin; readonly file: string };
  readonly runLeaf: (leaf: LeafJob) => Promise<JobResult>;
  readonly record: (result: JobResult) => void;
}

/** One workflow file within a run: the caller's, or one it calls. */
export interface Frame {
  readonly run: ActiveRun;
  /** `` for the caller's file, `release/` for what its job `release` calls. */
  readonly prefix: string;
  readonly workflow: Workflow;
  readonly origin: Origin;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** The most its jobs may have. */
  readonly permissions: Permissions;
  /** Concurrency groups held around it. */
  readonly groups: readonly string[];
  /** True when a re-run repeats all of it. */
  readonly isRepeated: boolean;
}

/** A job that has come to its end, and whether this attempt brought it there. */
export interface SettledJob {
  readonly result: JobResult;
  readonly isFresh: boolean;
}

export type SettledJobs = ReadonlyMap<string, SettledJob>;
