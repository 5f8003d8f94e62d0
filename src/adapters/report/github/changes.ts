import { writeComment } from '../../../core/present/story.ts';
import type { Story } from '../../../ports/reporter.ts';
import { describeCheck } from './check.ts';
import { describeDeployment } from './deployment.ts';
import type { Change } from './mutation.ts';
import { type CommentPlace, listHandles, type Places } from './places.ts';

/** GitHub's limit for a comment, in characters; taken as bytes, of which there are as many or more. */
const LONGEST_COMMENT = 65_536;

/**
 * Where a story is told: everywhere, in the comments alone, or everywhere but in comments that are there already,
 * which may be edited only so often.
 */
export type Scope = 'everywhere' | 'comments' | 'not-in-old-comments';

/** What tells the story in the places of its scope: makes what is not there yet and edits the rest. */
export function changesFor(
  told: Story,
  sha: string,
  places: Places,
  scope: Scope = 'everywhere',
): readonly Change[] {
  const story = withPlaces(told, places);
  const comments = places.comments.map((place, index) => changeComment(story, place, index));
  if (scope === 'comments') return comments;
  const { deployment } = places;
  return [
    changeCheck(story, sha, places),
    ...comments.filter(({ mutation }) => scope === 'everywhere' || mutation === 'addComment'),
    // Between two steps only numbers have moved, of which a deployment's status says nothing.
    ...(deployment === undefined || story.moment === 'look'
      ? []
      : [changeDeployment(story, deployment)]),
  ];
}

/** The story with what was just found: it leads people there. */
export function withPlaces(story: Story, places: Places): Story {
  const { state } = story;
  return { ...story, state: { ...state, handles: { ...state.handles, ...listHandles(places) } } };
}

function changeCheck(story: Story, sha: string, { repository, checkRun }: Places): Change {
  const fields = { repositoryId: repository, ...describeCheck(story) };
  return checkRun === undefined
    ? { alias: 'check', mutation: 'createCheckRun', input: { headSha: sha, ...fields } }
    : { alias: 'check', mutation: 'updateCheckRun', input: { checkRunId: checkRun, ...fields } };
}

/** The name under which the answer about a comment comes. */
export function commentAlias(index: number): string {
  return `comment${index}`;
}

function changeComment(story: Story, place: CommentPlace, index: number): Change {
  const body = writeComment(story, LONGEST_COMMENT);
  const alias = commentAlias(index);
  return place.comment === undefined
    ? { alias, mutation: 'addComment', input: { subjectId: place.pullRequest, body } }
    : { alias, mutation: 'updateIssueComment', input: { id: place.comment, body } };
}

function changeDeployment({ state }: Story, deploymentId: string): Change {
  const input = { deploymentId, ...describeDeployment(state) };
  return { alias: 'deployment', mutation: 'createDeploymentStatus', input };
}
