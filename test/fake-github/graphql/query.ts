import { findRepository } from '../state/world.ts';
import { isPull } from '../state/pulls.ts';
import { checkRunNode } from './check-nodes.ts';
import { commentNode } from './comment-nodes.ts';
import { locate, type GraphqlContext } from './context.ts';
import { deploymentNode } from './deployment-nodes.ts';
import { graphqlError, unresolvable } from './errors.ts';
import { gitObjectNode } from './git-nodes.ts';
import { issueNode, pullNode, refNode, repositoryNode } from './repository-nodes.ts';

/** The queries this GitHub answers. */
export const QUERIES = {
  repository({ owner, name }: { owner: string; name: string }, { hub }: GraphqlContext): object {
    const repository = findRepository(hub.world, owner, name);
    if (repository === undefined)
      throw graphqlError(
        'NOT_FOUND',
        `Could not resolve to a Repository with the name '${owner}/${name}'.`,
      );
    return repositoryNode(repository);
  },

  viewer(_: unknown, { token }: GraphqlContext): object {
    return { __typename: 'User', login: token.login };
  },

  node({ id }: { id: string }, context: GraphqlContext): object | null {
    const { kind, repository, key } = locate(context, id, ...NODE_KINDS);
    const byId = ({ id: found }: { readonly id: number }) => found === Number(key);
    switch (kind) {
      case 'Repository':
        return repositoryNode(repository);
      case 'Commit':
      case 'Tree':
      case 'Blob':
        return gitObjectNode(repository, key);
      case 'Ref':
        return refNode(repository, key);
      case 'CheckRun':
        return show(id, repository.checkRuns.find(byId), (run) => checkRunNode(repository, run));
      case 'IssueComment':
        return show(id, repository.comments.find(byId), (one) => commentNode(repository, one));
      case 'Deployment':
        return show(id, repository.deployments.find(byId), (one) =>
          deploymentNode(repository, one),
        );
      default: {
        const issue = repository.issues.find(({ number }) => number === Number(key));
        return show(id, issue, (one) =>
          isPull(one) ? pullNode(repository, one) : issueNode(repository, one),
        );
      }
    }
  },
};

const NODE_KINDS = [
  'Repository',
  'Commit',
  'Tree',
  'Blob',
  'Ref',
  'CheckRun',
  'IssueComment',
  'Deployment',
  'Issue',
  'PullRequest',
] as const;

function show<T>(id: string, found: T | undefined, view: (found: T) => object): object {
  if (found === undefined) throw unresolvable(id);
  return view(found);
}
