import type { Token, World } from './state/world.ts';

/** What a workflow may ask for under `permissions:`, as far as this GitHub has operations for it. */
export type Scope =
  | 'metadata'
  | 'actions'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'issues'
  | 'members' // of the organization: no job's token has it
  | 'pull_requests'
  | 'secret_scanning_alerts' // no job's token has it
  | 'security_events'
  | 'statuses'
  | 'vulnerability_alerts';

export type Permission = `${Scope}:${'read' | 'write'}`;

/** The login of the app whose token a workflow run holds as GITHUB_TOKEN. */
export const ACTIONS_BOT = 'github-actions[bot]';

/** The token of an `authorization` header, as `Bearer` or in GitHub's older form `token`. */
export function readToken(world: World, authorization: string | undefined): Token | undefined {
  const [, secret = ''] = /^(?:bearer|token) (\S+)$/i.exec(authorization ?? '') ?? [];
  return Object.hasOwn(world.tokens, secret) ? world.tokens[secret] : undefined;
}

/** Whether a token has any one of the permissions; write includes read, and metadata may always be read. */
export function isAllowed(token: Token, anyOf: readonly Permission[]): boolean {
  if (anyOf.length === 0) return true;
  return anyOf.some((permission) => {
    const [scope, level] = permission.split(':') as [Scope, 'read' | 'write'];
    const granted = token.permissions[scope] ?? (scope === 'metadata' ? 'read' : undefined);
    return granted === 'write' || granted === level;
  });
}
