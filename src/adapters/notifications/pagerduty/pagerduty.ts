import type { Letter } from '../../../core/notification/letter.ts';
import { writePagerDutyEvent } from '../../../core/notification/pagerduty.ts';
import type { PagerDutyChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { postBound, type PostOffice, toSent } from '../post.ts';

/** Sends an event, which is answered 202. */
export async function sendToPagerDuty(
  { url, routingKey }: PagerDutyChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const result = await postBound({ url, routingKey }, office, (bound) => ({
    url: bound.url,
    body: JSON.stringify({ routing_key: bound.routingKey, ...writePagerDutyEvent(letter) }),
    timeout,
    secrets: [bound.routingKey],
  }));
  return toSent(result);
}
