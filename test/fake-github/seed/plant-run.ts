import { register, stamp, type Place } from '../state/hub.ts';
import type { Approval, Job } from '../state/records.ts';
import { takeId } from '../state/world.ts';
import { requireRevision } from './plant-commit.ts';
import { SOMEBODY, type EnvironmentSeed, type RunSeed } from './seed.ts';

/** Adds an environment; one of the same name is replaced. */
export function plantEnvironment({ hub, repository }: Place, seed: EnvironmentSeed): void {
  const others = repository.environments.filter(({ name }) => name !== seed.name);
  repository.environments.splice(0, Infinity, ...others, {
    ...register(hub),
    name: seed.name,
    waitTimer: seed.waitTimer ?? 0,
    reviewers: seed.reviewers ?? [],
    preventSelfReview: seed.preventSelfReview ?? false,
    branchPolicy: seed.branchPolicy ?? null,
  });
}

/** Adds a workflow run; one of the same id is replaced. */
export function plantRun(place: Place, seed: RunSeed): void {
  const { hub, repository } = place;
  const attempt = seed.attempt ?? 1;
  const others = repository.runs.filter(({ id }) => id !== seed.id);
  repository.runs.splice(0, Infinity, ...others, {
    id: seed.id,
    name: seed.name ?? 'Release',
    path: seed.path ?? '.github/workflows/release.yml',
    event: seed.event ?? 'push',
    headSha: requireRevision(repository, seed.at),
    headBranch: seed.headBranch ?? repository.defaultBranch,
    actor: seed.actor ?? SOMEBODY,
    attempt,
    status: seed.status ?? 'in_progress',
    conclusion: seed.conclusion ?? null,
    createdAt: seed.createdAt ?? stamp(hub),
    approvals: (seed.approvals ?? []).map(completeApproval),
    jobs: (seed.jobs ?? []).map((job) => completeJob(place, attempt, job)),
  });
}

function completeApproval(approval: Partial<Approval>): Approval {
  return { environment: 'production', state: 'approved', user: SOMEBODY, comment: '', ...approval };
}

function completeJob({ hub }: Place, attempt: number, job: Partial<Job> & { name: string }): Job {
  return {
    id: takeId(hub.world),
    attempt,
    status: 'in_progress',
    conclusion: null,
    startedAt: stamp(hub),
    completedAt: null,
    ...job,
  };
}
