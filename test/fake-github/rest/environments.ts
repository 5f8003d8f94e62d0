import { nodeId } from '../node-id.ts';
import { notFound, ok, type Answer, type Reply } from '../reply.ts';
import type { Scene } from '../state/hub.ts';
import type { Environment, Reviewer } from '../state/records.ts';
import { viewTeam, viewUser } from './actor-view.ts';
import type { Call } from './call.ts';
import { apiLink, webLink } from './links.ts';

export function getEnvironment(call: Call): Answer {
  const name = call.path.environment_name?.toLowerCase();
  const found = call.repository.environments.find((one) => one.name.toLowerCase() === name);
  return found === undefined ? notFound() : ok(viewEnvironment(call, found));
}

export function listEnvironments(call: Call): Reply {
  return {
    list: call.repository.environments.map((one) => viewEnvironment(call, one)),
    envelope: (page, total) => ({ total_count: total, environments: page }),
  };
}

/** What an approval says of the environment it is for. */
export function viewEnvironmentSummary({ hub, repository }: Scene, environment: Environment) {
  const name = encodeURIComponent(environment.name);
  return {
    id: environment.id,
    node_id: nodeId('Environment', repository.id, environment.id),
    name: environment.name,
    url: apiLink(hub, repository, `/environments/${name}`),
    html_url: webLink(repository, `/deployments/activity_log?environments_filter=${name}`),
    created_at: environment.createdAt,
    updated_at: environment.createdAt,
  };
}

function viewEnvironment(scene: Scene, environment: Environment): object {
  const { branchPolicy } = environment;
  return {
    ...viewEnvironmentSummary(scene, environment),
    protection_rules: viewRules(scene, environment),
    deployment_branch_policy:
      branchPolicy === null
        ? null
        : {
            protected_branches: branchPolicy === 'protected',
            custom_branch_policies: branchPolicy === 'custom',
          },
  };
}

/** Only the rules there are: an environment nobody protects has an empty list. */
function viewRules({ hub, repository }: Scene, environment: Environment): readonly object[] {
  const { id, waitTimer, reviewers, preventSelfReview, branchPolicy } = environment;
  const rule = (type: string, offset: number, more: object = {}) => ({
    id: id * 10 + offset,
    node_id: nodeId('Environment', repository.id, id * 10 + offset),
    type,
    ...more,
  });
  return [
    ...(waitTimer > 0 ? [rule('wait_timer', 1, { wait_timer: waitTimer })] : []),
    ...(reviewers.length > 0
      ? [
          rule('required_reviewers', 2, {
            prevent_self_review: preventSelfReview,
            reviewers: reviewers.map((reviewer) => viewReviewer({ hub }, reviewer)),
          }),
        ]
      : []),
    ...(branchPolicy === null ? [] : [rule('branch_policy', 3)]),
  ];
}

function viewReviewer({ hub }: Pick<Scene, 'hub'>, reviewer: Reviewer): object {
  return 'user' in reviewer
    ? { type: 'User', reviewer: viewUser(hub, reviewer.user) }
    : { type: 'Team', reviewer: viewTeam(hub, reviewer.team) };
}
