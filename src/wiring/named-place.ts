import { createGitHubClient } from '../adapters/github/client.ts';
import type { Environment } from '../adapters/process/environment.ts';
import type { Clock } from '../ports/clock.ts';
import { type GitHubAccess, type LedgerPlace, openFolder, openRepository } from './ledger-place.ts';

/**
 * Opens `git:<folder>`, `github` (the repository that `GITHUB_REPOSITORY` names) or `github:<owner>/<repo>`,
 * the latter with the token in `GITHUB_TOKEN` or `GH_TOKEN`; a string says what is missing.
 */
export function openNamedPlace(
  location: string,
  environment: Environment,
  clock: Clock,
): LedgerPlace | string {
  const [, kind, rest] = /^(git|github)(?::(.+))?$/.exec(location) ?? [];
  if (kind === 'git' && rest !== undefined) return openFolder(rest);
  if (kind === 'github') {
    const access = reachRepository(rest, environment, clock);
    return typeof access === 'string' ? access : openRepository(access);
  }
  return `${JSON.stringify(location)} is no place for a ledger: write git:FOLDER, github or github:OWNER/REPO`;
}

function reachRepository(
  named: string | undefined,
  environment: Environment,
  clock: Clock,
): GitHubAccess | string {
  const read = (name: string) => environment[name] ?? '';
  const [owner, repo, ...more] = (named ?? read('GITHUB_REPOSITORY')).split('/');
  if (!owner || !repo || more.length > 0) return 'which repository? write github:OWNER/REPO';
  const token = read('GITHUB_TOKEN') || read('GH_TOKEN');
  if (token === '') return 'a ledger on GitHub is read with a token: set GITHUB_TOKEN or GH_TOKEN';
  const apiUrl = read('GITHUB_API_URL') || 'https://api.github.com';
  const graphqlUrl = read('GITHUB_GRAPHQL_URL') || `${apiUrl}/graphql`;
  const client = createGitHubClient({ token, apiUrl, graphqlUrl, clock });
  return { client, owner, repo };
}
