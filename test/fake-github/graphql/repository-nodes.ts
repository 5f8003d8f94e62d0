import { nodeId } from '../node-id.ts';
import { resolveExpression } from '../state/git-history.ts';
import { baseOf, headOf, isPull, type PullIssue } from '../state/pulls.ts';
import type { Issue, Repository } from '../state/world.ts';
import { commentNode } from './comment-nodes.ts';
import { connect, type PageArguments } from './connection.ts';
import { demand, type GraphqlContext } from './context.ts';
import { deploymentNode } from './deployment-nodes.ts';
import { graphqlError } from './errors.ts';
import { bounded, gitObjectNode } from './git-nodes.ts';

export function repositoryNode(repository: Repository): object {
  return {
    __typename: 'Repository',
    id: nodeId('Repository', 0, repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: `${repository.owner}/${repository.name}`,
    owner: { __typename: 'User', login: repository.owner },
    isPrivate: repository.private,
    url: `https://github.com/${repository.owner}/${repository.name}`,
    defaultBranchRef: (_: unknown, context: GraphqlContext) => {
      demand(context, 'contents:read');
      return refNode(repository, `refs/heads/${repository.defaultBranch}`);
    },
    ref: ({ qualifiedName }: { qualifiedName: string }, context: GraphqlContext) => {
      demand(context, 'contents:read');
      return refNode(repository, findRefName(repository, qualifiedName));
    },
    refs: (args: PageArguments & { refPrefix: string }, context: GraphqlContext) => {
      demand(context, 'contents:read');
      const names = Object.keys(repository.refs).filter((name) => name.startsWith(args.refPrefix));
      return connect(
        names.toSorted().map((name) => refNode(repository, name)),
        bounded(args),
      );
    },
    object: (
      args: { expression?: string | null; oid?: string | null },
      context: GraphqlContext,
    ) => {
      demand(context, 'contents:read');
      const oid = args.oid ?? resolveExpression(repository, args.expression ?? '');
      return oid === undefined ? null : gitObjectNode(repository, oid);
    },
    issue: ({ number }: { number: number }, context: GraphqlContext) => {
      demand(context, 'issues:read');
      return issueNode(repository, findNumber(repository, 'Issue', number));
    },
    pullRequest: ({ number }: { number: number }, context: GraphqlContext) => {
      demand(context, 'pull_requests:read');
      const issue = findNumber(repository, 'PullRequest', number);
      return isPull(issue) ? pullNode(repository, issue) : null;
    },
    deployments: (
      args: PageArguments & { environments?: readonly string[] | null },
      context: GraphqlContext,
    ) => {
      demand(context, 'deployments:read');
      const wanted = repository.deployments.filter(
        ({ environment }) => args.environments?.includes(environment) ?? true,
      );
      return connect(
        wanted.map((one) => deploymentNode(repository, one)),
        bounded(args),
      );
    },
  };
}

/** A ref by its full name, or a branch or tag by its short one. */
function findRefName(repository: Repository, name: string): string | undefined {
  const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}`];
  return candidates.find((candidate) => candidate in repository.refs);
}

export function refNode(repository: Repository, name: string | undefined): object | null {
  const oid = name === undefined ? undefined : repository.refs[name];
  if (name === undefined || oid === undefined) return null;
  // GitHub's prefix is all but the last part, except that a branch's slashes belong to its name.
  const [prefix = ''] = /^refs\/(?:heads|tags)\/|^refs\/.*\//.exec(name) ?? [];
  return {
    __typename: 'Ref',
    id: nodeId('Ref', repository.id, name),
    name: name.slice(prefix.length),
    prefix,
    repository: () => repositoryNode(repository),
    target: () => gitObjectNode(repository, oid),
  };
}

function findNumber(repository: Repository, kind: 'Issue' | 'PullRequest', number: number): Issue {
  const issue = repository.issues.find((one) => one.number === number);
  if (issue === undefined || isPull(issue) !== (kind === 'PullRequest'))
    throw graphqlError('NOT_FOUND', `Could not resolve to a ${kind} with the number of ${number}.`);
  return issue;
}

export function issueNode(repository: Repository, issue: Issue): object {
  return {
    ...commonFields(repository, issue),
    __typename: 'Issue',
    state: issue.state.toUpperCase(),
  };
}

export function pullNode(repository: Repository, issue: PullIssue): object {
  const { pull } = issue;
  const head = headOf(repository, issue);
  return {
    ...commonFields(repository, issue),
    __typename: 'PullRequest',
    state: pull.mergedAt === null ? issue.state.toUpperCase() : 'MERGED',
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    isDraft: pull.draft,
    headRefName: pull.head,
    headRefOid: head,
    baseRefName: pull.base,
    baseRefOid: baseOf(repository, issue),
    mergeCommit: () =>
      pull.mergeCommitSha === null ? null : gitObjectNode(repository, pull.mergeCommitSha),
  };
}

function commonFields(repository: Repository, issue: Issue) {
  const kind = isPull(issue) ? 'PullRequest' : 'Issue';
  return {
    id: nodeId(kind, repository.id, issue.number),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    url: `https://github.com/${repository.owner}/${repository.name}/issues/${issue.number}`,
    author: { __typename: 'User', login: issue.author },
    closed: issue.state === 'closed',
    createdAt: issue.createdAt,
    closedAt: issue.closedAt,
    repository: () => repositoryNode(repository),
    labels: (page: PageArguments) =>
      connect(
        issue.labels.map((name) => ({ __typename: 'Label', name })),
        bounded(page),
      ),
    comments: (page: PageArguments) =>
      connect(
        repository.comments
          .filter((comment) => comment.issue === issue.number)
          .map((comment) => commentNode(repository, comment)),
        bounded(page),
      ),
  };
}
