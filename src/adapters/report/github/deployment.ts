import { headline } from '../../../core/present/headline.ts';
import type { State, Status } from '../../../core/rollout/state.ts';

const LONGEST_DESCRIPTION = 140;

const STATES: Readonly<Record<Status, string>> = {
  running: 'IN_PROGRESS',
  'rolling-back': 'IN_PROGRESS',
  promoting: 'IN_PROGRESS',
  paused: 'PENDING',
  stopped: 'ERROR',
  'rolled-back': 'FAILURE',
  'rollback-failed': 'ERROR',
  promoted: 'SUCCESS',
};

/** The deployment status for where the rollout stands. */
export function describeDeployment(state: State): Readonly<Record<string, unknown>> {
  return {
    state: STATES[state.status],
    description: headline(state).slice(0, LONGEST_DESCRIPTION),
    ...(state.run.url !== undefined && { logUrl: state.run.url }),
    autoInactive: state.status === 'promoted',
  };
}
