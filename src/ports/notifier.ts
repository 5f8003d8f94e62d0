import type { Letter } from '../core/notification/letter.ts';
import type { Channel } from '../core/plan/notification.ts';
import type { Duration } from '../core/quantity/instant.ts';

/** What came of one attempt to tell somebody something. Details are one line without secrets. */
export type SendResult =
  /** `thread`: the one it began, or stands in, where the channel has such. */
  | { readonly outcome: 'sent'; readonly thread?: string }
  /** It would be refused again: the address is gone, the message is not understood. */
  | { readonly outcome: 'refused'; readonly detail: string }
  /**
   * Nobody answered, or not now. `retryAfter` says when it may be tried again, where the service does; infinite
   * where this process cannot ever.
   */
  | { readonly outcome: 'unavailable'; readonly detail: string; readonly retryAfter?: Duration };

/** Tells people elsewhere how a release goes. */
export interface Notifier {
  /** Where people are told, as the plan names it. */
  readonly channels: readonly Channel[];
  /** Tells one channel, once. Never throws for what the service does. */
  send(channel: Channel, letter: Letter, timeout: Duration): Promise<SendResult>;
}

/** Where nobody wants to be told. */
export const NOBODY: Notifier = {
  channels: [],
  send: () => Promise.resolve({ outcome: 'refused', detail: 'there is nobody to be told' }),
};
