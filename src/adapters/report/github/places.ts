import type { GitHubClient } from '../../github/client.ts';

/** Where on GitHub a rollout is told: found with one request. */
export interface Places {
  readonly repositoryId: string;
  /** Pull requests of the released commit, with our comment on each where there is one already. */
  readonly pullRequests: readonly { readonly id: string; readonly comment: string | undefined }[];
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
    readonly object: {
      readonly associatedPullRequests?: {
        readonly nodes: readonly {
          readonly id: string;
          readonly comments: {
            readonly nodes: readonly {
              readonly id: string;
              readonly body: string;
              readonly viewerDidAuthor: boolean;
            }[];
          };
        }[];
      };
    } | null;
  } | null;
}

/** Looks for the pull requests of a commit, and for the comment with `marker` on each; a string says why not. */
export async function findPlaces(
  client: GitHubClient,
  repository: { readonly owner: string; readonly repo: string },
  sha: string,
  marker: string,
): Promise<Places | string> {
  const variables = { owner: repository.owner, name: repository.repo, sha };
  const answer = await client.graphql(FIND_PLACES, variables, { needs: 'pull-requests: read' });
  if (answer.outcome === 'failed') return answer.detail;
  const found = (answer.data as FoundPlaces).repository;
  if (!found) return 'the repository was not found: may the token read it?';
  const pullRequests = found.object?.associatedPullRequests?.nodes ?? [];
  return {
    repositoryId: found.id,
    pullRequests: pullRequests.map(({ id, comments }) => ({
      id,
      comment: comments.nodes.find((one) => one.viewerDidAuthor && one.body.startsWith(marker))?.id,
    })),
  };
}
