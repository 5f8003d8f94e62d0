import { nodeId } from '../node-id.ts';
import type { CheckRun, Repository } from '../state/world.ts';

export function checkRunNode(repository: Repository, run: CheckRun): object {
  const page = `https://github.com/${repository.owner}/${repository.name}/runs/${run.id}`;
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', repository.id, run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    externalId: run.externalId,
    detailsUrl: run.detailsUrl ?? page,
    url: page,
    permalink: page,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    title: run.title,
    summary: run.summary,
    text: run.text,
  };
}
