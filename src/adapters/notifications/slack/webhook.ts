import type { Letter } from '../../../core/notification/letter.ts';
import { writeSlackMessage } from '../../../core/notification/slack.ts';
import type { SlackWebhookChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { postBound, type PostOffice, toSent } from '../post.ts';

/** Posts to an incoming webhook, which answers 200 and `ok`. */
export async function sendToSlackWebhook(
  { url }: SlackWebhookChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const body = JSON.stringify(writeSlackMessage(letter));
  return toSent(await postBound({ url }, office, (bound) => ({ ...bound, body, timeout })));
}
