import type { NodeKind } from '../node-id.ts';
import { findRepository, type Repository } from '../state/world.ts';
import { locate } from './context.ts';
import { graphqlError, unresolvable } from './errors.ts';
import { gitObjectNode, issueNode, refNode, repositoryNode, type Fields } from './nodes.ts';

/** The queries this GitHub answers. */
export const queryFields: Fields<unknown> = {
  repository: (_, { owner, name }: { readonly owner: string; readonly name: string }, { hub }) => {
    const repository = findRepository(hub.world, owner, name);
    if (repository !== undefined) return repositoryNode(repository);
    const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
    throw graphqlError('NOT_FOUND', message);
  },
  viewer: (_, __: unknown, { token }) => ({ __typename: 'User', login: token.login }),
  rateLimit: (_, __: unknown, { rates }) => {
    const { reset, ...figures } = rates.view('graphql');
    return { ...figures, cost: 1, resetAt: new Date(reset * 1000).toISOString() };
  },
  node: (_, { id }: { readonly id: string }, context) => {
    const kinds = Object.keys(NODES) as NodeKind[];
    const { kind, repository, key } = locate(context, id, ...kinds);
    const node = NODES[kind]?.(repository, key) ?? null;
    if (node === null) throw unresolvable(id);
    return node;
  },
};

type NodeFinder = (repository: Repository, key: string) => object | null | undefined;

/** What can be found by its node id. */
const NODES: Readonly<Partial<Record<NodeKind, NodeFinder>>> = {
  Repository: repositoryNode,
  Commit: gitObjectNode,
  Tree: gitObjectNode,
  Blob: gitObjectNode,
  Ref: refNode,
  Issue: findIssue,
  PullRequest: findIssue,
  IssueComment: (repository, key) => {
    const comment = repository.comments.find(({ id }) => id === Number(key));
    return comment && { __typename: 'IssueComment', repository, comment };
  },
  CheckRun: (repository, key) => {
    const run = repository.checkRuns.find(({ id }) => id === Number(key));
    return run && { __typename: 'CheckRun', repository, run };
  },
  Deployment: (repository, key) => {
    const deployment = repository.deployments.find(({ id }) => id === Number(key));
    return deployment && { __typename: 'Deployment', repository, deployment };
  },
};

function findIssue(repository: Repository, key: string): object | undefined {
  const issue = repository.issues.find(({ number }) => number === Number(key));
  return issue && issueNode(repository, issue);
}
