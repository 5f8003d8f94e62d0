import { addComment, editComment } from '../../state/comments.ts';
import type { IssueComment } from '../../state/records.ts';
import type { Repository } from '../../state/world.ts';
import { demand, locate, sceneOf } from '../context.ts';
import { forbidden, unresolvable } from '../errors.ts';
import { issueNode, type CommentNode, type Fields } from '../nodes.ts';
import { echo, settle, type Input } from './input.ts';

export const commentMutations: Fields<unknown> = {
  addComment: (
    _,
    { input }: Input<{ readonly subjectId: string; readonly body: string }>,
    context,
  ) => {
    demand(context, 'issues:write', 'pull_requests:write');
    const { repository, key } = locate(context, input.subjectId, 'Issue', 'PullRequest');
    const issue = repository.issues.find(({ number }) => number === Number(key));
    if (issue === undefined) throw unresolvable(input.subjectId);
    const comment = settle(addComment(sceneOf(context, repository), issue, input.body), context);
    return {
      ...echo(input),
      subject: issueNode(repository, issue),
      commentEdge: { cursor: String(comment.id), node: commentNode(repository, comment) },
    };
  },

  updateIssueComment: (
    _,
    { input }: Input<{ readonly id: string; readonly body: string }>,
    context,
  ) => {
    demand(context, 'issues:write', 'pull_requests:write');
    const { repository, key } = locate(context, input.id, 'IssueComment');
    const present = repository.comments.find(({ id }) => id === Number(key));
    if (present === undefined) throw unresolvable(input.id);
    if (present.author !== context.token.login) throw forbidden();
    const outcome = editComment(sceneOf(context, repository), present, input.body);
    return { ...echo(input), issueComment: commentNode(repository, settle(outcome, context)) };
  },
};

function commentNode(repository: Repository, comment: IssueComment): CommentNode {
  return { __typename: 'IssueComment', repository, comment };
}
