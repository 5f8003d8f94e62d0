import { isAllowed, type Permission } from '../access.ts';
import { parseNodeId, type NodeKind } from '../node-id.ts';
import type { RateMeter } from '../rates.ts';
import type { Hub, Scene } from '../state/hub.ts';
import type { Repository, Token } from '../state/world.ts';
import { forbidden, unresolvable } from './errors.ts';

/** What one GraphQL request is executed with. */
export interface GraphqlContext {
  readonly hub: Hub;
  readonly token: Token;
  readonly rates: RateMeter;
  /** The error type for a ref that is not where `beforeOid` says. */
  readonly staleRefType: string;
}

/** Throws GitHub's error unless the token has one of the permissions. */
export function demand({ token }: GraphqlContext, ...anyOf: Permission[]): void {
  if (!isAllowed(token, anyOf)) throw forbidden();
}

export function sceneOf({ hub, token }: GraphqlContext, repository: Repository): Scene {
  return { hub, repository, login: token.login };
}

/** The repository and key a node id stands for; an id of another kind does not resolve. */
export function locate(
  { hub }: GraphqlContext,
  id: string,
  ...kinds: NodeKind[]
): { readonly kind: NodeKind; readonly repository: Repository; readonly key: string } {
  const address = parseNodeId(id);
  if (address === undefined || !kinds.includes(address.kind)) throw unresolvable(id);
  const { kind, key } = address;
  const repositoryId = kind === 'Repository' ? Number(key) : address.repositoryId;
  const repository = hub.world.repositories.find((one) => one.id === repositoryId);
  if (repository === undefined) throw unresolvable(id);
  return { kind, repository, key };
}
