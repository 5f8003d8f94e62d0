import { formatSeconds } from './git-objects.ts';
import { takeId, type Repository, type World } from './world.ts';

/** What rules and views need beside the repository: the world's ids, the clock, the server's address. */
export interface Hub {
  readonly world: World;
  readonly url: string;
  readonly now: () => number;
}

/** A repository and the server it is on. */
export interface Place {
  readonly hub: Hub;
  readonly repository: Repository;
}

/** Whoever acts on a repository, and where. */
export interface Scene extends Place {
  readonly login: string;
}

/** A new record's id and the moment of its making. */
export function register(hub: Hub): { readonly id: number; readonly createdAt: string } {
  return { id: takeId(hub.world), createdAt: formatSeconds(hub.now()) };
}

export function stamp(hub: Hub): string {
  return formatSeconds(hub.now());
}
