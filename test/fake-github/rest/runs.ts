import { notFound, ok, type Answer, type Reply } from '../reply.ts';
import type { WorkflowRun } from '../state/records.ts';
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
