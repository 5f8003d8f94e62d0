import { nodeId } from '../node-id.ts';
import type { Scene } from '../state/hub.ts';
import type { Deployment, DeploymentStatus } from '../state/records.ts';
import { viewApp, viewUser } from './actor-view.ts';
import { apiLink } from './links.ts';

export function viewDeployment({ hub, repository }: Scene, deployment: Deployment): object {
  const url = apiLink(hub, repository, `/deployments/${deployment.id}`);
  return {
    id: deployment.id,
    node_id: nodeId('Deployment', repository.id, deployment.id),
    url,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    creator: viewUser(hub, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: apiLink(hub, repository),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: viewApp(hub, deployment.creator),
  };
}

export function viewDeploymentStatus(
  { hub, repository }: Scene,
  deploymentId: number,
  status: DeploymentStatus,
): object {
  const deployment = apiLink(hub, repository, `/deployments/${deploymentId}`);
  return {
    id: status.id,
    node_id: nodeId('DeploymentStatus', repository.id, status.id),
    url: `${deployment}/statuses/${status.id}`,
    state: status.state,
    creator: viewUser(hub, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: deployment,
    repository_url: apiLink(hub, repository),
    performed_via_github_app: viewApp(hub, status.creator),
  };
}
