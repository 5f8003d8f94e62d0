import { isPull, type PullIssue } from '../state/pulls.ts';
import type {
  CheckRun,
  Deployment,
  DeploymentStatus,
  Issue,
  IssueComment,
} from '../state/records.ts';
import type { Repository } from '../state/world.ts';
import type { GraphqlContext } from './context.ts';

/**
 * What a field is resolved on: a type's name and the state it shows. How each field is read stands in
 * the tables of `fields.ts`, so that nodes may refer to one another freely.
 */
export interface RepositoryNode {
  readonly __typename: 'Repository';
  readonly repository: Repository;
}

export interface GitObjectNode {
  readonly __typename: 'Commit' | 'Tree' | 'Blob';
  readonly repository: Repository;
  readonly oid: string;
}

export interface RefNode {
  readonly __typename: 'Ref';
  readonly repository: Repository;
  readonly fullName: string;
  readonly oid: string;
}

export interface IssueNode {
  readonly __typename: 'Issue';
  readonly repository: Repository;
  readonly issue: Issue;
}

export interface PullNode {
  readonly __typename: 'PullRequest';
  readonly repository: Repository;
  readonly issue: PullIssue;
}

export interface CommentNode {
  readonly __typename: 'IssueComment';
  readonly repository: Repository;
  readonly comment: IssueComment;
}

export interface CheckRunNode {
  readonly __typename: 'CheckRun';
  readonly repository: Repository;
  readonly run: CheckRun;
}

/** All check runs of one app on one commit. */
export interface CheckSuiteNode {
  readonly __typename: 'CheckSuite';
  readonly repository: Repository;
  readonly suite: number;
}

export interface DeploymentNode {
  readonly __typename: 'Deployment';
  readonly repository: Repository;
  readonly deployment: Deployment;
}

export interface DeploymentStatusNode {
  readonly __typename: 'DeploymentStatus';
  readonly repository: Repository;
  readonly deployment: Deployment;
  readonly status: DeploymentStatus;
}

/** How the fields of one type are read; a field missing here is looked for on the node itself. */
export type Fields<Node> = Readonly<
  Record<string, (node: Node, args: never, context: GraphqlContext) => unknown>
>;

export function repositoryNode(repository: Repository): RepositoryNode {
  return { __typename: 'Repository', repository };
}

const GIT_TYPES = { commit: 'Commit', tree: 'Tree', blob: 'Blob' } as const;

/** Any git object; null when the repository does not have it. */
export function gitObjectNode(
  repository: Repository,
  oid: string | undefined,
): GitObjectNode | null {
  const kind = oid === undefined ? undefined : repository.objects[oid]?.kind;
  if (oid === undefined || kind === undefined || kind === 'tag') return null;
  return { __typename: GIT_TYPES[kind], repository, oid };
}

export function refNode(repository: Repository, fullName: string | undefined): RefNode | null {
  const oid = fullName === undefined ? undefined : repository.refs[fullName];
  if (fullName === undefined || oid === undefined) return null;
  return { __typename: 'Ref', repository, fullName, oid };
}

export function issueNode(repository: Repository, issue: Issue): IssueNode | PullNode {
  return isPull(issue)
    ? { __typename: 'PullRequest', repository, issue }
    : { __typename: 'Issue', repository, issue };
}

/** In GraphQL a bot's login goes without its `[bot]`. */
export function actorNode(login: string): object {
  return login.endsWith('[bot]')
    ? { __typename: 'Bot', login: login.replace('[bot]', '') }
    : { __typename: 'User', login };
}
