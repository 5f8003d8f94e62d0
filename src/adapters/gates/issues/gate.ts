import type { IssuesGate } from '../../../core/plan/plan.ts';
import type { Repository } from '../../../ports/repository.ts';
import { broken, enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';

/** Shut while an open issue bears the label. Pull requests do not count. */
export async function lookAtIssues({ label }: IssuesGate, repository: Repository): Promise<Look> {
  const wanted = `no open issue labelled ${label}`;
  const issues = await repository.openIssues(label);
  if (issues.outcome === 'failed') {
    const remedy =
      issues.reason === 'unauthorized'
        ? 'give the job the permission `issues: read`'
        : 'look again when GitHub answers';
    return broken(issues.detail, wanted, remedy);
  }
  const numbers = issues.found
    .filter(({ isPullRequest }) => !isPullRequest)
    .map(({ number }) => `#${number}`);
  if (numbers.length === 0) return open('none', wanted);
  const noun = numbers.length === 1 ? 'issue' : 'issues';
  return shut(
    `${numbers.length} open ${noun} labelled ${label} (${enumerate(numbers)})`,
    wanted,
    'close them, or take the label away where it does not block this release',
  );
}
