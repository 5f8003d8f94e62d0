import type { Letter } from '../../../core/notification/letter.ts';
import { writeWebhook } from '../../../core/notification/webhook.ts';
import type { WebhookChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { bindTexts, isUnbound, post, type PostOffice } from '../post.ts';
import { sign } from './signature.ts';

/** Posts signed JSON. Any 2xx means that it was taken. */
export async function sendToWebhook(
  { url, secret }: WebhookChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const bound = bindTexts({ url, secret }, office);
  if (isUnbound(bound)) return bound;
  const delivery = writeWebhook(letter);
  const body = JSON.stringify(delivery.body);
  const headers = {
    'x-sluice-event': delivery.event,
    'x-sluice-delivery': delivery.id,
    'x-sluice-signature': sign(bound.secret, body, office.now()),
  };
  const result = await post(
    { url: bound.url, headers, body, timeout, secrets: [bound.secret] },
    office,
  );
  return result.outcome === 'taken' ? { outcome: 'sent' } : result;
}
