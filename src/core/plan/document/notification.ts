import * as z from 'zod';

import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS } from '../defaults.ts';
import { CHANNEL_KINDS, NOTICE_KINDS } from '../notification.ts';
import { choice, duration, line, many, secret, url } from './leaf.ts';
import { alternatives, mapping, oneKindOf, optional } from './mapping.ts';

/** The keys that every channel has. */
const basics = {
  name: optional(
    line('a name for the channel'),
    'What the channel is called in messages and in the ledger; its kind if left out.',
  ),
  on: optional(
    many(choice(NOTICE_KINDS), 'events, such as `[paused, rolled-back, promoted]`'),
    'What is told there.',
  ),
  timeout: optional(
    duration(1),
    'How long one attempt to tell it may take.',
    writeDuration(DEFAULTS.notificationTimeout),
  ),
};

const SLACK = '`{ url: $SLACK_WEBHOOK }` or `{ token: $SLACK_TOKEN, channel: releases }`';

const slack = alternatives(SLACK, [['url'], ['token', 'channel']], {
  url: optional(
    url('the address of the incoming webhook'),
    'Address of an incoming webhook, as `$VAR`: who knows it may post.',
  ),
  token: optional(
    secret('the token of the bot as a variable, such as `$SLACK_TOKEN`'),
    'Token of a bot with `chat:write`, as `$VAR`. All messages of a release then stand in one thread.',
  ),
  channel: optional(
    line('the name of a channel, such as `releases`'),
    'Name or id of the channel the bot posts to; may hold `$VAR`.',
  ),
  'api-url': optional(
    url("the address of Slack's Web API"),
    "Where Slack's Web API is.",
    DEFAULTS.slackApiUrl,
  ),
  ...basics,
});

const teams = mapping('`{ url: $TEAMS_WEBHOOK }`', {
  url: url('the address of the Workflows webhook').describe(
    'Address of a Workflows webhook, as `$VAR`: who knows it may post.',
  ),
  ...basics,
});

const webhook = mapping('`{ url: …, secret: $WEBHOOK_SECRET }`', {
  url: url('the address to post to').describe('Where JSON is posted to; may hold `$VAR`.'),
  secret: secret('the secret as a variable, such as `$WEBHOOK_SECRET`').describe(
    'What the deliveries are signed with, as `$VAR`.',
  ),
  ...basics,
});

const pagerduty = mapping('`{ routing-key: $PAGERDUTY_KEY }`', {
  'routing-key': secret('the integration key as a variable, such as `$PAGERDUTY_KEY`').describe(
    'Integration key of an Events API v2 integration, as `$VAR`.',
  ),
  url: optional(
    url('the address of the Events API'),
    'Where events are sent to; accounts in the EU have another.',
    DEFAULTS.pagerDutyUrl,
  ),
  ...basics,
});

const channel = oneKindOf('channel', CHANNEL_KINDS, {
  slack: optional(slack, 'Slack, by an incoming webhook or by a bot.'),
  teams: optional(teams, 'Microsoft Teams, by a Workflows webhook.'),
  webhook: optional(webhook, 'Anything that takes signed JSON.'),
  pagerduty: optional(pagerduty, 'PagerDuty, by the Events API v2.'),
});

export const notifications = z
  .array(channel, { error: 'write a list of channels, such as `- slack: { url: $SLACK_WEBHOOK }`' })
  .max(20, { error: 'write at most 20 channels' });
