/** What a look for the places asks of GitHub, in one request. */
export const FIND_PLACES = `query FindPlaces(
  $owner: String!, $name: String!, $sha: GitObjectID!, $check: String!, $environment: String!,
  $plan: String!, $control: String!
) {
  repository(owner: $owner, name: $name) {
    id
    plan: object(expression: $plan) { ... on Blob { text } }
    control: object(expression: $control) { id }
    object(oid: $sha) {
      ... on Commit {
        checkSuites(last: 20, filterBy: { checkName: $check }) {
          nodes { checkRuns(last: 20, filterBy: { checkName: $check }) { nodes { id externalId } } }
        }
        deployments(last: 20, environments: [$environment]) { nodes { id payload } }
        associatedPullRequests(first: 5) {
          nodes { id comments(last: 100) { nodes { id body viewerDidAuthor lastEditedAt } } }
        }
      }
    }
  }
}`;

/** The answer, as far as the token may see it. */
export interface FoundPlaces {
  readonly repository: {
    readonly id: string;
    /** Null, or without a text, where no file is there. */
    readonly plan?: { readonly text?: string | null } | null;
    readonly control?: { readonly id: string } | null;
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
export type FoundList<T> = { readonly nodes: readonly (T | null)[] } | null;

export interface FoundCheckRun {
  readonly id: string;
  readonly externalId: string | null;
}

export interface FoundDeployment {
  readonly id: string;
  readonly payload: string | null;
}

export interface FoundPullRequest {
  readonly id: string;
  readonly comments: { readonly nodes: readonly (FoundComment | null)[] };
}

export interface FoundComment {
  readonly id: string;
  readonly body: string;
  readonly viewerDidAuthor: boolean;
  readonly lastEditedAt?: string | null;
}

export function listFound<T>(found: FoundList<T> | undefined): readonly T[] {
  return found?.nodes.filter((node) => node !== null) ?? [];
}
