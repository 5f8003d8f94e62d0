import { nodeId } from '../node-id.ts';
import type { Scene } from '../state/hub.ts';
import type { IssueComment, Reaction } from '../state/records.ts';
import { association, viewApp, viewUser } from './actor-view.ts';
import { apiLink, webLink } from './links.ts';

const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'eyes', 'rocket'];

export function viewComment({ hub, repository }: Scene, comment: IssueComment): object {
  const issue = repository.issues.find(({ number }) => number === comment.issue);
  const page = `/${issue?.pull === undefined ? 'issues' : 'pull'}/${comment.issue}`;
  const url = apiLink(hub, repository, `/issues/comments/${comment.id}`);
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', repository.id, comment.id),
    url,
    html_url: webLink(repository, `${page}#issuecomment-${comment.id}`),
    issue_url: apiLink(hub, repository, `/issues/${comment.issue}`),
    user: viewUser(hub, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(repository.owner, comment.author),
    performed_via_github_app: viewApp(hub, comment.author),
    reactions: {
      url: `${url}/reactions`,
      total_count: comment.reactions.length,
      ...Object.fromEntries(REACTIONS.map((name) => [name, countReactions(comment, name)])),
    },
  };
}

function countReactions({ reactions }: IssueComment, content: string): number {
  return reactions.filter((reaction) => reaction.content === content).length;
}

export function viewReaction({ hub, repository }: Scene, reaction: Reaction): object {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', repository.id, reaction.id),
    user: viewUser(hub, reaction.author),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}
