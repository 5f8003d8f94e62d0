import { nodeId } from '../node-id.ts';
import { pageOf } from '../rest/issue-view.ts';
import { baseOf, headOf, isPull } from '../state/pulls.ts';
import { connect, type PageArguments } from './connection.ts';
import { actorNode, gitObjectNode, issueNode, repositoryNode } from './nodes.ts';
import type { CommentNode, Fields, IssueNode, PullNode } from './nodes.ts';

const commonFields: Fields<IssueNode | PullNode> = {
  id: ({ __typename, repository, issue }) => nodeId(__typename, repository.id, issue.number),
  number: ({ issue }) => issue.number,
  title: ({ issue }) => issue.title,
  body: ({ issue }) => issue.body,
  state: ({ issue }) => issue.state.toUpperCase(),
  closed: ({ issue }) => issue.state === 'closed',
  createdAt: ({ issue }) => issue.createdAt,
  closedAt: ({ issue }) => issue.closedAt,
  author: ({ issue }) => actorNode(issue.author),
  editor: ({ issue }) => issue.edited && actorNode(issue.edited.by),
  lastEditedAt: ({ issue }) => issue.edited?.at ?? null,
  url: ({ repository, issue }) => pageOf(repository, issue),
  repository: ({ repository }) => repositoryNode(repository),
  labels: ({ issue }, page: PageArguments) =>
    connect(
      issue.labels.map((name) => ({ __typename: 'Label', name })),
      page,
    ),
  comments: ({ repository, issue }, page: PageArguments) =>
    connect(
      repository.comments
        .filter((comment) => comment.issue === issue.number)
        .map((comment) => ({ __typename: 'IssueComment', repository, comment })),
      page,
    ),
};

interface TimelineArguments extends PageArguments {
  readonly itemTypes?: readonly string[] | null;
}

/** Of what happened, how labels came: nothing else is remembered, and asking for more is answered loudly. */
function timelineOf({ labels, labelledBy }: PullNode['issue'], { itemTypes }: TimelineArguments) {
  if (itemTypes?.join(' ') !== 'LABELED_EVENT') {
    throw new Error('this GitHub remembers labels only: ask for [LABELED_EVENT]');
  }
  return labels.map((name) => ({
    __typename: 'LabeledEvent',
    actor: labelledBy === null ? null : actorNode(labelledBy),
    label: { __typename: 'Label', name },
  }));
}

export const issueFields: Fields<IssueNode> = commonFields;

export const pullFields: Fields<PullNode> = {
  ...commonFields,
  timelineItems: ({ issue }, page: TimelineArguments) => connect(timelineOf(issue, page), page),
  state: ({ issue }) => (issue.pull.mergedAt === null ? issue.state.toUpperCase() : 'MERGED'),
  merged: ({ issue }) => issue.pull.mergedAt !== null,
  mergedAt: ({ issue }) => issue.pull.mergedAt,
  isDraft: ({ issue }) => issue.pull.draft,
  headRefName: ({ issue }) => issue.pull.head,
  headRefOid: ({ repository, issue }) => headOf(repository, issue),
  baseRefName: ({ issue }) => issue.pull.base,
  baseRefOid: ({ repository, issue }) => baseOf(repository, issue),
  mergeCommit: ({ repository, issue }) =>
    gitObjectNode(repository, issue.pull.mergeCommitSha ?? undefined),
};

export const commentFields: Fields<CommentNode> = {
  id: ({ repository, comment }) => nodeId('IssueComment', repository.id, comment.id),
  databaseId: ({ comment }) => comment.id,
  fullDatabaseId: ({ comment }) => String(comment.id),
  body: ({ comment }) => comment.body,
  author: ({ comment }) => actorNode(comment.author),
  viewerDidAuthor: ({ comment }, _, { token }) => comment.author === token.login,
  createdAt: ({ comment }) => comment.createdAt,
  updatedAt: ({ comment }) => comment.updatedAt,
  lastEditedAt: ({ comment }) => (comment.edits === 0 ? null : comment.updatedAt),
  pullRequest: ({ repository, comment }) => {
    const issue = repository.issues.find(({ number }) => number === comment.issue);
    return issue && isPull(issue) ? issueNode(repository, issue) : null;
  },
  url: ({ repository, comment }) => {
    const issue = repository.issues.find(({ number }) => number === comment.issue);
    return issue && `${pageOf(repository, issue)}#issuecomment-${comment.id}`;
  },
};
