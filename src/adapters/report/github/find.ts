import { commentMarker } from '../../../core/present/story.ts';
import type { RolloutStarted } from '../../../core/rollout/event.ts';
import type { GitHubClient } from '../../github/client.ts';
import { checkName } from './check.ts';
import type { CommentPlace, Places } from './places.ts';

const FIND_PLACES = `query FindPlaces(
  $owner: String!, $name: String!, $sha: GitObjectID!, $check: String!, $environment: String!
) {
  repository(owner: $owner, name: $name) {
    id
    object(oid: $sha) {
      ... on Commit {
        checkSuites(last: 20, filterBy: { checkName: $check }) {
          nodes { checkRuns(last: 20, filterBy: { checkName: $check }) { nodes { id externalId } } }
        }
        deployments(last: 20, environments: [$environment]) { nodes { id payload } }
        associatedPullRequests(first: 5) {
          nodes { id comments(last: 100) { nodes { id body viewerDidAuthor } } }
        }
      }
    }
  }
}`;

interface FoundPlaces {
  readonly repository: {
    readonly id: string;
    /** Null when the commit is not in the repository. */
    readonly object: {
      readonly checkSuites?: FoundList<{ readonly checkRuns: FoundList<FoundCheckRun> }>;
      readonly deployments?: FoundList<FoundDeployment>;
      /** Null when the token may not see pull requests. */
      readonly associatedPullRequests?: { readonly nodes: readonly FoundPullRequest[] } | null;
    } | null;
  } | null;
}

/** Null when the token may not see any of it. */
type FoundList<T> = { readonly nodes: readonly (T | null)[] } | null;

interface FoundCheckRun {
  readonly id: string;
  readonly externalId: string | null;
}

interface FoundDeployment {
  readonly id: string;
  readonly payload: string | null;
}

interface FoundPullRequest {
  readonly id: string;
  readonly comments: { readonly nodes: readonly (FoundComment | null)[] };
}

interface FoundComment {
  readonly id: string;
  readonly body: string;
  readonly viewerDidAuthor: boolean;
}

/** What a look for the places brought. */
export interface Found {
  readonly places: Places;
  readonly troubles: readonly string[];
}

/**
 * Looks for what an earlier process may have opened for the rollout and not lived to write down, and for the pull
 * requests of its commit; a string says why not.
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
    },
    { partial: true },
  );
  if (answer.outcome === 'failed') return answer.detail;
  const found = (answer.data as FoundPlaces).repository;
  if (!found) return 'the repository was not found: may the token read it?';
  const { associatedPullRequests: pullRequests, ...rest } = found.object ?? {};
  const checkRun = findCheckRun(rest.checkSuites, started);
  const deployment = findDeployment(rest.deployments, started);
  return {
    places: {
      repository: found.id,
      comments: (pullRequests?.nodes ?? []).map((one) =>
        findComment(one, commentMarker({ started })),
      ),
      ...(checkRun !== undefined && { checkRun }),
      ...(deployment !== undefined && { deployment }),
    },
    troubles: pullRequests === null ? [UNSEEN] : [],
  };
}

const UNSEEN =
  'no pull request could be looked for: has the job the permission "pull-requests: write"?';

function listFound<T>(found: FoundList<T> | undefined): readonly T[] {
  return found?.nodes.filter((node) => node !== null) ?? [];
}

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

function findComment({ id, comments }: FoundPullRequest, marker: string): CommentPlace {
  const ours = comments.nodes.find(
    (one) => one?.viewerDidAuthor === true && one.body.startsWith(marker),
  );
  return !ours ? { pullRequest: id } : { comment: ours.id };
}
