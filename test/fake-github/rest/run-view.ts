import { nodeId } from '../node-id.ts';
import { readCommit } from '../state/git-objects.ts';
import type { Scene } from '../state/hub.ts';
import type { Job, WorkflowRun } from '../state/records.ts';
import { accountId, viewUser } from './actor-view.ts';
import { apiLink, webLink } from './links.ts';
import { viewMinimalRepository } from './repository-view.ts';

export function viewRun(scene: Scene, run: WorkflowRun): object {
  const { hub, repository } = scene;
  const url = apiLink(hub, repository, `/actions/runs/${run.id}`);
  const workflow = accountId(`workflow/${run.path}`);
  const commit = readCommit(repository, run.headSha);
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', repository.id, run.id),
    name: run.name,
    display_title: commit?.message.split('\n')[0] ?? run.name,
    path: run.path,
    event: run.event,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    head_commit:
      commit === undefined
        ? null
        : {
            id: run.headSha,
            tree_id: commit.tree,
            message: commit.message,
            timestamp: commit.committer.date,
            author: { name: commit.author.name, email: commit.author.email },
            committer: { name: commit.committer.name, email: commit.committer.email },
          },
    run_number: 1,
    run_attempt: run.attempt,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflow,
    workflow_url: apiLink(hub, repository, `/actions/workflows/${workflow}`),
    url,
    html_url: webLink(repository, `/actions/runs/${run.id}`),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: apiLink(hub, repository, `/check-suites/${run.id}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    actor: viewUser(hub, run.actor),
    triggering_actor: viewUser(hub, run.actor),
    repository: viewMinimalRepository(hub, repository),
    head_repository: viewMinimalRepository(hub, repository),
  };
}

export function viewJob({ hub, repository }: Scene, run: WorkflowRun, job: Job): object {
  return {
    id: job.id,
    node_id: nodeId('CheckRun', repository.id, job.id),
    run_id: run.id,
    run_url: apiLink(hub, repository, `/actions/runs/${run.id}`),
    run_attempt: job.attempt,
    head_sha: run.headSha,
    head_branch: run.headBranch,
    url: apiLink(hub, repository, `/actions/jobs/${job.id}`),
    html_url: webLink(repository, `/actions/runs/${run.id}/job/${job.id}`),
    check_run_url: apiLink(hub, repository, `/check-runs/${job.id}`),
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.startedAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    workflow_name: run.name,
    labels: ['ubuntu-latest'],
    steps: [],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
  };
}
