import type { Letter } from '../../../core/notification/letter.ts';
import { writeSlackMessage } from '../../../core/notification/slack.ts';
import type { SlackWebhookChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { bindTexts, isUnbound, post, type PostOffice } from '../post.ts';

/** Posts to an incoming webhook, which answers 200 and `ok`. */
export async function sendToSlackWebhook(
  { url }: SlackWebhookChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const bound = bindTexts({ url }, office);
  if (isUnbound(bound)) return bound;
  const body = JSON.stringify(writeSlackMessage(letter));
  const result = await post({ url: bound.url, body, timeout }, office);
  return result.outcome === 'taken' ? { outcome: 'sent' } : result;
}
