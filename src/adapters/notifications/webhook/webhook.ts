import type { Letter } from '../../../core/notification/letter.ts';
import { writeWebhook } from '../../../core/notification/webhook.ts';
import type { WebhookChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { postBound, type PostOffice, toSent } from '../post.ts';
import { sign } from './signature.ts';

/** Posts signed JSON. Any 2xx means that it was taken. */
export async function sendToWebhook(
  { url, secret }: WebhookChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const delivery = writeWebhook(letter);
  const body = JSON.stringify(delivery.body);
  const result = await postBound({ url, secret }, office, (bound) => ({
    url: bound.url,
    headers: {
      'x-sluice-event': delivery.event,
      'x-sluice-delivery': delivery.id,
      'x-sluice-signature': sign(bound.secret, body, office.now()),
    },
    body,
    timeout,
    secrets: [bound.secret],
  }));
  return toSent(result);
}
