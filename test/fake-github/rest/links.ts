import type { Hub } from '../state/hub.ts';
import type { Repository } from '../state/world.ts';

/** Address of something of a repository in the API; without a path the repository's own. */
export function apiLink(hub: Hub, repository: Repository, path = ''): string {
  return `${hub.url}/repos/${repository.owner}/${repository.name}${path}`;
}

/** Address of something of a repository as people browse it. */
export function webLink(repository: Repository, path = ''): string {
  return `https://github.com/${repository.owner}/${repository.name}${path}`;
}
