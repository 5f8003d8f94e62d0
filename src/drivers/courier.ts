import type { Letter } from '../core/notification/letter.ts';
import type { Channel } from '../core/plan/notification.ts';
import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { Delivery } from '../core/rollout/event.ts';
import type { SendResult } from '../ports/notifier.ts';
import type { Narrator } from './narrator.ts';
import type { World } from './world.ts';

/** The next letter for a channel; undefined when there is none. */
export type NextLetter = (channel: Channel) => Letter | undefined;

/** Carries letters to their channels, to all of them at once and to each in order, and knows who is silent. */
export interface Courier {
  /** Everything that was settled in this session, whether the ledger says so already or not. */
  readonly deliveries: readonly Delivery[];
  /** Whether there is a letter for a channel that is not to be left alone. */
  hasWork(next: NextLetter): boolean;
  /** Carries what there is until time is up. A channel that does not answer is left alone for a while. */
  carry(next: NextLetter, until: Instant): Promise<void>;
  /** Tries those again that do not answer, a few times, and complains about whoever stays silent. */
  insist(next: NextLetter, until: Instant): Promise<void>;
  /** What was settled belongs to another rollout. */
  forget(): void;
}

/** How long a service that did not answer is left alone, where it does not say itself. */
const PAUSE: Duration = 60_000;
/** Waits before trying once more, when it is the last chance. */
const LAST_WAITS: readonly Duration[] = [1_000, 3_000];
/** With less time than this left nothing is begun. */
const BRIEFEST: Duration = 250;

/** How long a silent channel wants to be left alone, and since when. */
interface Silence {
  readonly since: Instant;
  readonly retryAfter?: Duration;
  readonly detail: string;
}

export function createCourier(
  { notifier, clock }: Pick<World, 'notifier' | 'clock'>,
  { worry }: Pick<Narrator, 'worry'>,
): Courier {
  const silences = new Map<string, Silence>();
  let deliveries: readonly Delivery[] = [];

  async function carryTo(channel: Channel, next: NextLetter, until: Instant): Promise<void> {
    for (;;) {
      const letter = next(channel);
      const left = until - clock.now();
      if (letter === undefined || left < BRIEFEST) return;
      const timeout = Math.min(channel.timeout, left);
      const result = await notifier.send(channel, letter, timeout).catch(admit);
      if (result.outcome === 'unavailable') {
        silences.set(channel.name, { ...result, since: clock.now() });
        return;
      }
      silences.delete(channel.name);
      deliveries = [...deliveries, describeDelivery(channel, letter, result)];
      if (result.outcome === 'refused') worry(complain(channel, letter, result.detail));
    }
  }

  function carryToAll(
    channels: readonly Channel[],
    next: NextLetter,
    until: Instant,
  ): Promise<unknown> {
    return Promise.all(channels.map((channel) => carryTo(channel, next, until)));
  }

  function isDue({ name }: Channel): boolean {
    const silence = silences.get(name);
    return silence === undefined || clock.now() - silence.since >= (silence.retryAfter ?? PAUSE);
  }

  return {
    get deliveries() {
      return deliveries;
    },
    hasWork: (next) =>
      notifier.channels.some((channel) => isDue(channel) && next(channel) !== undefined),
    async carry(next, until) {
      await carryToAll(notifier.channels.filter(isDue), next, until);
    },
    async insist(next, until) {
      for (const wait of LAST_WAITS) {
        const willing = notifier.channels.filter(({ name }) => {
          const silence = silences.get(name);
          return silence !== undefined && clock.now() + (silence.retryAfter ?? wait) < until;
        });
        if (willing.length === 0) break;
        const waits = willing.map(({ name }) => silences.get(name)?.retryAfter ?? wait);
        await clock.until(clock.now() + Math.max(...waits));
        await carryToAll(willing, next, until);
      }
      for (const channel of notifier.channels) {
        const [letter, silence] = [next(channel), silences.get(channel.name)];
        if (letter && silence) worry(complain(channel, letter, silence.detail));
      }
    },
    forget() {
      deliveries = [];
    },
  };
}

function describeDelivery(
  { name }: Channel,
  { notice }: Letter,
  result: Exclude<SendResult, { outcome: 'unavailable' }>,
): Delivery {
  const basics = { notice: notice.key, channel: name };
  if (result.outcome === 'refused') return { ...basics, outcome: 'given-up' };
  const { thread } = result;
  return { ...basics, outcome: 'sent', ...(thread !== undefined && { thread }) };
}

function complain({ name }: Channel, { notice }: Letter, detail: string): string {
  return `${name} was not told ${notice.kind}: ${detail}`;
}

/** Who throws has a fault, which is no reason to leave a rollout alone. */
function admit(error: unknown): SendResult {
  const message = error instanceof Error ? error.message : String(error);
  return { outcome: 'refused', detail: `a mistake in Sluice itself: ${message}` };
}
