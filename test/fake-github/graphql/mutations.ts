import { addComment, editComment } from '../state/comments.ts';
import { createCheckRun, updateCheckRun } from '../state/checks.ts';
import {
  addDeploymentStatus,
  createDeployment,
  type DeploymentFields,
} from '../state/deployments.ts';
import type { Outcome } from '../state/refusal.ts';
import { updateRefs, type RefUpdate } from '../state/refs.ts';
import type { DeploymentState } from '../state/world.ts';
import { toCheckFields, type CheckRunInput } from './check-input.ts';
import { checkRunNode } from './check-nodes.ts';
import { commentNode } from './comment-nodes.ts';
import { demand, locate, sceneOf, type GraphqlContext } from './context.ts';
import { deploymentNode, deploymentStatusNode } from './deployment-nodes.ts';
import { forbidden, refusalError, unresolvable } from './errors.ts';
import { isPull } from '../state/pulls.ts';
import { issueNode, pullNode } from './repository-nodes.ts';

/** A mutation's one argument. */
interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}

interface RefUpdateInput {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string | null;
  readonly force?: boolean | null;
}

interface DeploymentInput {
  readonly repositoryId: string;
  readonly refId: string;
  readonly autoMerge?: boolean | null;
  readonly requiredContexts?: readonly string[] | null;
  readonly payload?: string | null;
  readonly task?: string | null;
  readonly environment?: string | null;
  readonly description?: string | null;
}

interface DeploymentStatusInput {
  readonly deploymentId: string;
  readonly state: string;
  readonly description?: string | null;
  readonly environment?: string | null;
  readonly environmentUrl?: string | null;
  readonly logUrl?: string | null;
  readonly autoInactive?: boolean | null;
}

/** The mutations this GitHub carries out, by the same rules as its REST operations. */
export const MUTATIONS = {
  updateRefs(
    { input }: Input<{ repositoryId: string; refUpdates: readonly RefUpdateInput[] }>,
    context: GraphqlContext,
  ): object {
    demand(context, 'contents:write');
    const { repository } = locate(context, input.repositoryId, 'Repository');
    settle(updateRefs(repository, input.refUpdates.map(toRefUpdate)), context);
    return echo(input);
  },

  createCheckRun(
    { input }: Input<CheckRunInput & { repositoryId: string; headSha: string; name: string }>,
    context: GraphqlContext,
  ): object {
    demand(context, 'checks:write');
    const { repository } = locate(context, input.repositoryId, 'Repository');
    const fields = { ...toCheckFields(input), name: input.name };
    const run = settle(
      createCheckRun(sceneOf(context, repository), input.headSha, fields),
      context,
    );
    return { ...echo(input), checkRun: checkRunNode(repository, run) };
  },

  updateCheckRun(
    { input }: Input<CheckRunInput & { repositoryId: string; checkRunId: string }>,
    context: GraphqlContext,
  ): object {
    demand(context, 'checks:write');
    const { repository, key } = locate(context, input.checkRunId, 'CheckRun');
    const present = repository.checkRuns.find(({ id }) => id === Number(key));
    if (present === undefined) throw unresolvable(input.checkRunId);
    const outcome = updateCheckRun(sceneOf(context, repository), present, toCheckFields(input));
    return { ...echo(input), checkRun: checkRunNode(repository, settle(outcome, context)) };
  },

  addComment(
    { input }: Input<{ subjectId: string; body: string }>,
    context: GraphqlContext,
  ): object {
    demand(context, 'issues:write', 'pull_requests:write');
    const { repository, key } = locate(context, input.subjectId, 'Issue', 'PullRequest');
    const issue = repository.issues.find(({ number }) => number === Number(key));
    if (issue === undefined) throw unresolvable(input.subjectId);
    const comment = settle(addComment(sceneOf(context, repository), issue, input.body), context);
    const subject = isPull(issue) ? pullNode(repository, issue) : issueNode(repository, issue);
    const commentEdge = { cursor: String(comment.id), node: commentNode(repository, comment) };
    return { ...echo(input), subject, commentEdge };
  },

  updateIssueComment(
    { input }: Input<{ id: string; body: string }>,
    context: GraphqlContext,
  ): object {
    demand(context, 'issues:write', 'pull_requests:write');
    const { repository, key } = locate(context, input.id, 'IssueComment');
    const present = repository.comments.find(({ id }) => id === Number(key));
    if (present === undefined) throw unresolvable(input.id);
    if (present.author !== context.token.login) throw forbidden();
    const scene = sceneOf(context, repository);
    const comment = settle(editComment(scene, present, input.body), context);
    return { ...echo(input), issueComment: commentNode(repository, comment) };
  },

  createDeployment({ input }: Input<DeploymentInput>, context: GraphqlContext): object {
    demand(context, 'deployments:write');
    const { repository, key, kind } = locate(context, input.refId, 'Ref', 'Commit');
    const ref = kind === 'Ref' ? key.replace(/^refs\/(heads|tags)\//, '') : key;
    const fields = toDeploymentFields(ref, input);
    const outcome = settle(createDeployment(sceneOf(context, repository), fields), context);
    const autoMerged = outcome.kind === 'merged';
    const deployment = autoMerged ? null : deploymentNode(repository, outcome.deployment);
    return { ...echo(input), autoMerged, deployment };
  },

  createDeploymentStatus({ input }: Input<DeploymentStatusInput>, context: GraphqlContext): object {
    demand(context, 'deployments:write');
    const { repository, key } = locate(context, input.deploymentId, 'Deployment');
    const deployment = repository.deployments.find(({ id }) => id === Number(key));
    if (deployment === undefined) throw unresolvable(input.deploymentId);
    const outcome = addDeploymentStatus(sceneOf(context, repository), deployment, {
      state: input.state.toLowerCase() as DeploymentState,
      description: input.description ?? undefined,
      environment: input.environment ?? undefined,
      environment_url: input.environmentUrl ?? undefined,
      log_url: input.logUrl ?? undefined,
      auto_inactive: input.autoInactive ?? undefined,
    });
    const status = deploymentStatusNode(repository, deployment, settle(outcome, context));
    return { ...echo(input), deploymentStatus: status };
  },
};

function echo({ clientMutationId }: Input<unknown>['input']): object {
  return { clientMutationId: clientMutationId ?? null };
}

/** The value of an outcome, or GitHub's error thrown. */
function settle<T>(outcome: Outcome<T>, { staleRefType }: GraphqlContext): T {
  if (!outcome.done) throw refusalError(outcome.refusal, staleRefType);
  return outcome.value;
}

function toRefUpdate({ name, afterOid, beforeOid, force }: RefUpdateInput): RefUpdate {
  return { name, afterOid, force: force ?? false, ...(beforeOid == null ? {} : { beforeOid }) };
}

function toDeploymentFields(ref: string, input: DeploymentInput): DeploymentFields {
  return {
    ref,
    task: input.task ?? undefined,
    auto_merge: input.autoMerge ?? undefined,
    required_contexts: input.requiredContexts ?? undefined,
    payload: input.payload ?? undefined,
    environment: input.environment ?? undefined,
    description: input.description ?? undefined,
  };
}
