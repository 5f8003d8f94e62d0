import type { Letter } from '../../../core/notification/letter.ts';
import { writePagerDutyEvent } from '../../../core/notification/pagerduty.ts';
import type { PagerDutyChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { bindTexts, isUnbound, post, type PostOffice } from '../post.ts';

/** Sends an event, which is answered 202. */
export async function sendToPagerDuty(
  { url, routingKey }: PagerDutyChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const bound = bindTexts({ url, routingKey }, office);
  if (isUnbound(bound)) return bound;
  const body = JSON.stringify({ routing_key: bound.routingKey, ...writePagerDutyEvent(letter) });
  const result = await post({ url: bound.url, body, timeout, secrets: [bound.routingKey] }, office);
  return result.outcome === 'taken' ? { outcome: 'sent' } : result;
}
