import { nodeId } from '../node-id.ts';
import { webLink } from '../rest/links.ts';
import { resolveExpression } from '../state/git-history.ts';
import { isPull } from '../state/pulls.ts';
import type { Repository } from '../state/world.ts';
import { connect, type PageArguments } from './connection.ts';
import { demand } from './context.ts';
import { type DeploymentArguments, listDeployments } from './deployment-fields.ts';
import { graphqlError } from './errors.ts';
import { findRef } from './git-fields.ts';
import { gitObjectNode, issueNode, refNode, type Fields, type RepositoryNode } from './nodes.ts';

interface ObjectArguments {
  readonly expression?: string | null;
  readonly oid?: string | null;
}

export const repositoryFields: Fields<RepositoryNode> = {
  id: ({ repository }) => nodeId('Repository', 0, repository.id),
  databaseId: ({ repository }) => repository.id,
  name: ({ repository }) => repository.name,
  nameWithOwner: ({ repository }) => `${repository.owner}/${repository.name}`,
  owner: ({ repository }) => ({ __typename: 'User', login: repository.owner }),
  isPrivate: ({ repository }) => repository.private,
  url: ({ repository }) => webLink(repository),
  defaultBranchRef: ({ repository }, _: unknown, context) => {
    demand(context, 'contents:read');
    return refNode(repository, `refs/heads/${repository.defaultBranch}`);
  },
  ref: ({ repository }, { qualifiedName }: { readonly qualifiedName: string }, context) => {
    demand(context, 'contents:read');
    return findRef(repository, qualifiedName);
  },
  refs: ({ repository }, args: PageArguments & { readonly refPrefix: string }, context) => {
    demand(context, 'contents:read');
    const names = Object.keys(repository.refs).filter((name) => name.startsWith(args.refPrefix));
    return connect(
      names.toSorted().map((name) => refNode(repository, name)),
      args,
    );
  },
  object: ({ repository }, { oid, expression }: ObjectArguments, context) => {
    demand(context, 'contents:read');
    return gitObjectNode(repository, oid ?? resolveExpression(repository, expression ?? ''));
  },
  issue: ({ repository }, { number }: { readonly number: number }, context) => {
    demand(context, 'issues:read');
    return findNumbered(repository, 'Issue', number);
  },
  issueOrPullRequest: ({ repository }, { number }: { readonly number: number }, context) => {
    const issue = repository.issues.find((one) => one.number === number);
    if (issue === undefined) {
      const message = `Could not resolve to an issue or pull request with the number of ${number}.`;
      throw graphqlError('NOT_FOUND', message);
    }
    demand(context, isPull(issue) ? 'pull_requests:read' : 'issues:read');
    return issueNode(repository, issue);
  },
  pullRequest: ({ repository }, { number }: { readonly number: number }, context) => {
    demand(context, 'pull_requests:read');
    return findNumbered(repository, 'PullRequest', number);
  },
  deployments: ({ repository }, args: DeploymentArguments, context) => {
    demand(context, 'deployments:read');
    return connect(listDeployments(repository, args), args);
  },
};

function findNumbered(repository: Repository, kind: 'Issue' | 'PullRequest', number: number) {
  const issue = repository.issues.find((one) => one.number === number);
  if (issue === undefined || isPull(issue) !== (kind === 'PullRequest'))
    throw graphqlError('NOT_FOUND', `Could not resolve to a ${kind} with the number of ${number}.`);
  return issueNode(repository, issue);
}
