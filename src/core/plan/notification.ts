import type { Duration } from '../quantity/instant.ts';
import type { Position } from './position.ts';

/** Everything that people can be told of a release. */
export const NOTICE_KINDS = [
  'started',
  'waiting-for-approval',
  'phase-passed',
  'paused',
  'resumed',
  'rolled-back',
  'rollback-failed',
  'stopped',
  'promoted',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

interface ChannelBasics {
  /** Tells channels apart, in messages and in the ledger. */
  readonly name: string;
  /** What is told there. */
  readonly on: readonly NoticeKind[];
  /** How long one attempt to tell it may take. */
  readonly timeout: Duration;
  readonly position: Position;
}

/** An incoming webhook: messages stand one below the other. Addresses and keys may hold `$VAR`. */
export interface SlackWebhookChannel extends ChannelBasics {
  readonly kind: 'slack';
  readonly url: string;
}

/** A bot: all messages of a release stand in one thread. */
export interface SlackBotChannel extends ChannelBasics {
  readonly kind: 'slack';
  readonly token: string;
  /** Name or id of a channel the bot is in. */
  readonly channel: string;
  /** Where Slack's Web API is. */
  readonly apiUrl: string;
}

/** A Workflows webhook of Microsoft Teams. */
export interface TeamsChannel extends ChannelBasics {
  readonly kind: 'teams';
  readonly url: string;
}

/** Anything that takes JSON; what is sent is signed with the secret. */
export interface WebhookChannel extends ChannelBasics {
  readonly kind: 'webhook';
  readonly url: string;
  readonly secret: string;
}

/** An integration of PagerDuty's Events API v2: `on` says what opens an alert. */
export interface PagerDutyChannel extends ChannelBasics {
  readonly kind: 'pagerduty';
  readonly routingKey: string;
  readonly url: string;
}

/** A place where people are told how a release goes. */
export type Channel =
  SlackWebhookChannel | SlackBotChannel | TeamsChannel | WebhookChannel | PagerDutyChannel;

/** Every kind of channel there is. */
export const CHANNEL_KINDS = [
  'slack',
  'teams',
  'webhook',
  'pagerduty',
] as const satisfies readonly Channel['kind'][];

/** What a channel is told when its plan does not say. */
export const TOLD_BY_DEFAULT: Readonly<Record<Channel['kind'], readonly NoticeKind[]>> = {
  // A phase that passes by itself asks nothing of anybody.
  slack: NOTICE_KINDS.filter((kind) => kind !== 'phase-passed'),
  teams: NOTICE_KINDS.filter((kind) => kind !== 'phase-passed'),
  webhook: NOTICE_KINDS,
  // Nobody is to be woken for what Sluice has already put right.
  pagerduty: ['rollback-failed'],
};
