import { nodeId } from '../node-id.ts';
import type { Scene } from '../state/hub.ts';
import type { CheckRun } from '../state/records.ts';
import { viewApp } from './actor-view.ts';
import { apiLink, webLink } from './links.ts';

export function viewCheckRun({ hub, repository }: Scene, run: CheckRun): object {
  const url = apiLink(hub, repository, `/check-runs/${run.id}`);
  const page = webLink(repository, `/runs/${run.id}`);
  return {
    id: run.id,
    node_id: nodeId('CheckRun', repository.id, run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite },
    app: viewApp(hub, run.app),
    pull_requests: [],
  };
}
