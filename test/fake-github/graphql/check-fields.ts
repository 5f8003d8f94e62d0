import { nodeId } from '../node-id.ts';
import { webLink } from '../rest/links.ts';
import { connect, type PageArguments } from './connection.ts';
import { repositoryNode, type CheckRunNode, type CheckSuiteNode, type Fields } from './nodes.ts';

/** As much of the filters of suites and runs as is used: both know the name. */
export interface CheckFilter extends PageArguments {
  readonly filterBy?: { readonly checkName?: string | null } | null;
}

export const checkSuiteFields: Fields<CheckSuiteNode> = {
  id: ({ repository, suite }) => nodeId('CheckSuite', repository.id, suite),
  databaseId: ({ suite }) => suite,
  repository: ({ repository }) => repositoryNode(repository),
  checkRuns: ({ repository, suite }, args: CheckFilter) =>
    connect(
      repository.checkRuns
        .filter((run) => run.suite === suite && isWanted(run.name, args))
        .map((run) => ({ __typename: 'CheckRun', repository, run })),
      args,
    ),
};

/** Suites of a commit that hold a check of the wanted name, oldest first. */
export function listSuites(
  repository: CheckSuiteNode['repository'],
  sha: string,
  args: CheckFilter,
): readonly CheckSuiteNode[] {
  const runs = repository.checkRuns.filter(
    ({ headSha, name }) => headSha === sha && isWanted(name, args),
  );
  return [...new Set(runs.map(({ suite }) => suite))].map((suite) => ({
    __typename: 'CheckSuite',
    repository,
    suite,
  }));
}

function isWanted(name: string, { filterBy }: CheckFilter): boolean {
  return filterBy?.checkName == null || filterBy.checkName === name;
}

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
