import { callFor } from '../core/notification/call.ts';
import { lettersFor } from '../core/notification/letter.ts';
import type { Notice } from '../core/notification/notice.ts';
import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { Delivery, Event } from '../core/rollout/event.ts';
import { isHeldBy } from '../core/rollout/holder.ts';
import type { Assignment } from './assignment.ts';
import { createCourier, type NextLetter } from './courier.ts';
import type { Logbook } from './logbook.ts';
import type { Narrator } from './narrator.ts';
import type { World } from './world.ts';

/**
 * When people are told. `break`: between two steps. `return`: traffic is back. `parting`: before the last word is
 * written, so that it says as well who was told. `end`: nothing is left to do, so whoever does not answer is asked
 * again, and complained about.
 */
export type Occasion = 'break' | 'return' | 'parting' | 'end';

/** Tells people elsewhere what the ledger knows and they do not. */
export interface Messenger {
  /** Whether there is anybody to be told. */
  readonly isNeeded: boolean;
  /** Whether somebody would be told something now, as far as this session knows. */
  hasNews(): boolean;
  /** Tells what is left to tell and notes it; says whether anything noted so is still to be written. */
  tell(occasion: Occasion, until?: Instant): Promise<boolean>;
}

/** How long people may be told something. */
const TIMES: Readonly<Record<Occasion, Duration>> = {
  break: 5_000,
  return: 5_000,
  parting: 5_000,
  end: 20_000,
};
/** The same for a run that is being cancelled and has seconds to live. */
const LAST_BREATH: Duration = 2_000;

/** What another session has just written, that one tells: so long it is left to it. */
const COURTESY: Duration = 60_000;

/** That traffic is back, or cannot be brought back, is so whether the ledger could be written or not. */
const BACK: readonly Notice['kind'][] = ['rolled-back', 'rollback-failed'];

/**
 * What is told on which occasion though the ledger does not say it yet. Where the last word is lost, a phase that
 * has passed bakes again and is told again, under the same name.
 */
const AHEAD: Readonly<Record<Occasion, ReadonlySet<Notice['kind']>>> = {
  break: new Set(),
  return: new Set(BACK),
  parting: new Set([...BACK, 'phase-passed', 'waiting-for-approval', 'promoted']),
  end: new Set(),
};

/** To be created when the session opens its logbook: what stands there already was for an earlier one to tell. */
export function createMessenger(
  world: Pick<World, 'notifier' | 'clock'>,
  book: Logbook,
  { run, cancelled }: Pick<Assignment, 'run' | 'cancelled'>,
  narrator: Pick<Narrator, 'worry'>,
): Messenger {
  const { notifier, clock } = world;
  const courier = createCourier(world, narrator);
  const isNeeded = notifier.channels.length > 0;
  // The jobs of a run come one after another: whoever left these untold is gone.
  const isHeir = book.state !== undefined && isHeldBy(book.state, run);
  let rollout = book.state?.started.rollout;
  let mine = new Set(isNeeded && isHeir ? keysOf(callFor(book.written).filter(isOfADriver)) : []);

  /** The keys of one rollout mean nothing in the next. */
  function followRollout(): void {
    const current = book.state?.started.rollout;
    if (current === rollout) return;
    rollout = current;
    mine = new Set();
    courier.forget();
  }

  /** What the ledger holds of the rollout; nothing before it is known there. */
  function listWritten(): readonly Event[] {
    const [first] = book.written;
    const isBegun = first?.type === 'rollout-started' && first.rollout === rollout;
    return isBegun ? book.written : [];
  }

  function listNotices(occasion: Occasion): readonly Notice[] {
    const written = listWritten();
    if (written.length === 0) return [];
    const notices = withAhead(written, book.unwritten, AHEAD[occasion]);
    for (const { key, cause } of notices) if (book.isOwn(cause)) mine.add(key);
    return notices;
  }

  /** What is about to be written is told only while the ledger answers, and nobody else has written there. */
  async function mayPart(notices: readonly Notice[]): Promise<boolean> {
    return notices.length > callFor(listWritten()).length && book.isCurrent();
  }

  function letters(notices: readonly Notice[]): NextLetter {
    return (channel) => {
      const deliveries = [...(book.state?.deliveries ?? []), ...courier.deliveries];
      return lettersFor(channel, notices, deliveries).find(({ notice }) => mayTell(notice));
    };
  }

  /** Whoever has nothing to do with a rollout tells nobody of it; whoever has, what nobody else can be telling. */
  function mayTell({ key, at }: Notice): boolean {
    return mine.has(key) || ((isHeir || mine.size > 0) && clock.now() - at >= COURTESY);
  }

  function note(): boolean {
    const known = book.state?.deliveries ?? [];
    const news = courier.deliveries.filter((one) => !known.some((other) => isSame(one, other)));
    if (news.length > 0) book.note({ type: 'notified', at: clock.now(), deliveries: news });
    return book.unwritten.some(({ type }) => type === 'notified');
  }

  return {
    isNeeded,
    hasNews() {
      if (!isNeeded) return false;
      followRollout();
      return courier.hasWork(letters(listNotices('break')));
    },
    async tell(occasion, until) {
      if (!isNeeded) return false;
      followRollout();
      const notices = listNotices(occasion);
      if (occasion === 'parting' && !(await mayPart(notices))) return false;
      const isHurried = cancelled?.aborted === true;
      const end = until ?? clock.now() + (isHurried ? LAST_BREATH : TIMES[occasion]);
      const next = letters(notices);
      await courier.carry(next, end);
      if (occasion === 'end' && !isHurried) await courier.insist(next, end);
      return note();
    },
  };
}

/** A person's order is told by whoever takes it, and that may be happening now. */
function isOfADriver({ cause }: Notice): boolean {
  return cause.type !== 'ordered';
}

function keysOf(notices: readonly Notice[]): readonly string[] {
  return notices.map(({ key }) => key);
}

function withAhead(
  written: readonly Event[],
  unwritten: readonly Event[],
  ahead: ReadonlySet<Notice['kind']>,
): readonly Notice[] {
  const known = callFor(written);
  if (ahead.size === 0) return known;
  const keys = new Set(keysOf(known));
  return callFor([...written, ...unwritten]).filter(
    ({ key, kind }) => keys.has(key) || ahead.has(kind),
  );
}

function isSame(one: Delivery, other: Delivery): boolean {
  return one.notice === other.notice && one.channel === other.channel;
}
