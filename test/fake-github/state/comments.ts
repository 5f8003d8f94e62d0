import { register, stamp, type Scene } from './hub.ts';
import { describeExcess } from './limits.ts';
import { reject, succeed, type Outcome } from './refusal.ts';
import type { Issue, IssueComment, Reaction } from './records.ts';
import { replace } from './world.ts';

/** Adds a comment to an issue or pull request. */
export function addComment(scene: Scene, issue: Issue, body: string): Outcome<IssueComment> {
  const mistake = findMistake(body);
  if (mistake !== undefined) return mistake;
  const made = register(scene.hub);
  const comment: IssueComment = {
    ...made,
    issue: issue.number,
    author: scene.login,
    body,
    updatedAt: made.createdAt,
    edits: 0,
    reactions: [],
  };
  scene.repository.comments.push(comment);
  return succeed(comment);
}

export function editComment(
  scene: Scene,
  comment: IssueComment,
  body: string,
): Outcome<IssueComment> {
  const mistake = findMistake(body);
  if (mistake !== undefined) return mistake;
  const edited = { ...comment, body, updatedAt: stamp(scene.hub), edits: comment.edits + 1 };
  return succeed(replace(scene.repository.comments, edited));
}

/** Adds a reaction; one a login already gave is left as it is. */
export function react(
  scene: Scene,
  comment: IssueComment,
  content: string,
): { readonly isNew: boolean; readonly reaction: Reaction } {
  const given = comment.reactions.find(
    (reaction) => reaction.author === scene.login && reaction.content === content,
  );
  if (given !== undefined) return { isNew: false, reaction: given };
  const reaction = { ...register(scene.hub), author: scene.login, content };
  replace(scene.repository.comments, {
    ...comment,
    reactions: [...comment.reactions, reaction],
  });
  return { isNew: true, reaction };
}

function findMistake(body: string): Outcome<never> | undefined {
  if (body.trim() === '') return reject('IssueComment', 'body', "can't be blank");
  const excess = describeExcess('commentBody', body.length);
  return excess === undefined ? undefined : reject('IssueComment', 'body', excess);
}
