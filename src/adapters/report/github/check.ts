import { checkTitleOf, writeCheckSummary } from '../../../core/present/story.ts';
import { formatInstant } from '../../../core/quantity/instant.ts';
import type { RolloutStarted } from '../../../core/rollout/event.ts';
import type { Status } from '../../../core/rollout/state.ts';
import type { Story } from '../../../ports/reporter.ts';
import { annotateBroken } from './annotations.ts';

/** GitHub's limits for a check's summary, taken as bytes, and for its title, in characters. */
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
export function checkName({
  name,
  environment,
}: Pick<RolloutStarted, 'name' | 'environment'>): string {
  return `rollout ${name} (${environment})`;
}

/** What the check run says now: fields that creating and updating it share. */
export function describeCheck(story: Story): Readonly<Record<string, unknown>> {
  const { state, now } = story;
  const conclusion = CONCLUSIONS[state.status];
  const annotations = annotateBroken(story);
  return {
    name: checkName(state.started),
    ...(conclusion
      ? { status: 'COMPLETED', conclusion, completedAt: formatInstant(now) }
      : { status: 'IN_PROGRESS' }),
    ...(state.run.url !== undefined && { detailsUrl: state.run.url }),
    externalId: state.started.rollout,
    output: {
      title: checkTitleOf(state, LONGEST_TITLE),
      summary: writeCheckSummary(story, LONGEST_SUMMARY),
      ...(annotations.length > 0 && { annotations: annotations.map(({ input }) => input) }),
    },
  };
}
