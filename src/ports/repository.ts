/** One answer of the place where the code lives: what was asked for, or why it is not to be had. */
export type RepositoryResult<T> =
  | { readonly outcome: 'read'; readonly found: T }
  | {
      readonly outcome: 'failed';
      readonly reason: 'unreachable' | 'unauthorized' | 'refused' | 'malformed';
      readonly detail: string;
    };

/** One run of a check on a commit, or one commit status. */
export interface Check {
  /** The check run's name, or the status' context. */
  readonly name: string;
  readonly source: 'check-run' | 'status';
  /** Larger is later, among those of one source. */
  readonly id: number;
  /** `success` only for a conclusion of that name: skipped, neutral and stale are `other`. */
  readonly state: 'success' | 'pending' | 'other';
  /** The platform's own word: `timed_out`, `in_progress`, `skipped`. */
  readonly word: string;
}

export interface OpenIssue {
  readonly number: number;
  /** The platform lists pull requests among issues. */
  readonly isPullRequest: boolean;
}

export interface LabelledPullRequest {
  readonly number: number;
  readonly labels: readonly string[];
}

/** How a pull request came by a label. */
export interface Labelling {
  /** Who put it there last; undefined where that is not known any more. */
  readonly by: string | undefined;
  /** What the pull request is called. */
  readonly title: string;
}

/** What gates need to know of the repository. Answers are complete (all pages); nothing is thrown. */
export interface Repository {
  /** Every check run and every commit status on a commit, older runs of the same name included. */
  checks(sha: string): Promise<RepositoryResult<readonly Check[]>>;
  /** Open issues that bear a label. */
  openIssues(label: string): Promise<RepositoryResult<readonly OpenIssue[]>>;
  /** The pull requests a commit came by. */
  pullRequestLabels(sha: string): Promise<RepositoryResult<readonly LabelledPullRequest[]>>;
  /** How a pull request came by a label that it bears. */
  labelling(pullRequest: number, label: string): Promise<RepositoryResult<Labelling>>;
}
