import type { Permission } from './access.ts';

/**
 * Every REST operation this GitHub offers, as GitHub's description spells its path, with the
 * permission a token needs for it (any one of those listed). The description says nothing about
 * permissions; these are from GitHub's "Permissions required for GitHub Apps".
 */
export const OPERATIONS = {
  'GET /rate_limit': [],
  'GET /repos/{owner}/{repo}': ['metadata:read'],
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': ['metadata:read'],
  'GET /repos/{owner}/{repo}/contents/{path}': ['contents:read'],

  'GET /repos/{owner}/{repo}/git/ref/{ref}': ['contents:read'],
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}': ['contents:read'],
  'POST /repos/{owner}/{repo}/git/refs': ['contents:write'],
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': ['contents:write'],
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}': ['contents:write'],
  'POST /repos/{owner}/{repo}/git/blobs': ['contents:write'],
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': ['contents:read'],
  'POST /repos/{owner}/{repo}/git/trees': ['contents:write'],
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': ['contents:read'],
  'POST /repos/{owner}/{repo}/git/commits': ['contents:write'],
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': ['contents:read'],

  'GET /repos/{owner}/{repo}/commits/{ref}': ['contents:read'],
  'GET /repos/{owner}/{repo}/commits/{ref}/status': ['statuses:read'],
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': ['checks:read'],
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['pull_requests:read'],

  'GET /repos/{owner}/{repo}/issues': ['issues:read', 'pull_requests:read'],
  'GET /repos/{owner}/{repo}/issues/{issue_number}': ['issues:read', 'pull_requests:read'],
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': ['issues:read', 'pull_requests:read'],
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': [
    'issues:write',
    'pull_requests:write',
  ],
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': ['issues:read', 'pull_requests:read'],
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': [
    'issues:write',
    'pull_requests:write',
  ],
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': [
    'issues:write',
    'pull_requests:write',
  ],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': ['pull_requests:read'],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': ['pull_requests:read'],

  'POST /repos/{owner}/{repo}/check-runs': ['checks:write'],
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': ['checks:read'],
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': ['checks:write'],

  'GET /repos/{owner}/{repo}/deployments': ['deployments:read'],
  'POST /repos/{owner}/{repo}/deployments': ['deployments:write'],
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}': ['deployments:read'],
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['deployments:read'],
  'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['deployments:write'],

  'GET /repos/{owner}/{repo}/environments': ['actions:read'],
  'GET /repos/{owner}/{repo}/environments/{environment_name}': ['actions:read'],
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': ['actions:read'],
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals': ['actions:read'],
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs': ['actions:read'],
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs': ['actions:write'],
  'POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun': ['actions:write'],

  'GET /repos/{owner}/{repo}/code-scanning/analyses': ['security_events:read'],
  'GET /repos/{owner}/{repo}/code-scanning/alerts': ['security_events:read'],
  'GET /repos/{owner}/{repo}/secret-scanning/alerts': ['secret_scanning_alerts:read'],
  'GET /repos/{owner}/{repo}/dependabot/alerts': ['vulnerability_alerts:read'],

  'GET /orgs/{org}/teams/{team_slug}/memberships/{username}': ['members:read'],
} as const satisfies Record<string, readonly Permission[]>;

export type Operation = keyof typeof OPERATIONS;
