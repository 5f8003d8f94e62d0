import type { Operation } from '../operations.ts';
import type { Handler } from './call.ts';
import { getCheckRun, listCheckRuns, patchCheckRun, postCheckRun } from './checks.ts';
import { getComment, listComments, patchComment, postComment, postReaction } from './comments.ts';
import { getCombinedStatus, getCommit, listPullsOfCommit } from './commits.ts';
import {
  getDeployment,
  listDeployments,
  listDeploymentStatuses,
  postDeployment,
  postDeploymentStatus,
} from './deployments.ts';
import { getEnvironment, listEnvironments } from './environments.ts';
import { createBlob, createCommit, getBlob, getGitCommit } from './git-objects.ts';
import { createTree, getTree } from './git-trees.ts';
import { getIssue, listIssues } from './issues.ts';
import { getPull, listReviews } from './pulls.ts';
import { getRef, listMatchingRefs, patchRef, postRef, removeRef } from './refs.ts';
import { getContents, getPermission, getRepository } from './repositories.ts';
import { getRun, listApprovals, listJobs, rerunFailedJobs, rerunJob } from './runs.ts';
import {
  listAnalyses,
  listCodeAlerts,
  listDependencyAlerts,
  listSecretAlerts,
} from './security.ts';
import type { Unowned } from './unowned.ts';

/** Who answers what in a repository; the rest is answered in `unowned.ts`. */
export const HANDLERS: Readonly<Record<Exclude<Operation, Unowned>, Handler>> = {
  'GET /repos/{owner}/{repo}': getRepository,
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': getPermission,
  'GET /repos/{owner}/{repo}/contents/{path}': getContents,

  'GET /repos/{owner}/{repo}/git/ref/{ref}': getRef,
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}': listMatchingRefs,
  'POST /repos/{owner}/{repo}/git/refs': postRef,
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': patchRef,
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}': removeRef,
  'POST /repos/{owner}/{repo}/git/blobs': createBlob,
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': getBlob,
  'POST /repos/{owner}/{repo}/git/trees': createTree,
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': getTree,
  'POST /repos/{owner}/{repo}/git/commits': createCommit,
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': getGitCommit,

  'GET /repos/{owner}/{repo}/commits/{ref}': getCommit,
  'GET /repos/{owner}/{repo}/commits/{ref}/status': getCombinedStatus,
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': listCheckRuns,
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': listPullsOfCommit,

  'GET /repos/{owner}/{repo}/issues': listIssues,
  'GET /repos/{owner}/{repo}/issues/{issue_number}': getIssue,
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': listComments,
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': postComment,
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': getComment,
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': patchComment,
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': postReaction,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': getPull,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': listReviews,

  'POST /repos/{owner}/{repo}/check-runs': postCheckRun,
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': getCheckRun,
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': patchCheckRun,

  'GET /repos/{owner}/{repo}/deployments': listDeployments,
  'POST /repos/{owner}/{repo}/deployments': postDeployment,
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}': getDeployment,
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': listDeploymentStatuses,
  'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': postDeploymentStatus,

  'GET /repos/{owner}/{repo}/environments': listEnvironments,
  'GET /repos/{owner}/{repo}/environments/{environment_name}': getEnvironment,
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': getRun,
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals': listApprovals,
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs': listJobs,
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs': rerunFailedJobs,
  'POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun': rerunJob,

  'GET /repos/{owner}/{repo}/code-scanning/analyses': listAnalyses,
  'GET /repos/{owner}/{repo}/code-scanning/alerts': listCodeAlerts,
  'GET /repos/{owner}/{repo}/secret-scanning/alerts': listSecretAlerts,
  'GET /repos/{owner}/{repo}/dependabot/alerts': listDependencyAlerts,
};
