import { ACTIONS_BOT } from '../access.ts';
import { register, type Place } from '../state/hub.ts';
import { takeId } from '../state/world.ts';
import { requireRevision } from './plant-commit.ts';
import type { CheckRunSeed, StatusSeed } from './seed.ts';

export function plantCheckRun({ hub, repository }: Place, seed: CheckRunSeed): void {
  const { name, status = 'completed', conclusion = 'success', app = ACTIONS_BOT } = seed;
  const headSha = requireRevision(repository, seed.at);
  const sibling = repository.checkRuns.find((run) => run.headSha === headSha && run.app === app);
  const { id, createdAt } = register(hub);
  const isCompleted = status === 'completed';
  repository.checkRuns.push({
    id,
    suite: sibling?.suite ?? takeId(hub.world),
    app,
    headSha,
    name,
    externalId: '',
    detailsUrl: null,
    status,
    conclusion: isCompleted ? conclusion : null,
    startedAt: createdAt,
    completedAt: isCompleted ? createdAt : null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  });
}

export function plantStatus({ hub, repository }: Place, seed: StatusSeed): void {
  const { at, context, state } = seed;
  const sha = requireRevision(repository, at);
  repository.statuses.push({ ...register(hub), sha, context, state, description: null });
}
