import {
  addDeploymentStatus,
  type DeploymentStatusFields,
} from '../../state/deployment-statuses.ts';
import { createDeployment, type DeploymentFields } from '../../state/deployments.ts';
import type { DeploymentState } from '../../state/records.ts';
import { demand, locate, sceneOf } from '../context.ts';
import { unresolvable } from '../errors.ts';
import type { Fields } from '../nodes.ts';
import { echo, settle, type Input } from './input.ts';

interface CreateDeploymentInput {
  readonly repositoryId: string;
  readonly refId: string;
  readonly autoMerge?: boolean | null;
  readonly requiredContexts?: readonly string[] | null;
  readonly payload?: string | null;
  readonly task?: string | null;
  readonly environment?: string | null;
  readonly description?: string | null;
}

interface CreateDeploymentStatusInput {
  readonly deploymentId: string;
  readonly state: string;
  readonly description?: string | null;
  readonly environment?: string | null;
  readonly environmentUrl?: string | null;
  readonly logUrl?: string | null;
  readonly autoInactive?: boolean | null;
}

export const deploymentMutations: Fields<unknown> = {
  createDeployment: (_, { input }: Input<CreateDeploymentInput>, context) => {
    demand(context, 'deployments:write');
    const { repository, key } = locate(context, input.refId, 'Ref');
    const fields = toDeploymentFields(key, input);
    const outcome = settle(createDeployment(sceneOf(context, repository), fields), context);
    if (outcome.kind === 'merged') return { ...echo(input), autoMerged: true, deployment: null };
    const deployment = {
      __typename: 'Deployment',
      repository,
      deployment: outcome.deployment,
    } as const;
    return { ...echo(input), autoMerged: false, deployment };
  },

  createDeploymentStatus: (_, { input }: Input<CreateDeploymentStatusInput>, context) => {
    demand(context, 'deployments:write');
    const { repository, key } = locate(context, input.deploymentId, 'Deployment');
    const deployment = repository.deployments.find(({ id }) => id === Number(key));
    if (deployment === undefined) throw unresolvable(input.deploymentId);
    const scene = sceneOf(context, repository);
    const status = settle(addDeploymentStatus(scene, deployment, toStatusFields(input)), context);
    const node = { __typename: 'DeploymentStatus', repository, deployment, status };
    return { ...echo(input), deploymentStatus: node };
  },
};

function toDeploymentFields(refName: string, input: CreateDeploymentInput): DeploymentFields {
  return {
    ref: refName.replace(/^refs\/(?:heads|tags)\//, ''),
    task: input.task ?? undefined,
    auto_merge: input.autoMerge ?? undefined,
    required_contexts: input.requiredContexts ?? undefined,
    payload: input.payload ?? undefined,
    environment: input.environment ?? undefined,
    description: input.description ?? undefined,
  };
}

function toStatusFields(input: CreateDeploymentStatusInput): DeploymentStatusFields {
  return {
    state: input.state.toLowerCase() as DeploymentState,
    description: input.description ?? undefined,
    environment: input.environment ?? undefined,
    environment_url: input.environmentUrl ?? undefined,
    log_url: input.logUrl ?? undefined,
    auto_inactive: input.autoInactive ?? undefined,
  };
}
