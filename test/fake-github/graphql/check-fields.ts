import { nodeId } from '../node-id.ts';
import { webLink } from '../rest/links.ts';
import { repositoryNode, type CheckRunNode, type Fields } from './nodes.ts';

export const checkRunFields: Fields<CheckRunNode> = {
  id: ({ repository, run }) => nodeId('CheckRun', repository.id, run.id),
  databaseId: ({ run }) => run.id,
  repository: ({ repository }) => repositoryNode(repository),
  name: ({ run }) => run.name,
  status: ({ run }) => run.status.toUpperCase(),
  conclusion: ({ run }) => run.conclusion?.toUpperCase() ?? null,
  externalId: ({ run }) => run.externalId,
  detailsUrl: (node) => node.run.detailsUrl ?? pageOf(node),
  url: pageOf,
  permalink: pageOf,
  startedAt: ({ run }) => run.startedAt,
  completedAt: ({ run }) => run.completedAt,
  title: ({ run }) => run.title,
  summary: ({ run }) => run.summary,
  text: ({ run }) => run.text,
};

function pageOf({ repository, run }: CheckRunNode): string {
  return webLink(repository, `/runs/${run.id}`);
}
