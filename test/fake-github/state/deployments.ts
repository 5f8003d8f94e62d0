import { putCommit } from './git-objects.ts';
import { isAncestor, requireCommit, resolveCommit } from './git-history.ts';
import { register, stamp, type Scene } from './hub.ts';
import { refuse, succeed, type Outcome } from './refusal.ts';
import type { Deployment } from './records.ts';
import type { Repository } from './world.ts';

export interface DeploymentFields {
  readonly ref: string;
  readonly task?: string | undefined;
  readonly auto_merge?: boolean | undefined;
  readonly required_contexts?: readonly string[] | undefined;
  readonly payload?: Deployment['payload'] | undefined;
  readonly environment?: string | undefined;
  readonly description?: string | null | undefined;
  readonly transient_environment?: boolean | undefined;
  readonly production_environment?: boolean | undefined;
}

/** A deployment, or the merge GitHub made instead because the branch was behind the default branch. */
export type DeploymentOutcome =
  | { readonly kind: 'created'; readonly deployment: Deployment }
  | { readonly kind: 'merged'; readonly message: string };

export function createDeployment(
  scene: Scene,
  fields: DeploymentFields,
): Outcome<DeploymentOutcome> {
  const { hub, repository, login } = scene;
  const sha = resolveCommit(repository, fields.ref);
  if (sha === undefined) return refuse(422, `No ref found for: ${fields.ref}`);
  const behind = fields.auto_merge === false ? undefined : findBehindBranch(repository, fields.ref);
  if (behind !== undefined) return succeed(mergeDefaultBranch(scene, behind));
  const unmet = findUnmetContexts(repository, sha, fields.required_contexts);
  if (unmet.length > 0)
    return refuse(
      409,
      `Conflict: Commit status checks failed for ${fields.ref}: ${unmet.join(', ')}`,
    );

  const environment = fields.environment ?? 'production';
  const deployment: Deployment = {
    ...register(hub),
    sha,
    ref: fields.ref,
    task: fields.task ?? 'deploy',
    environment,
    originalEnvironment: environment,
    description: fields.description ?? null,
    payload: fields.payload ?? {},
    transient: fields.transient_environment ?? false,
    production: fields.production_environment ?? environment === 'production',
    creator: login,
    statuses: [],
  };
  repository.deployments.push(deployment);
  return succeed({ kind: 'created', deployment });
}

/** The contexts, all of the commit's when none are named, that are not (yet) green. */
function findUnmetContexts(
  repository: Repository,
  sha: string,
  required: readonly string[] | undefined,
): readonly string[] {
  const isGreen = new Map<string, boolean>();
  for (const { sha: at, context, state } of repository.statuses)
    if (at === sha) isGreen.set(context, state === 'success');
  for (const { headSha, name, conclusion } of repository.checkRuns)
    if (headSha === sha)
      isGreen.set(name, ['success', 'neutral', 'skipped'].includes(conclusion ?? ''));
  return (required ?? [...isGreen.keys()]).filter((context) => isGreen.get(context) !== true);
}

/** The branch's full ref name when it lacks commits of the default branch. SHAs and tags never do. */
function findBehindBranch(repository: Repository, ref: string): string | undefined {
  const name = ref.startsWith('refs/heads/') ? ref : `refs/heads/${ref}`;
  const branch = repository.refs[name];
  const main = repository.refs[`refs/heads/${repository.defaultBranch}`];
  if (branch === undefined || main === undefined) return undefined;
  return isAncestor(repository, main, branch) ? undefined : name;
}

function mergeDefaultBranch({ hub, repository, login }: Scene, name: string): DeploymentOutcome {
  const branch = repository.refs[name] ?? '';
  const main = repository.refs[`refs/heads/${repository.defaultBranch}`] ?? '';
  const signature = { name: login, email: `${login}@users.noreply.github.com`, date: stamp(hub) };
  const short = name.replace('refs/heads/', '');
  repository.refs[name] = putCommit(repository, {
    // What a real merge would hold is beyond this GitHub; callers only learn that the branch moved.
    tree: requireCommit(repository, branch).tree,
    parents: [branch, main],
    author: signature,
    committer: signature,
    message: `Merge ${repository.defaultBranch} into ${short}`,
  });
  return {
    kind: 'merged',
    message: `Auto-merged ${repository.defaultBranch} into ${short} on deployment.`,
  };
}
