import { nodeId } from '../node-id.ts';
import { isAncestor, walkHistory } from '../state/git-history.ts';
import type { Scene } from '../state/hub.ts';
import { baseOf, headOf, type PullIssue } from '../state/pulls.ts';
import type { Review } from '../state/records.ts';
import { association, viewUser } from './actor-view.ts';
import { pageOf, viewLabel } from './issue-view.ts';
import { apiLink } from './links.ts';
import { viewRepository } from './repository-view.ts';

/** `pull-request-simple`, as lists hold it. */
export function viewSimplePull(scene: Scene, issue: PullIssue): object {
  const { hub, repository } = scene;
  const { pull } = issue;
  const url = apiLink(hub, repository, `/pulls/${issue.number}`);
  const issueUrl = apiLink(hub, repository, `/issues/${issue.number}`);
  const page = pageOf(repository, issue);
  const head = headOf(repository, issue);
  const statuses = apiLink(hub, repository, `/statuses/${head}`);
  const reviewComment = apiLink(hub, repository, '/pulls/comments{/number}');
  return {
    id: issue.id,
    node_id: nodeId('PullRequest', repository.id, issue.number),
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: reviewComment,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statuses,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: viewUser(hub, issue.author),
    body: issue.body,
    labels: issue.labels.map((name) => viewLabel(scene, name)),
    milestone: null,
    created_at: issue.createdAt,
    updated_at: issue.closedAt ?? issue.createdAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: viewSide(scene, pull.head, head),
    base: viewSide(scene, pull.base, baseOf(repository, issue)),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: reviewComment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: association(repository.owner, issue.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

function viewSide({ hub, repository }: Scene, ref: string, sha: string): object {
  return {
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: viewUser(hub, repository.owner),
    repo: viewRepository(hub, repository),
  };
}

/** `pull-request`; the size of the change in lines is not counted. */
export function viewPull(scene: Scene, issue: PullIssue): object {
  const { hub, repository } = scene;
  const isOpen = issue.state === 'open';
  const base = issue.pull.baseSha;
  const own = [...walkHistory(repository, headOf(repository, issue))].filter(
    (oid) => !isAncestor(repository, oid, base),
  );
  return {
    ...viewSimplePull(scene, issue),
    merged: issue.pull.mergedAt !== null,
    mergeable: isOpen ? true : null,
    mergeable_state: isOpen ? 'clean' : 'unknown',
    merged_by: issue.pull.mergedAt === null ? null : viewUser(hub, issue.author),
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: own.length,
    additions: 0,
    deletions: 0,
    changed_files: 0,
  };
}

export function viewReview({ hub, repository }: Scene, issue: PullIssue, review: Review): object {
  const html = `${pageOf(repository, issue)}#pullrequestreview-${review.id}`;
  const pull = apiLink(hub, repository, `/pulls/${issue.number}`);
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', repository.id, review.id),
    user: viewUser(hub, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: review.submittedAt,
    commit_id: review.commitSha,
    author_association: association(repository.owner, review.author),
  };
}
