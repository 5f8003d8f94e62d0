import { created, failure, notFound, ok, type Answer, type Reply } from '../reply.ts';
import type { WorkflowRun } from '../state/records.ts';
import { replace } from '../state/world.ts';
import { viewUser } from './actor-view.ts';
import type { Call } from './call.ts';
import { viewEnvironmentSummary } from './environments.ts';
import { viewJob, viewRun } from './run-view.ts';

function findRun({ repository, path }: Call): WorkflowRun | undefined {
  return repository.runs.find((run) => run.id === Number(path.run_id));
}

export function getRun(call: Call): Answer {
  const run = findRun(call);
  return run === undefined ? notFound() : ok(viewRun(call, run));
}

/** Who let the run go on, or stopped it, at which environment. */
export function listApprovals(call: Call): Reply {
  const run = findRun(call);
  if (run === undefined) return notFound();
  return ok(
    run.approvals.map(({ environment, state, user, comment }) => ({
      environments: call.repository.environments
        .filter(({ name }) => name === environment)
        .map((found) => viewEnvironmentSummary(call, found)),
      state,
      user: viewUser(call.hub, user),
      comment,
    })),
  );
}

/** The jobs of the latest attempt, or with `filter=all` of every one. */
export function listJobs(call: Call): Reply {
  const run = findRun(call);
  if (run === undefined) return notFound();
  const jobs =
    call.query.filter === 'all' ? run.jobs : run.jobs.filter((job) => job.attempt === run.attempt);
  return {
    list: jobs.map((job) => viewJob(call, run, job)),
    envelope: (page, total) => ({ total_count: total, jobs: page }),
  };
}

/** Runs what failed, and all that depends on it, once more. */
export function rerunFailedJobs(call: Call): Answer {
  const run = findRun(call);
  return run === undefined ? notFound() : startAttempt(call, run);
}

/** Runs one job, and all that depends on it, once more. */
export function rerunJob(call: Call): Answer {
  const id = Number(call.path.job_id);
  const run = call.repository.runs.find(({ jobs }) => jobs.some((job) => job.id === id));
  return run === undefined ? notFound() : startAttempt(call, run);
}

const MONTH = 30 * 24 * 3_600_000;

/** GitHub refuses runs that are too old or not over; in which words is a guess for the second. */
function startAttempt({ hub, repository }: Call, run: WorkflowRun): Answer {
  if (run.status !== 'completed') return failure(403, 'This workflow is already running');
  if (hub.now() - Date.parse(run.createdAt) > MONTH) {
    const why = 'Unable to retry this workflow run because it was created over a month ago';
    return failure(403, why);
  }
  const attempt = run.attempt + 1;
  replace(repository.runs, { ...run, attempt, status: 'queued', conclusion: null });
  return created({});
}
