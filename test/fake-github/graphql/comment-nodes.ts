import { nodeId } from '../node-id.ts';
import type { IssueComment, Repository } from '../state/world.ts';

export function commentNode(repository: Repository, comment: IssueComment): object {
  return {
    __typename: 'IssueComment',
    id: nodeId('IssueComment', repository.id, comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    author: actorNode(comment.author),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    lastEditedAt: comment.edits === 0 ? null : comment.updatedAt,
    url: `https://github.com/${repository.owner}/${repository.name}/issues/${comment.issue}#issuecomment-${comment.id}`,
  };
}

/** In GraphQL a bot's login goes without its `[bot]`. */
export function actorNode(login: string): object {
  return login.endsWith('[bot]')
    ? { __typename: 'Bot', login: login.replace('[bot]', '') }
    : { __typename: 'User', login };
}
