import type { PermissionsEntry } from './workflow.ts';

export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** What GITHUB_TOKEN may do where a workflow does not say: the restricted default. */
export const DEFAULT_PERMISSIONS: Permissions = { contents: 'read', packages: 'read' };

const SCOPES = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'statuses',
] as const;

/** Reads a `permissions:` entry; a scope that is not named in it is none. */
export function readPermissions(entry: PermissionsEntry): Permissions {
  if (entry === 'read-all') return grantAll('read');
  if (entry === 'write-all') return grantAll('write');
  const granted: Record<string, 'read' | 'write'> = {};
  for (const [scope, level] of Object.entries(entry)) if (level !== 'none') granted[scope] = level;
  return granted;
}

/**
 * The permissions of a job: its own, else its workflow's, else what it inherits. A called workflow that asks
 * for more than its caller has is refused before it starts, as on GitHub.
 */
export function narrowPermissions(
  path: string,
  entries: readonly (PermissionsEntry | undefined)[],
  inherited: Permissions,
  isCalled: boolean,
): Permissions {
  const entry = entries.find((candidate) => candidate !== undefined);
  if (entry === undefined) return inherited;
  const wanted = readPermissions(entry);
  const excess = Object.entries(wanted).filter(
    ([scope, level]) => inherited[scope] !== 'write' && inherited[scope] !== level,
  );
  if (isCalled && excess.length > 0) {
    const asked = excess.map(([scope, level]) => `${scope}: ${level}`).join(', ');
    throw new Error(`${path} asks for ${asked}, which its caller does not grant`);
  }
  return wanted;
}

function grantAll(level: 'read' | 'write'): Permissions {
  return Object.fromEntries(SCOPES.map((scope) => [scope, level]));
}
