import type { Channel } from '../../core/plan/notification.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { sendToPagerDuty } from './pagerduty/pagerduty.ts';
import type { PostOffice } from './post.ts';
import { sendAsSlackBot } from './slack/bot.ts';
import { sendToSlackWebhook } from './slack/webhook.ts';
import { sendToTeams } from './teams/teams.ts';
import { sendToWebhook } from './webhook/webhook.ts';

/** Tells the channels of a plan, each in its own way. */
export function createNotifier(channels: readonly Channel[], office: PostOffice): Notifier {
  return {
    channels,
    send(channel, letter, timeout) {
      switch (channel.kind) {
        case 'slack':
          return 'url' in channel
            ? sendToSlackWebhook(channel, letter, timeout, office)
            : sendAsSlackBot(channel, letter, timeout, office);
        case 'teams':
          return sendToTeams(channel, letter, timeout, office);
        case 'webhook':
          return sendToWebhook(channel, letter, timeout, office);
        case 'pagerduty':
          return sendToPagerDuty(channel, letter, timeout, office);
      }
    },
  };
}
