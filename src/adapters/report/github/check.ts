import { titleOf, writeSummary } from '../../../core/present/story.ts';
import { formatInstant } from '../../../core/quantity/instant.ts';
import type { State, Status } from '../../../core/rollout/state.ts';
import type { Story } from '../../../ports/reporter.ts';

/** GitHub's limit for a check's summary, in characters. */
const LONGEST_SUMMARY = 65_535;
const LONGEST_TITLE = 255;

/** How a rollout that no longer moves is concluded; one that moves has no conclusion. */
const CONCLUSIONS: Readonly<Record<Status, string | undefined>> = {
  running: undefined,
  'rolling-back': undefined,
  promoting: undefined,
  paused: 'ACTION_REQUIRED',
  stopped: 'FAILURE',
  'rolled-back': 'FAILURE',
  'rollback-failed': 'FAILURE',
  promoted: 'SUCCESS',
};

/** Name of the check run; the same for every rollout of a target, so that it can be found in a list. */
export function checkName({ started }: State): string {
  return `rollout ${started.name} (${started.environment})`;
}

/** What the check run says now: fields that creating and updating it share. */
export function describeCheck(story: Story): Readonly<Record<string, unknown>> {
  const { state, now } = story;
  const conclusion = CONCLUSIONS[state.status];
  return {
    name: checkName(state),
    ...(conclusion
      ? { status: 'COMPLETED', conclusion, completedAt: formatInstant(now) }
      : { status: 'IN_PROGRESS' }),
    ...(state.run.url !== undefined && { detailsUrl: state.run.url }),
    externalId: state.started.rollout,
    output: {
      title: titleOf(state).slice(0, LONGEST_TITLE),
      summary: writeSummary(story).slice(0, LONGEST_SUMMARY),
    },
  };
}
