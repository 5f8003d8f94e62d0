import type { Run } from '../core/rollout/event.ts';

/** `running` is whatever has not ended, waiting for people included. */
export type RunStatus = 'running' | 'ended' | 'unknown';

/** Looks at runs. A run that cannot be looked at is `unknown`; nothing is thrown. */
export interface Runs {
  /** Whether this attempt of the run goes on. */
  statusOf(run: Run): Promise<RunStatus>;
}
