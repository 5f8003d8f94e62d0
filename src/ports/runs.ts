import type { Run } from '../core/rollout/event.ts';
import type { RunStatus } from '../core/rollout/lease.ts';

export type { RunStatus };

/** Looks at runs. A run that cannot be looked at is `unknown`; nothing is thrown. */
export interface Runs {
  /** Whether this attempt of the run goes on. */
  statusOf(run: Run): Promise<RunStatus>;
}
