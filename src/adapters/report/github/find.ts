import { createHash } from 'node:crypto';
import { commentMarker } from '../../../core/present/story.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { RolloutStarted } from '../../../core/rollout/event.ts';
import type { GitHubClient } from '../../github/client.ts';
import { checkName } from './check.ts';
import {
  FIND_PLACES,
  type FoundComment,
  type FoundDeployment,
  type FoundList,
  type FoundPlaces,
  type FoundPullRequest,
  listFound,
} from './found.ts';
import type { CommentPlace, Places } from './places.ts';

/** Where the suite's documentation has people keep the workflow by which they step in. */
const CONTROL = 'control.yml';

/** What a look for the places brought. */
export interface Found {
  readonly places: Places;
  /** When one of the comments was last edited, by an earlier rollout perhaps. */
  readonly editedAt?: Instant;
  readonly troubles: readonly string[];
}

/**
 * Looks for what an earlier process may have opened for the rollout and not lived to write down, for the pull
 * requests of its commit, and for what a story can point at; a string says why not.
 */
export async function findPlaces(
  client: GitHubClient,
  repository: { readonly owner: string; readonly repo: string },
  sha: string,
  started: RolloutStarted,
): Promise<Found | string> {
  const answer = await client.graphql(
    FIND_PLACES,
    {
      owner: repository.owner,
      name: repository.repo,
      sha,
      check: checkName(started),
      environment: started.environment,
      plan: `${sha}:${started.plan.path ?? ''}`,
      control: `HEAD:.github/workflows/${CONTROL}`,
    },
    { partial: true },
  );
  if (answer.outcome === 'failed') return answer.detail;
  const found = (answer.data as FoundPlaces).repository;
  if (!found) return 'the repository was not found: may the token read it?';
  const { associatedPullRequests: pullRequests, ...rest } = found.object ?? {};
  const checkRun = findCheckRun(rest.checkSuites, started);
  const deployment = findDeployment(rest.deployments, started);
  const plan = findPlan(found.plan?.text, started);
  const own = (pullRequests?.nodes ?? []).map((one) => findComment(one, started));
  const edits = own.flatMap(({ comment }) => comment?.lastEditedAt ?? []).map(Date.parse);
  return {
    places: {
      repository: found.id,
      comments: own.map(({ place }) => place),
      ...(checkRun !== undefined && { checkRun }),
      ...(deployment !== undefined && { deployment }),
      ...(plan !== undefined && { plan }),
      ...(found.control && { control: CONTROL }),
    },
    ...(edits.length > 0 && { editedAt: Math.max(...edits) }),
    troubles: pullRequests === null ? [UNSEEN] : [],
  };
}

const UNSEEN =
  'no pull request could be looked for: has the job the permission "pull-requests: write"?';

function findCheckRun(
  suites: NonNullable<NonNullable<FoundPlaces['repository']>['object']>['checkSuites'],
  { rollout }: RolloutStarted,
): string | undefined {
  const runs = listFound(suites).flatMap(({ checkRuns }) => listFound(checkRuns));
  return runs.findLast(({ externalId }) => externalId === rollout)?.id;
}

/** GitHub gives the payload back as text, at times as the text of a text. */
function findDeployment(
  deployments: FoundList<FoundDeployment> | undefined,
  { rollout }: RolloutStarted,
): string | undefined {
  const mark = `"rollout":${JSON.stringify(rollout)}`;
  return listFound(deployments).findLast(({ payload }) =>
    payload?.replaceAll('\\', '').includes(mark),
  )?.id;
}

/** A plan that reads otherwise in the released commit has its lines elsewhere. */
function findPlan(text: string | null | undefined, { plan }: RolloutStarted): string | undefined {
  const isSame = text != null && createHash('sha256').update(text).digest('hex') === plan.digest;
  return isSame ? plan.path : undefined;
}

function findComment(
  { id, comments }: FoundPullRequest,
  started: RolloutStarted,
): { readonly place: CommentPlace; readonly comment?: FoundComment } {
  const marker = commentMarker({ started });
  const comment = listFound(comments).find(
    ({ viewerDidAuthor, body }) => viewerDidAuthor && body.startsWith(marker),
  );
  return comment === undefined
    ? { place: { pullRequest: id } }
    : { place: { comment: comment.id }, comment };
}
