export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read';

/** An issue, or with `pull` a pull request: GitHub numbers, labels and comments both alike. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly labels: readonly string[];
  /** Who put the labels there; null where that account is gone. */
  readonly labelledBy: string | null;
  readonly state: 'open' | 'closed';
  readonly createdAt: string;
  readonly closedAt: string | null;
  /** Who edited the description last, and when; null as long as it is as it was written. */
  readonly edited: { readonly by: string; readonly at: string } | null;
  readonly pull?: Pull;
}

export interface Pull {
  /** Branch names without `refs/heads/`. */
  readonly head: string;
  readonly base: string;
  /** Where the head branch was when last seen: used once the branch is gone or the pull request is closed. */
  readonly headSha: string;
  readonly baseSha: string;
  readonly draft: boolean;
  readonly mergedAt: string | null;
  readonly mergeCommitSha: string | null;
  readonly reviews: readonly Review[];
}

export interface Review {
  readonly id: number;
  readonly author: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly body: string;
  readonly commitSha: string;
  readonly submittedAt: string;
}

export interface IssueComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** How often the comment was edited. */
  readonly edits: number;
  readonly reactions: readonly Reaction[];
}

export interface Reaction {
  readonly id: number;
  readonly author: string;
  readonly content: string;
  readonly createdAt: string;
}

export type CheckStatus =
  'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export type CheckConclusion =
  | 'action_required'
  | 'cancelled'
  | 'failure'
  | 'neutral'
  | 'success'
  | 'skipped'
  | 'stale'
  | 'timed_out';

export interface CheckRun {
  readonly id: number;
  readonly suite: number;
  /** The account of the app that made it; no other may change it. */
  readonly app: string;
  readonly headSha: string;
  readonly name: string;
  readonly externalId: string;
  readonly detailsUrl: string | null;
  readonly status: CheckStatus;
  readonly conclusion: CheckConclusion | null;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: readonly Annotation[];
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string | null;
  readonly createdAt: string;
}

export type DeploymentState =
  'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  /** What it was created for; a status may name another. */
  readonly originalEnvironment: string;
  readonly description: string | null;
  readonly payload: string | Readonly<Record<string, unknown>>;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: string;
  readonly createdAt: string;
  readonly statuses: DeploymentStatus[];
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: string;
  readonly createdAt: string;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  /** Minutes, 0 to 43,200. */
  readonly waitTimer: number;
  readonly reviewers: readonly Reviewer[];
  readonly preventSelfReview: boolean;
  readonly branchPolicy: 'protected' | 'custom' | null;
}

export type Reviewer = { readonly user: string } | { readonly team: string };

export interface WorkflowRun {
  readonly id: number;
  readonly name: string;
  /** The workflow's file, `.github/workflows/release.yml`. */
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly actor: string;
  readonly attempt: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: string;
  readonly approvals: readonly Approval[];
  readonly jobs: readonly Job[];
}

export interface Approval {
  readonly environment: string;
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly user: string;
  readonly comment: string;
}

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly attempt: number;
  readonly status: CheckStatus;
  readonly conclusion: Exclude<CheckConclusion, 'stale'> | null;
  readonly startedAt: string;
  readonly completedAt: string | null;
}
