import { register, type Scene } from './hub.ts';
import { describeBadLink, describeExcess } from './limits.ts';
import type { Deployment, DeploymentState, DeploymentStatus } from './records.ts';
import { reject, succeed, type Outcome } from './refusal.ts';
import { replace, takeId } from './world.ts';

export interface DeploymentStatusFields {
  readonly state: DeploymentState;
  readonly description?: string | undefined;
  readonly environment?: string | undefined;
  readonly environment_url?: string | undefined;
  readonly log_url?: string | undefined;
  /** The old name of `log_url`. */
  readonly target_url?: string | undefined;
  readonly auto_inactive?: boolean | undefined;
}

export function addDeploymentStatus(
  scene: Scene,
  deployment: Deployment,
  fields: DeploymentStatusFields,
): Outcome<DeploymentStatus> {
  const { hub, repository } = scene;
  const mistake = findMistake(fields);
  if (mistake !== undefined) return mistake;
  const status: DeploymentStatus = {
    ...register(hub),
    state: fields.state,
    description: fields.description ?? '',
    environment: fields.environment ?? deployment.environment,
    environmentUrl: fields.environment_url ?? '',
    logUrl: fields.log_url ?? fields.target_url ?? '',
    creator: scene.login,
  };
  replace(repository.deployments, {
    ...deployment,
    environment: status.environment,
    statuses: [...deployment.statuses, status],
  });
  if (fields.state === 'success' && fields.auto_inactive !== false)
    inactivateEarlier(scene, deployment.id, status);
  return succeed(status);
}

function findMistake(fields: DeploymentStatusFields): Outcome<never> | undefined {
  const sentences = {
    description: describeExcess('deploymentStatusDescription', fields.description?.length),
    environment_url: describeBadLink(fields.environment_url),
    log_url: describeBadLink(fields.log_url ?? fields.target_url),
  };
  for (const [field, sentence] of Object.entries(sentences))
    if (sentence !== undefined) return reject('DeploymentStatus', field, sentence);
  return undefined;
}

/** Earlier deployments to the same environment become inactive, unless transient or production. */
function inactivateEarlier({ hub, repository }: Scene, id: number, status: DeploymentStatus): void {
  for (const earlier of repository.deployments.slice()) {
    const isTouched =
      earlier.id < id &&
      earlier.environment === status.environment &&
      !earlier.transient &&
      !earlier.production &&
      earlier.statuses.length > 0 &&
      earlier.statuses.at(-1)?.state !== 'inactive';
    if (!isTouched) continue;
    const inactive = {
      ...status,
      id: takeId(hub.world),
      state: 'inactive',
      description: '',
    } as const;
    replace(repository.deployments, { ...earlier, statuses: [...earlier.statuses, inactive] });
  }
}
