import type { Channel, NoticeKind } from '../plan/notification.ts';
import type { Delivery } from '../rollout/event.ts';
import type { Notice } from './notice.ts';

/** A notice on its way to one channel. */
export interface Letter {
  readonly notice: Notice;
  /** `resolve`: what was told before, and needed somebody, is over. */
  readonly does: 'tell' | 'resolve';
  /** The thread it belongs to, where the channel has one for this release already. */
  readonly thread?: string;
}

/** What a channel is still to be told, oldest first. */
export function lettersFor(
  channel: Channel,
  notices: readonly Notice[],
  deliveries: readonly Delivery[],
): readonly Letter[] {
  const known = deliveries.filter((delivery) => delivery.channel === channel.name);
  const settled = new Set(known.map(({ notice }) => notice));
  const thread = known.find((delivery) => delivery.thread !== undefined)?.thread;
  return choose(channel, notices)
    .filter(({ notice }) => !settled.has(notice.key) && !notice.isStale)
    .map((letter) => ({ ...letter, ...(thread !== undefined && { thread }) }));
}

function choose(channel: Channel, notices: readonly Notice[]): readonly Letter[] {
  if (channel.kind === 'pagerduty') return chooseAlerts(channel.on, notices);
  return notices
    .filter(({ kind }) => channel.on.includes(kind))
    .map((notice) => ({ notice, does: 'tell' }));
}

/** What settles an alert that was opened for this; whatever comes next, where nothing else is said. */
const SETTLED_BY: Partial<Record<NoticeKind, readonly NoticeKind[]>> = {
  // A new attempt proves nothing yet.
  'rolled-back': ['promoted'],
  stopped: ['promoted'],
  'rollback-failed': ['rolled-back', 'promoted'],
};

/** All alerts of a release are one, opened by what `on` names and resolved when that is over. */
function chooseAlerts(on: readonly NoticeKind[], notices: readonly Notice[]): readonly Letter[] {
  const letters: Letter[] = [];
  let open: NoticeKind | undefined;
  for (const notice of notices) {
    const { kind } = notice;
    if (on.includes(kind) && kind !== 'promoted') {
      letters.push({ notice, does: 'tell' });
      open = kind;
    } else if (open !== undefined && (SETTLED_BY[open]?.includes(kind) ?? true)) {
      letters.push({ notice, does: 'resolve' });
      open = undefined;
    }
  }
  return letters;
}
