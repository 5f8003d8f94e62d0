import { nodeId } from '../node-id.ts';
import type { Deployment, DeploymentStatus, Repository } from '../state/world.ts';
import { actorNode } from './comment-nodes.ts';
import { connect, type PageArguments } from './connection.ts';
import { bounded, gitObjectNode } from './git-nodes.ts';

export function deploymentNode(repository: Repository, deployment: Deployment): object {
  const { payload, statuses } = deployment;
  const latest = statuses.at(-1);
  return {
    __typename: 'Deployment',
    id: nodeId('Deployment', repository.id, deployment.id),
    databaseId: deployment.id,
    commitOid: deployment.sha,
    commit: () => gitObjectNode(repository, deployment.sha),
    task: deployment.task,
    environment: deployment.environment,
    originalEnvironment: deployment.originalEnvironment,
    latestEnvironment: deployment.environment,
    description: deployment.description,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    creator: actorNode(deployment.creator),
    createdAt: deployment.createdAt,
    updatedAt: latest?.createdAt ?? deployment.createdAt,
    state: latest === undefined ? 'PENDING' : deploymentState(latest),
    latestStatus: () =>
      latest === undefined ? null : deploymentStatusNode(repository, deployment, latest),
    statuses: (page: PageArguments) =>
      connect(
        statuses.toReversed().map((one) => deploymentStatusNode(repository, deployment, one)),
        bounded(page),
      ),
  };
}

/** A deployment that succeeded is active. */
function deploymentState({ state }: DeploymentStatus): string {
  return state === 'success' ? 'ACTIVE' : state.toUpperCase();
}

export function deploymentStatusNode(
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): object {
  return {
    __typename: 'DeploymentStatus',
    id: nodeId('DeploymentStatus', repository.id, status.id),
    state: status.state.toUpperCase(),
    description: status.description,
    environment: status.environment,
    environmentUrl: status.environmentUrl === '' ? null : status.environmentUrl,
    logUrl: status.logUrl === '' ? null : status.logUrl,
    creator: actorNode(status.creator),
    createdAt: status.createdAt,
    updatedAt: status.createdAt,
    deployment: () => deploymentNode(repository, deployment),
  };
}
