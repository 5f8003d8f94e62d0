import { createHmac } from 'node:crypto';
import type { Instant } from '../../../core/quantity/instant.ts';

/**
 * What a delivery is signed with: the moment in seconds since 1970, and the HMAC-SHA256 in hex of that number, a
 * full stop and the body as it is sent. The moment is signed as well, so that an old delivery cannot pass for a
 * new one.
 *
 * @example sign('key', '{}', 1_000) === `t=1,v1=${HMAC-SHA256('key', '1.{}')}`
 */
export function sign(secret: string, body: string, now: Instant): string {
  const seconds = Math.floor(now / 1_000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
