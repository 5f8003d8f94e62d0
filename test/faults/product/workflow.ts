import { type RunPlace, RUNS } from '../world/run.ts';
import type { World } from '../world/world.ts';
import type { Watch } from '../tap.ts';
import { runStep, type Step, type StepResult } from './step.ts';

/** Jobs of the reusable workflow that run a step of ours, in the order of a release of two phases. */
export const RELEASE = ['plan', 'gates', 'phase-1', 'phase-2', 'promote'] as const;
export type ReleaseJob = (typeof RELEASE)[number];
/** What a person orders, by the job of `.github/workflows/control.yml`. */
export type Order = 'order pause' | 'order promote' | 'order abort';
export type JobName = ReleaseJob | 'rollback' | Order;

const NAMES = { name: 'shop', environment: 'production' };
const BY_HAND = {
  comment: '',
  review: '',
  target: 'production/shop',
  reason: 'errors at the till',
};

/** Steps of each job, as the workflows have them; a later step runs even after a failed one. */
const STEPS: Readonly<Record<JobName, readonly Step[]>> = {
  plan: [{ action: 'plan' }],
  gates: [{ action: 'gates' }],
  'phase-1': [{ action: 'canary-step', inputs: { phase: '1', approved: 'skipped' } }],
  'phase-2': [{ action: 'canary-step', inputs: { phase: '2', approved: 'success' } }],
  promote: [{ action: 'promote' }, { action: 'report', inputs: { ...NAMES, summary: 'false' } }],
  rollback: [
    { action: 'rollback', inputs: { ...NAMES, cause: 'run-failed' } },
    { action: 'report', inputs: { ...NAMES, summary: 'true' } },
  ],
  'order pause': [{ action: 'control', inputs: { ...BY_HAND, command: 'pause' } }],
  'order promote': [{ action: 'control', inputs: { ...BY_HAND, command: 'promote' } }],
  'order abort': [{ action: 'control', inputs: { ...BY_HAND, command: 'abort' } }],
};

export interface JobResult {
  readonly job: JobName;
  readonly attempt: number;
  readonly ok: boolean;
  readonly wasKilled: boolean;
  readonly steps: readonly StepResult[];
}

/** How far a job's steps are run; what only reads the ledger may be left out where nobody looks at it. */
export interface Run {
  readonly attempt: number;
  readonly decide: Watch['decide'];
  readonly isReported?: boolean;
  /** Whose job it is, if not the release's. */
  readonly by?: RunPlace;
}

/** Runs one job. A kill ends it at once, as a lost runner does. */
export async function runJob(
  world: World,
  job: JobName,
  { attempt, decide, isReported = false, by = RUNS.release }: Run,
): Promise<JobResult> {
  const run = isOrder(job) ? RUNS.control : by;
  world.tellRun(attempt, 'in_progress', run);
  const steps: StepResult[] = [];
  const wanted = STEPS[job].filter(({ action }) => isReported || action !== 'report');
  for (const step of wanted) {
    const result = await runStep(world, step, attempt, decide, { run });
    steps.push(result);
    if (result.code === null) break;
  }
  const ok = steps.every(({ code }) => code === 0);
  const wasKilled = steps.some(({ code }) => code === null);
  if (!ok) world.tellRun(attempt, 'completed', run);
  return { job, attempt, ok, wasKilled, steps };
}

/** Whether it is a job of the control workflow. */
function isOrder(job: JobName): boolean {
  return job.startsWith('order ');
}

/**
 * Runs the release from `first` on as GitHub would: job after job until one fails, and then, unless somebody has
 * force-cancelled the run, the `rollback` job.
 */
export async function runFrom(
  world: World,
  first: ReleaseJob,
  run: Run,
): Promise<readonly JobResult[]> {
  const results: JobResult[] = [];
  for (const job of RELEASE.slice(RELEASE.indexOf(first))) {
    const result = await runJob(world, job, run);
    results.push(result);
    if (result.ok) continue;
    if (job !== 'plan') results.push(await runJob(world, 'rollback', run));
    break;
  }
  return results;
}
