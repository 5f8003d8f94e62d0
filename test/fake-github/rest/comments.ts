import { created, failure, notFound, ok, refusal, type Answer, type Reply } from '../reply.ts';
import { addComment, editComment, react } from '../state/comments.ts';
import type { Issue, IssueComment } from '../state/records.ts';
import type { Call } from './call.ts';
import { viewComment, viewReaction } from './comment-view.ts';

export function findIssue({ repository, path }: Call): Issue | undefined {
  return repository.issues.find((issue) => issue.number === Number(path.issue_number));
}

function findComment({ repository, path }: Call): IssueComment | undefined {
  return repository.comments.find((comment) => comment.id === Number(path.comment_id));
}

export function listComments(call: Call): Reply {
  const issue = findIssue(call);
  if (issue === undefined) return notFound();
  const since = call.query.since as string | undefined;
  const comments = call.repository.comments.filter(
    (comment) =>
      comment.issue === issue.number &&
      (since === undefined || Date.parse(comment.updatedAt) >= Date.parse(since)),
  );
  return { list: comments.map((comment) => viewComment(call, comment)) };
}

export function postComment(call: Call): Answer {
  const issue = findIssue(call);
  if (issue === undefined) return notFound();
  const outcome = addComment(call, issue, (call.body as { body: string }).body);
  return outcome.done ? created(viewComment(call, outcome.value)) : refusal(outcome.refusal);
}

export function getComment(call: Call): Answer {
  const comment = findComment(call);
  return comment === undefined ? notFound() : ok(viewComment(call, comment));
}

export function patchComment(call: Call): Answer {
  const comment = findComment(call);
  if (comment === undefined) return notFound();
  // An app may change what it wrote itself, and nothing of anybody else's.
  if (comment.author !== call.login) return failure(403, 'Resource not accessible by integration');
  const outcome = editComment(call, comment, (call.body as { body: string }).body);
  return outcome.done ? ok(viewComment(call, outcome.value)) : refusal(outcome.refusal);
}

export function postReaction(call: Call): Answer {
  const comment = findComment(call);
  if (comment === undefined) return notFound();
  const { isNew, reaction } = react(call, comment, (call.body as { content: string }).content);
  return { status: isNew ? 201 : 200, body: viewReaction(call, reaction) };
}
