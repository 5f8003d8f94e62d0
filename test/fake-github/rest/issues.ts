import { failure, notFound, ok, type Answer, type Reply } from '../reply.ts';
import type { Issue } from '../state/records.ts';
import type { Call } from './call.ts';
import { findIssue } from './comments.ts';
import { viewIssue } from './issue-view.ts';

interface IssueQuery {
  readonly state?: 'open' | 'closed' | 'all';
  readonly labels?: string;
  readonly creator?: string;
  readonly since?: string;
  readonly sort?: 'created' | 'updated' | 'comments';
  readonly direction?: 'asc' | 'desc';
}

/** What GitHub filters by and this one does not: asking is answered loudly, not with a wrong list. */
const UNSUPPORTED = ['milestone', 'assignee', 'type', 'mentioned', 'issue_field_values'];

/** Issues and, as on GitHub, pull requests, which callers tell apart by `pull_request`. */
export function listIssues(call: Call): Reply {
  const unsupported = UNSUPPORTED.find((name) => name in call.query);
  if (unsupported !== undefined) {
    const violation = `this GitHub cannot filter issues by ${unsupported}`;
    return { ...failure(501, violation), violation };
  }
  const query = call.query as IssueQuery;
  const issues = call.repository.issues.filter((issue) => fits(issue, query));
  const sorted = issues.toSorted((a, b) => rank(call, a, query) - rank(call, b, query));
  const directed = query.direction === 'asc' ? sorted : sorted.toReversed();
  return { list: directed.map((issue) => viewIssue(call, issue)) };
}

function fits(issue: Issue, { state = 'open', labels, creator, since }: IssueQuery): boolean {
  // Labels compare without regard to case, and an issue must have them all.
  const present = new Set(issue.labels.map((label) => label.toLowerCase()));
  const wanted = labels?.split(',').map((label) => label.trim().toLowerCase()) ?? [];
  return (
    (state === 'all' || issue.state === state) &&
    wanted.every((label) => present.has(label)) &&
    (creator === undefined || issue.author === creator) &&
    (since === undefined || Date.parse(changedAt(issue)) >= Date.parse(since))
  );
}

function changedAt(issue: Issue): string {
  return issue.closedAt ?? issue.createdAt;
}

function rank({ repository }: Call, issue: Issue, { sort = 'created' }: IssueQuery): number {
  if (sort === 'comments')
    return repository.comments.filter((comment) => comment.issue === issue.number).length;
  if (sort === 'updated') return Date.parse(changedAt(issue));
  return issue.number;
}

export function getIssue(call: Call): Answer {
  const issue = findIssue(call);
  return issue === undefined ? notFound() : ok(viewIssue(call, issue));
}
