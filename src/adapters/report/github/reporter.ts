import { commentMarker, writeComment } from '../../../core/present/story.ts';
import { titleOf } from '../../../core/present/story.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import type { ReportHandles } from '../../../core/rollout/event.ts';
import type { Reporter, Story, Telling } from '../../../ports/reporter.ts';
import type { GitHubClient } from '../../github/client.ts';
import { describeCheck } from './check.ts';
import { describeDeployment } from './deployment.ts';
import { type Change, composeMutation } from './mutation.ts';
import { findPlaces, type Places } from './places.ts';

/** Numbers alone are told this seldom: requests are dear, and so is the reader's attention. */
const BETWEEN_LOOKS: Duration = 5 * 60_000;
/** GitHub's limit for a comment, in characters. */
const LONGEST_COMMENT = 65_536;

export interface GitHubReporterOptions {
  readonly client: GitHubClient;
  readonly repository: { readonly owner: string; readonly repo: string };
  /** The released commit. */
  readonly sha: string;
}

/**
 * Tells the story in the check run, in one comment on each pull request of the commit, and in the deployment.
 * The first telling opens these places; every later one edits them all with a single request.
 */
export function createGitHubReporter(options: GitHubReporterOptions): Reporter {
  let opened: ReportHandles = {};
  let toldAt: Instant = Number.NEGATIVE_INFINITY;
  return {
    async tell(story) {
      if (story.moment === 'look' && story.now - toldAt < BETWEEN_LOOKS) return { troubles: [] };
      toldAt = story.now;
      const known = { ...story.state.handles, ...opened };
      const telling =
        known.checkRun === undefined
          ? await open(options, story, known)
          : await edit(options, story, known);
      opened = { ...opened, ...telling.handles };
      return telling;
    },
  };
}

async function open(
  options: GitHubReporterOptions,
  story: Story,
  known: ReportHandles,
): Promise<Telling> {
  const places = await findPlaces(
    options.client,
    options.repository,
    options.sha,
    commentMarker(story.state),
  );
  if (typeof places === 'string')
    return { troubles: [`nothing could be told on GitHub: ${places}`] };
  const deployment = known.deployment ?? (await createDeployment(options, story));
  const isDeployed = !(deployment instanceof Error);
  const changes: readonly Change[] = [
    {
      alias: 'check',
      mutation: 'createCheckRun',
      input: { repositoryId: places.repositoryId, headSha: options.sha, ...describeCheck(story) },
    },
    ...places.pullRequests.map((pullRequest, index) => openComment(pullRequest, index, story)),
    ...(isDeployed ? [changeDeployment(deployment, story)] : []),
  ];
  const sent = await send(options.client, changes);
  return {
    troubles: [...(isDeployed ? [] : [deployment.message]), ...sent.troubles],
    handles: { ...(isDeployed && { deployment }), ...readHandles(sent.data, places) },
  };
}

function openComment(
  { id, comment }: Places['pullRequests'][number],
  index: number,
  story: Story,
): Change {
  const body = commentBody(story);
  const alias = `comment${index}`;
  return comment === undefined
    ? { alias, mutation: 'addComment', input: { subjectId: id, body } }
    : { alias, mutation: 'updateIssueComment', input: { id: comment, body } };
}

async function edit(
  { client }: GitHubReporterOptions,
  story: Story,
  known: ReportHandles,
): Promise<Telling> {
  const changes: Change[] = [];
  if (known.checkRun !== undefined && known.repository !== undefined) {
    const input = { repositoryId: known.repository, checkRunId: known.checkRun };
    changes.push({
      alias: 'check',
      mutation: 'updateCheckRun',
      input: { ...input, ...describeCheck(story) },
    });
  }
  for (const [index, id] of (known.comments ?? []).entries()) {
    const input = { id, body: commentBody(story) };
    changes.push({ alias: `comment${index}`, mutation: 'updateIssueComment', input });
  }
  if (known.deployment !== undefined && story.moment === 'step') {
    changes.push(changeDeployment(known.deployment, story));
  }
  return { troubles: changes.length === 0 ? [] : (await send(client, changes)).troubles };
}

function changeDeployment(deploymentId: string, { state }: Story): Change {
  const input = { deploymentId, ...describeDeployment(state) };
  return { alias: 'deployment', mutation: 'createDeploymentStatus', input };
}

async function createDeployment(
  { client, repository, sha }: GitHubReporterOptions,
  { state }: Story,
): Promise<string | Error> {
  const answer = await client.rest('POST /repos/{owner}/{repo}/deployments', {
    ...repository,
    ref: sha,
    environment: state.started.environment,
    description: titleOf(state).slice(0, 140),
    task: 'deploy',
    auto_merge: false,
    // The gates decide what must be green; GitHub's default would ask for every check, ours included.
    required_contexts: [],
    payload: { sluice: { rollout: state.started.rollout, version: state.started.version } },
  });
  if (answer.outcome === 'failed') return new Error(`no deployment: ${answer.detail}`);
  return 'node_id' in answer.data
    ? answer.data.node_id
    : new Error('no deployment: GitHub wants to merge first, which was not asked for');
}

async function send(
  client: GitHubClient,
  changes: readonly Change[],
): Promise<{ readonly data: Answers; readonly troubles: readonly string[] }> {
  const { query, variables } = composeMutation(changes);
  const needs = 'checks: write, pull-requests: write and deployments: write';
  const answer = await client.graphql(query, variables, { partial: true, needs });
  if (answer.outcome === 'failed') return { data: {}, troubles: [answer.detail] };
  const data = answer.data as Answers;
  const refused = changes.filter(({ alias }) => !data[alias]).map(({ mutation }) => mutation);
  const troubles = refused.map(
    (mutation) => `GitHub refused ${mutation}: has the job the permissions ${needs}?`,
  );
  return { data, troubles };
}

type Answers = Readonly<
  Record<
    string,
    {
      readonly checkRun?: { readonly id: string };
      readonly commentEdge?: { readonly node: { readonly id: string } };
      readonly issueComment?: { readonly id: string };
    } | null
  >
>;

function readHandles(data: Answers, places: Places): ReportHandles {
  const checkRun = data['check']?.checkRun?.id;
  const comments = places.pullRequests.flatMap((_, index) => {
    const answer = data[`comment${index}`];
    const id = answer?.commentEdge?.node.id ?? answer?.issueComment?.id;
    return id === undefined ? [] : [id];
  });
  return {
    repository: places.repositoryId,
    ...(checkRun !== undefined && { checkRun }),
    ...(comments.length > 0 && { comments }),
  };
}

function commentBody(story: Story): string {
  return writeComment(story).slice(0, LONGEST_COMMENT);
}
