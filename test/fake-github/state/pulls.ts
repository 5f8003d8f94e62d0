import { isAncestor } from './git-history.ts';
import type { Issue, Pull } from './records.ts';
import type { Repository } from './world.ts';

export interface PullIssue extends Issue {
  readonly pull: Pull;
}

export function isPull(issue: Issue): issue is PullIssue {
  return issue.pull !== undefined;
}

/** Where the head branch of a pull request is: an open one follows its branch. */
export function headOf(repository: Repository, { state, pull }: PullIssue): string {
  const tip = state === 'open' ? repository.refs[`refs/heads/${pull.head}`] : undefined;
  return tip ?? pull.headSha;
}

/** Where the base branch is, or for a closed pull request was. */
export function baseOf(repository: Repository, { state, pull }: PullIssue): string {
  const tip = state === 'open' ? repository.refs[`refs/heads/${pull.base}`] : undefined;
  return tip ?? pull.baseSha;
}

/**
 * The pull requests GitHub lists with a commit: the merged ones that brought it into the default branch
 * or, while it is not there, the open ones that hold it.
 */
export function findPullsOf(repository: Repository, sha: string): readonly PullIssue[] {
  const main = repository.refs[`refs/heads/${repository.defaultBranch}`];
  const isMerged = main !== undefined && isAncestor(repository, sha, main);
  return repository.issues.filter(isPull).filter((issue) => {
    if (issue.pull.mergeCommitSha === sha) return true;
    const isCandidate = isMerged ? issue.pull.mergedAt !== null : issue.state === 'open';
    return (
      isCandidate &&
      isAncestor(repository, sha, headOf(repository, issue)) &&
      !isAncestor(repository, sha, issue.pull.baseSha)
    );
  });
}
