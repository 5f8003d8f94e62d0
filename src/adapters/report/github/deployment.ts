import { headline } from '../../../core/present/headline.ts';
import { oneShortLine } from '../../../core/present/length.ts';
import { titleOf } from '../../../core/present/story.ts';
import type { State, Status } from '../../../core/rollout/state.ts';
import type { GitHubClient } from '../../github/client.ts';

/** GitHub's limit for the description of a deployment and of its statuses, in characters. */
const LONGEST_DESCRIPTION = 140;

/** A deployment that fails is not what the environment carries, so GitHub shows the one before as active. */
const STATES: Readonly<Record<Status, string>> = {
  running: 'IN_PROGRESS',
  'rolling-back': 'IN_PROGRESS',
  promoting: 'IN_PROGRESS',
  paused: 'PENDING',
  stopped: 'ERROR',
  'rolled-back': 'FAILURE',
  'rollback-failed': 'ERROR',
  promoted: 'SUCCESS',
};

/** The deployment status for where the rollout stands. */
export function describeDeployment(state: State): Readonly<Record<string, unknown>> {
  const { environmentUrl } = state.started.plan;
  const isWaiting = state.status === 'running' && state.current < 0;
  return {
    state: isWaiting ? 'QUEUED' : STATES[state.status],
    description: oneShortLine(headline(state), LONGEST_DESCRIPTION),
    ...(state.run.url !== undefined && { logUrl: state.run.url }),
    ...(environmentUrl !== undefined && { environmentUrl }),
    // Only what took the place of an earlier deployment puts that one away.
    autoInactive: state.status === 'promoted',
  };
}

/** Makes the deployment of a rollout. */
export async function createDeployment(
  client: GitHubClient,
  repository: { readonly owner: string; readonly repo: string },
  sha: string,
  state: State,
): Promise<{ readonly id: string } | { readonly trouble: string }> {
  const { environment, rollout, version } = state.started;
  const answer = await client.rest('POST /repos/{owner}/{repo}/deployments', {
    ...repository,
    ref: sha,
    environment,
    description: titleOf(state, LONGEST_DESCRIPTION),
    task: 'deploy',
    auto_merge: false,
    // The gates decide what must be green; GitHub's default would ask for every check, ours included.
    required_contexts: [],
    payload: { sluice: { rollout, version } },
  });
  if (answer.outcome === 'failed') return { trouble: `no deployment: ${answer.detail}` };
  return 'node_id' in answer.data
    ? { id: answer.data.node_id }
    : { trouble: 'no deployment: GitHub wants to merge first, which was not asked for' };
}
