import { created, failure, notFound, ok, refusal, type Answer, type Reply } from '../reply.ts';
import { addDeploymentStatus, type DeploymentStatusFields } from '../state/deployment-statuses.ts';
import { createDeployment, type DeploymentFields } from '../state/deployments.ts';
import type { Deployment } from '../state/records.ts';
import type { Call } from './call.ts';
import { viewDeployment, viewDeploymentStatus } from './deployment-view.ts';

interface DeploymentFilter {
  readonly sha?: string;
  readonly ref?: string;
  readonly task?: string;
  readonly environment?: string | null;
}

export function listDeployments(call: Call): Reply {
  const { sha, ref, task, environment } = call.query as DeploymentFilter;
  const deployments = call.repository.deployments.filter(
    (deployment) =>
      (sha === undefined || deployment.sha === sha) &&
      (ref === undefined || deployment.ref === ref) &&
      (task === undefined || deployment.task === task) &&
      (environment === undefined || deployment.environment === environment),
  );
  return { list: deployments.toReversed().map((deployment) => viewDeployment(call, deployment)) };
}

export function postDeployment(call: Call): Answer {
  const outcome = createDeployment(call, call.body as DeploymentFields);
  if (!outcome.done) return refusal(outcome.refusal);
  const { value } = outcome;
  return value.kind === 'merged'
    ? { status: 202, body: { message: value.message } }
    : created(viewDeployment(call, value.deployment));
}

export function getDeployment(call: Call): Answer {
  const deployment = findDeployment(call);
  return deployment === undefined ? notFound() : ok(viewDeployment(call, deployment));
}

function findDeployment({ repository, path }: Call): Deployment | undefined {
  return repository.deployments.find(({ id }) => id === Number(path.deployment_id));
}

/** The newest status first. */
export function listDeploymentStatuses(call: Call): Reply {
  const deployment = findDeployment(call);
  if (deployment === undefined) return notFound();
  const statuses = deployment.statuses.toReversed();
  return { list: statuses.map((status) => viewDeploymentStatus(call, deployment.id, status)) };
}

export function postDeploymentStatus(call: Call): Answer {
  const deployment = findDeployment(call);
  if (deployment === undefined) return failure(404, 'Not Found');
  const outcome = addDeploymentStatus(call, deployment, call.body as DeploymentStatusFields);
  if (!outcome.done) return refusal(outcome.refusal);
  return created(viewDeploymentStatus(call, deployment.id, outcome.value));
}
