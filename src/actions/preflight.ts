import { explainProtection } from '../adapters/github/environments.ts';
import type { GitHubRepository } from '../adapters/github/repository.ts';
import { isSameLogin, nameMember } from '../core/member.ts';
import type { EnvironmentApproval, PeopleApproval, Phase, Plan } from '../core/plan/plan.ts';
import type { People } from '../ports/people.ts';

/** Whom to ask before a release whether its phases could be approved at all. */
export interface Asking {
  readonly repository: Pick<GitHubRepository, 'environmentProtection'>;
  readonly people: People;
  /** Who starts the release. */
  readonly actor: string;
}

/** What is wrong, or doubtful, about the approval of a phase. */
export interface Doubt {
  readonly severity: 'error' | 'warning';
  readonly phase: Phase;
  readonly message: string;
}

/** Looks whether there is somebody who could approve each phase that needs it. */
export async function checkApprovals(plan: Plan, asking: Asking): Promise<readonly Doubt[]> {
  const found = await Promise.all(plan.phases.map((phase) => checkPhase(phase, asking)));
  return found.flat();
}

async function checkPhase(phase: Phase, asking: Asking): Promise<readonly Doubt[]> {
  const { approval } = phase;
  if (approval === undefined) return [];
  return approval.by === 'environment'
    ? checkEnvironment(phase, approval, asking)
    : checkPeople(phase, approval, asking);
}

/** A missing environment would be created on first use, without protection: the approval would be an open gate. */
async function checkEnvironment(
  phase: Phase,
  { environment, notAuthor }: EnvironmentApproval,
  { repository, actor }: Asking,
): Promise<readonly Doubt[]> {
  const protection = await repository.environmentProtection(environment);
  const message = explainProtection(environment, protection);
  if (message !== undefined) return [{ severity: 'error', phase, message }];
  if (!notAuthor || protection.kind !== 'reviewers') return [];
  if (protection.reviewers.every((login) => isSameLogin(login, actor))) {
    const alone = `only ${actor} reviews the environment ${environment}, and starts this release: its author may not approve ${phase.name}, so nobody could; add a reviewer`;
    return [{ severity: 'error', phase, message: alone }];
  }
  if (protection.preventsSelfReview) return [];
  const late = `the environment ${environment} lets whoever starts the run approve it, and ${phase.name} then stops: turn on "Prevent self-review" under Settings, Environments, so that GitHub refuses the click`;
  return [{ severity: 'warning', phase, message: late }];
}

/** Teams are asked about when somebody of them approves: who is in one by then is not known now. */
async function checkPeople(
  phase: Phase,
  { from, count, notAuthor }: PeopleApproval,
  { people, actor }: Asking,
): Promise<readonly Doubt[]> {
  if (from.length === 0 || from.some(({ kind }) => kind === 'team')) return [];
  const judged = await Promise.all(
    from.map(nameMember).map(async (login) => ({
      login,
      obstacle: await findObstacle(login, notAuthor ? actor : undefined, people),
    })),
  );
  if (judged.filter(({ obstacle }) => obstacle === undefined).length >= count) return [];
  const obstacles = judged.flatMap(({ login, obstacle }) =>
    obstacle === undefined ? [] : `${login} ${obstacle}`,
  );
  const message = `too few people could approve ${phase.name}: it takes ${count} of ${from.map(nameMember).join(', ')}, and ${obstacles.join(', ')}; name others, or give them write access`;
  return [{ severity: 'error', phase, message }];
}

async function findObstacle(
  login: string,
  author: string | undefined,
  people: People,
): Promise<string | undefined> {
  if (author !== undefined && isSameLogin(login, author)) return 'starts this release';
  const access = await people.accessOf(login);
  if (access.outcome === 'failed') return `cannot be asked about (${access.detail})`;
  return access.found.mayWrite ? undefined : `has ${access.found.role} access`;
}
