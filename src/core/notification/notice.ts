import type { NoticeKind } from '../plan/notification.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import type { State } from '../rollout/state.ts';
import { oneShortLine } from '../present/length.ts';

/** One thing of a release that people are told, because the ledger says that it came about. */
export interface Notice {
  /** Names it within its rollout, the same however often it is derived: `rolled-back.1`. */
  readonly key: string;
  readonly kind: NoticeKind;
  readonly at: Instant;
  /** What called for it. */
  readonly cause: Event;
  /** The rollout as it stood then. */
  readonly state: State;
  /** It asks for something that was done since: nobody need be told any more. */
  readonly isStale: boolean;
}

/** Longest part of a name, so that several fit where 255 characters do. */
const LONGEST_PART = 80;

/** Names a rollout among those of all targets: `production/checkout/4711`. */
export function releaseId({ started }: State): string {
  const { environment, name, rollout } = started;
  return [environment, name, rollout].map((part) => oneShortLine(part, LONGEST_PART)).join('/');
}

/**
 * Names a notice among those of all targets, in ASCII, for receivers that tell a repetition by it:
 * `production/checkout/4711/rolled-back.1`.
 */
export function noticeId({ key, state }: Pick<Notice, 'key' | 'state'>): string {
  return `${releaseId(state)}/${key}`
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}
