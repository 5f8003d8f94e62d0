import { oneLine } from '../../core/rollout/one-line.ts';
import type { GitHubFailure, GitHubReason } from './answer.ts';
import { errorsOf, messageOf } from './trouble.ts';
import type { Answered } from './trouble.ts';

const DETAIL_LIMIT = 400;

const REASONS: Readonly<Record<number, GitHubReason>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
};

/**
 * The failure an HTTP status of 400 and above tells of; undefined for any other.
 *
 * @example detail: `POST /repos/o/r/git/trees: 403 Resource not accessible by integration: add
 * "contents: write" to the job's permissions`
 */
export function refusalOf(
  asked: string,
  { status, headers, data }: Answered,
): GitHubFailure | undefined {
  if (status < 400) return undefined;
  const said = oneLine(`${messageOf(data)}${listErrors(data)}`, 200);
  const advice = adviseOn(status, asked, headers);
  return {
    outcome: 'failed',
    reason: REASONS[status] ?? 'refused',
    status,
    detail: oneLine(`${asked}: ${[status, said].join(' ').trim()}${advice}`, DETAIL_LIMIT),
  };
}

/** A 422 says in `errors` what is wrong with which field. */
function listErrors(data: unknown): string {
  const errors = errorsOf(data);
  return errors.length === 0 ? '' : ` ${JSON.stringify(errors)}`;
}

function adviseOn(status: number, asked: string, headers: Answered['headers']): string {
  if (status === 401) {
    return ': the token is not valid (any more): GITHUB_TOKEN ends with its job, or after 24 hours; re-run the job for a new one';
  }
  if (status !== 403 && status !== 404) return '';
  const permission = permissionFor(asked, headers['x-accepted-github-permissions']);
  if (permission === undefined) return '';
  if (isOutOfReach(permission)) return `: it takes "${permission}", which no job's own token has`;
  return status === 403
    ? `: add "${permission}" to the job's permissions`
    : `: it does not exist, or the job's permissions lack "${permission}"`;
}

/** Which of a job's `permissions` covers a path, first match first. */
const PERMISSIONS: readonly (readonly [RegExp, string])[] = [
  [/\/check-(runs|suites)\b/, 'checks'],
  [/\/(status|statuses)$/, 'statuses'],
  [/\/deployments\b/, 'deployments'],
  [/\/(actions|environments)\b/, 'actions'],
  [/\/code-scanning\b/, 'security-events'],
  [/\/secret-scanning\b/, 'secret-scanning-alerts'],
  [/\/dependabot\b/, 'vulnerability-alerts'],
  [/\/pulls\b/, 'pull-requests'],
  [/\/issues\b/, 'issues'],
  [/\/(git|contents|commits)\b/, 'contents'],
];

/** GitHub names the permission itself in a header (`contents=write`); where it does not, the path tells. */
function permissionFor(asked: string, accepted: string | undefined): string | undefined {
  if (accepted !== undefined && accepted !== '') {
    const [first = ''] = accepted.split(/[;,]/);
    return first.trim().replace('=', ': ').replaceAll('_', '-');
  }
  const [method, path = ''] = asked.split(' ');
  const key = PERMISSIONS.find(([pattern]) => pattern.test(path))?.[1];
  return key === undefined ? undefined : `${key}: ${method === 'GET' ? 'read' : 'write'}`;
}

/** What a workflow cannot ask for under `permissions`. */
const OUT_OF_REACH = ['secret-scanning-alerts', 'members', 'administration', 'organization-'];

function isOutOfReach(permission: string): boolean {
  return OUT_OF_REACH.some((name) => permission.startsWith(name));
}

const GRAPHQL_REASONS: Readonly<Record<string, GitHubReason>> = {
  NOT_FOUND: 'not-found',
  FORBIDDEN: 'unauthorized',
  INSUFFICIENT_SCOPES: 'unauthorized',
  STALE_DATA: 'conflict',
};

/** The failure a GraphQL answer's `errors` tell of; undefined where there are none. */
export function graphqlRefusalOf(
  asked: string,
  { status, data }: Answered,
  needs: string | undefined,
): GitHubFailure | undefined {
  const [first] = errorsOf(data);
  if (first === undefined) return undefined;
  const reason = GRAPHQL_REASONS[first.type ?? ''] ?? 'refused';
  const said = oneLine(
    errorsOf(data)
      .map(({ message }) => message ?? 'no message')
      .join('; '),
    250,
  );
  const advice =
    needs !== undefined && (reason === 'unauthorized' || reason === 'not-found')
      ? `: does the job have the permission "${needs}"?`
      : '';
  return {
    outcome: 'failed',
    reason,
    status,
    detail: oneLine(`${asked}: ${said}${advice}`, DETAIL_LIMIT),
  };
}
