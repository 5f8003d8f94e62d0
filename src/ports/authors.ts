import type { RolloutStarted } from '../core/rollout/event.ts';
import type { RepositoryResult } from './repository.ts';

/** Knows whose release it is. Nothing is thrown. */
export interface Authors {
  /** Logins of whoever started the release, wrote its commit, or opened a pull request that it came by. */
  authorsOf(started: RolloutStarted): Promise<RepositoryResult<readonly string[]>>;
}
