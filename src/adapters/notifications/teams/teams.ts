import type { Letter } from '../../../core/notification/letter.ts';
import { writeTeamsMessage } from '../../../core/notification/teams.ts';
import type { TeamsChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { bindTexts, isUnbound, post, type PostOffice } from '../post.ts';

/** Posts to a Workflows webhook, which answers 202 before the workflow has posted anything. */
export async function sendToTeams(
  { url }: TeamsChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const bound = bindTexts({ url }, office);
  if (isUnbound(bound)) return bound;
  const body = JSON.stringify(writeTeamsMessage(letter));
  const result = await post({ url: bound.url, body, timeout }, office);
  return result.outcome === 'taken' ? { outcome: 'sent' } : result;
}
