import { nodeId } from '../node-id.ts';
import type { Scene } from '../state/hub.ts';
import type { Issue } from '../state/records.ts';
import type { Repository } from '../state/world.ts';
import { accountId, association, viewUser } from './actor-view.ts';
import { apiLink, webLink } from './links.ts';

export function viewIssue({ hub, repository }: Scene, issue: Issue): object {
  const url = apiLink(hub, repository, `/issues/${issue.number}`);
  const pullUrl = apiLink(hub, repository, `/pulls/${issue.number}`);
  const page = pageOf(repository, issue);
  return {
    id: issue.id,
    node_id: nodeId(
      issue.pull === undefined ? 'Issue' : 'PullRequest',
      repository.id,
      issue.number,
    ),
    url,
    repository_url: apiLink(hub, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: viewUser(hub, issue.author),
    labels: issue.labels.map((name) => viewLabel({ hub, repository }, name)),
    state: issue.state,
    state_reason: issue.state === 'closed' ? 'completed' : null,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    created_at: issue.createdAt,
    updated_at: issue.closedAt ?? issue.createdAt,
    closed_at: issue.closedAt,
    author_association: association(repository.owner, issue.author),
    ...(issue.pull && {
      draft: issue.pull.draft,
      pull_request: {
        url: pullUrl,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        merged_at: issue.pull.mergedAt,
      },
    }),
  };
}

export function pageOf(repository: Repository, { number, pull }: Issue): string {
  return webLink(repository, `/${pull === undefined ? 'issues' : 'pull'}/${number}`);
}

export function viewLabel({ hub, repository }: Pick<Scene, 'hub' | 'repository'>, name: string) {
  const id = accountId(`label/${name}`);
  return {
    id,
    node_id: nodeId('Label', repository.id, id),
    url: apiLink(hub, repository, `/labels/${encodeURIComponent(name)}`),
    name,
    color: 'ededed',
    default: false,
    description: '',
  };
}
