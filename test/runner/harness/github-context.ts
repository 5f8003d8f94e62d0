import type { Json } from './expression.ts';

export interface RunIdentity {
  readonly runId: number;
  readonly attempt: number;
  readonly event: { readonly name: string; readonly payload: Json };
  /** `owner/name`. */
  readonly repository: string;
  /** `refs/heads/main`, `refs/tags/v2.0.0`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  readonly workflowName: string;
  readonly workflowPath: string;
}

/** The `github` context of job-level expressions. */
export function makeGitHubContext(run: RunIdentity): Record<string, Json> {
  return {
    event_name: run.event.name,
    event: run.event.payload,
    run_id: String(run.runId),
    run_attempt: String(run.attempt),
    run_number: '1',
    workflow: run.workflowName,
    workflow_ref: `${run.repository}/${run.workflowPath}@${run.ref}`,
    workflow_sha: run.sha,
    repository: run.repository,
    repository_owner: run.repository.split('/')[0] ?? '',
    ref: run.ref,
    ref_name: nameRef(run.ref),
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: run.sha,
    actor: run.actor,
    triggering_actor: run.actor,
    api_url: run.apiUrl,
    graphql_url: run.graphqlUrl,
    server_url: run.serverUrl,
    head_ref: '',
    base_ref: '',
  };
}

/** The same for the environment of steps. act derives the rest, and its `github` context, from these. */
export function makeGitHubEnvironment(run: RunIdentity): Record<string, string> {
  const context = makeGitHubContext(run);
  const variables = Object.entries(context).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`GITHUB_${name.toUpperCase()}`, value] as const] : [],
  );
  return {
    ...Object.fromEntries(variables),
    SHA_REF: run.sha, // where act looks for github.sha
    RUNNER_NAME: 'runner',
    RUNNER_ENVIRONMENT: 'self-hosted',
  };
}

function nameRef(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags|pull)\//, '');
}
