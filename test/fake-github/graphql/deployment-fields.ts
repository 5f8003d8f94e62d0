import { nodeId } from '../node-id.ts';
import type { DeploymentStatus } from '../state/records.ts';
import { connect, type PageArguments } from './connection.ts';
import { actorNode, gitObjectNode, repositoryNode } from './nodes.ts';
import type { DeploymentNode, DeploymentStatusNode, Fields } from './nodes.ts';

export interface DeploymentArguments extends PageArguments {
  readonly environments?: readonly string[] | null;
}

/** Deployments of a repository, or of one commit, oldest first. */
export function listDeployments(
  repository: DeploymentNode['repository'],
  { environments }: DeploymentArguments,
  commit?: string,
): readonly DeploymentNode[] {
  return repository.deployments
    .filter(({ environment, sha }) => {
      const isHere = commit === undefined || sha === commit;
      return isHere && (environments?.includes(environment) ?? true);
    })
    .map((deployment) => ({ __typename: 'Deployment', repository, deployment }));
}

export const deploymentFields: Fields<DeploymentNode> = {
  id: ({ repository, deployment }) => nodeId('Deployment', repository.id, deployment.id),
  databaseId: ({ deployment }) => deployment.id,
  repository: ({ repository }) => repositoryNode(repository),
  commitOid: ({ deployment }) => deployment.sha,
  commit: ({ repository, deployment }) => gitObjectNode(repository, deployment.sha),
  task: ({ deployment }) => deployment.task,
  environment: ({ deployment }) => deployment.environment,
  latestEnvironment: ({ deployment }) => deployment.environment,
  originalEnvironment: ({ deployment }) => deployment.originalEnvironment,
  description: ({ deployment }) => deployment.description,
  payload: ({ deployment: { payload } }) =>
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  creator: ({ deployment }) => actorNode(deployment.creator),
  createdAt: ({ deployment }) => deployment.createdAt,
  updatedAt: ({ deployment }) => deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
  state: ({ deployment }) => stateAfter(deployment.statuses.at(-1)),
  latestStatus: (node) => newestFirst(node)[0] ?? null,
  statuses: (node, page: PageArguments) => connect(newestFirst(node), page),
};

function newestFirst({ repository, deployment }: DeploymentNode): readonly DeploymentStatusNode[] {
  return deployment.statuses
    .toReversed()
    .map((status) => ({ __typename: 'DeploymentStatus', repository, deployment, status }));
}

/** A deployment that succeeded is active. */
function stateAfter(latest: DeploymentStatus | undefined): string {
  if (latest === undefined) return 'PENDING';
  return latest.state === 'success' ? 'ACTIVE' : latest.state.toUpperCase();
}

export const deploymentStatusFields: Fields<DeploymentStatusNode> = {
  id: ({ repository, status }) => nodeId('DeploymentStatus', repository.id, status.id),
  state: ({ status }) => status.state.toUpperCase(),
  description: ({ status }) => status.description,
  environment: ({ status }) => status.environment,
  environmentUrl: ({ status }) => status.environmentUrl || null,
  logUrl: ({ status }) => status.logUrl || null,
  creator: ({ status }) => actorNode(status.creator),
  createdAt: ({ status }) => status.createdAt,
  updatedAt: ({ status }) => status.createdAt,
  deployment: ({ repository, deployment }) => ({
    __typename: 'Deployment',
    repository,
    deployment,
  }),
};
