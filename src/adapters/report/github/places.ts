import type { ReportHandles } from '../../../core/rollout/event.ts';
import type { GitHubClient } from '../../github/client.ts';

/** Where on GitHub a rollout is told; what has no id yet is to be made. */
export interface Places {
  readonly repository: string;
  readonly checkRun?: string;
  readonly comments: readonly CommentPlace[];
  readonly deployment?: string;
}

/** A comment of ours, or a pull request that has none. */
export type CommentPlace =
  { readonly comment: string } | { readonly comment?: never; readonly pullRequest: string };

/** The places that earlier tellings left; undefined when none of them opened any. */
export function rememberPlaces(handles: ReportHandles): Places | undefined {
  const { repository, checkRun, comments = [], deployment } = handles;
  if (repository === undefined || checkRun === undefined) return undefined;
  return {
    repository,
    checkRun,
    comments: comments.map((comment) => ({ comment })),
    ...(deployment !== undefined && { deployment }),
  };
}

/** What later tellings need to find the places again. */
export function listHandles({ repository, checkRun, comments, deployment }: Places): ReportHandles {
  return {
    repository,
    comments: comments.flatMap(({ comment }) => comment ?? []),
    ...(checkRun !== undefined && { checkRun }),
    ...(deployment !== undefined && { deployment }),
  };
}

const FIND_PLACES = `query FindPlaces($owner: String!, $name: String!, $sha: GitObjectID!) {
  repository(owner: $owner, name: $name) {
    id
    object(oid: $sha) {
      ... on Commit {
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
      /** Null when the token may not see pull requests. */
      readonly associatedPullRequests?: { readonly nodes: readonly FoundPullRequest[] } | null;
    } | null;
  } | null;
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

/** Looks for the pull requests of a commit, and for the comment with `marker` on each; a string says why not. */
export async function findPlaces(
  client: GitHubClient,
  repository: { readonly owner: string; readonly repo: string },
  sha: string,
  marker: string,
): Promise<Found | string> {
  const variables = { owner: repository.owner, name: repository.repo, sha };
  const answer = await client.graphql(FIND_PLACES, variables, { partial: true });
  if (answer.outcome === 'failed') return answer.detail;
  const found = (answer.data as FoundPlaces).repository;
  if (!found) return 'the repository was not found: may the token read it?';
  const pullRequests = found.object?.associatedPullRequests;
  const comments = (pullRequests?.nodes ?? []).map((one) => findComment(one, marker));
  return {
    places: { repository: found.id, comments },
    troubles: pullRequests === null ? [UNSEEN] : [],
  };
}

const UNSEEN =
  'no pull request could be looked for: has the job the permission "pull-requests: write"?';

function findComment({ id, comments }: FoundPullRequest, marker: string): CommentPlace {
  const ours = comments.nodes.find(
    (one) => one?.viewerDidAuthor === true && one.body.startsWith(marker),
  );
  return !ours ? { pullRequest: id } : { comment: ours.id };
}
