import type { Environment } from '../adapters/process/environment.ts';
import type { Run } from '../core/rollout/event.ts';

/** Where on GitHub this process runs, read once from what the runner sets. */
export interface GitHubPlace {
  readonly owner: string;
  readonly repo: string;
  readonly sha: string;
  readonly ref: string;
  readonly run: Run;
  readonly runId: number;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** File that becomes the summary of the step. */
  readonly summaryFile: string | undefined;
}

/** Reads the runner's variables; a string names what is missing. */
export function readGitHubPlace(environment: Environment): GitHubPlace | string {
  const missing = REQUIRED.filter((name) => !environment[name]);
  if (missing.length > 0) return `not on a GitHub runner: ${missing.join(', ')} not set`;
  const read = (name: string): string => environment[name] ?? '';
  const [owner = '', repo = ''] = read('GITHUB_REPOSITORY').split('/');
  const server = read('GITHUB_SERVER_URL') || 'https://github.com';
  const apiUrl = read('GITHUB_API_URL') || 'https://api.github.com';
  const id = read('GITHUB_RUN_ID');
  const job = read('GITHUB_JOB');
  return {
    owner,
    repo,
    sha: read('GITHUB_SHA'),
    ref: read('GITHUB_REF'),
    runId: Number(id),
    run: {
      id,
      attempt: Number(read('GITHUB_RUN_ATTEMPT')) || 1,
      ...(job !== '' && { job }),
      url: `${server}/${owner}/${repo}/actions/runs/${id}`,
      ...describeActor(read('GITHUB_TRIGGERING_ACTOR'), read('GITHUB_ACTOR')),
    },
    apiUrl,
    graphqlUrl: read('GITHUB_GRAPHQL_URL') || `${apiUrl}/graphql`,
    summaryFile: environment['GITHUB_STEP_SUMMARY'],
  };
}

/** A run that is run again keeps who started it. */
function describeActor(triggering: string, starter: string): Pick<Run, 'actor' | 'startedBy'> {
  const actor = triggering || starter;
  return { actor, ...(starter !== '' && starter !== actor && { startedBy: starter }) };
}

const REQUIRED = ['GITHUB_REPOSITORY', 'GITHUB_SHA', 'GITHUB_RUN_ID'] as const;
