import { nodeId } from '../node-id.ts';
import type { Hub } from '../state/hub.ts';
import type { Repository } from '../state/world.ts';
import { viewUser } from './actor-view.ts';
import { apiLink, webLink } from './links.ts';

/** The addresses a repository is shown with: name of the property, path after the repository's own. */
const LINKS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** `minimal-repository`. */
export function viewMinimalRepository(hub: Hub, repository: Repository): object {
  const links = Object.entries(LINKS).map(([name, path]) => [name, apiLink(hub, repository, path)]);
  return {
    id: repository.id,
    node_id: nodeId('Repository', 0, repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.private,
    owner: viewUser(hub, repository.owner),
    html_url: webLink(repository),
    description: null,
    fork: false,
    url: apiLink(hub, repository),
    ...Object.fromEntries(links),
  };
}

/** `repository`, as pull requests hold it. */
export function viewRepository(hub: Hub, repository: Repository): object {
  const openIssues = repository.issues.filter((issue) => issue.state === 'open').length;
  const page = webLink(repository);
  return {
    ...viewMinimalRepository(hub, repository),
    clone_url: `${page}.git`,
    git_url: page.replace('https:', 'git:'),
    ssh_url: `git@github.com:${repository.owner}/${repository.name}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    size: 1,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: openIssues,
    open_issues_count: openIssues,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    pushed_at: repository.createdAt,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
  };
}

/** `full-repository`. */
export function viewFullRepository(hub: Hub, repository: Repository): object {
  return { ...viewRepository(hub, repository), network_count: 0, subscribers_count: 0 };
}
