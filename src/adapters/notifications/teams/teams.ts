import type { Letter } from '../../../core/notification/letter.ts';
import { writeTeamsMessage } from '../../../core/notification/teams.ts';
import type { TeamsChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { postBound, type PostOffice, toSent } from '../post.ts';

/** Posts to a Workflows webhook, which answers 202 before the workflow has posted anything. */
export async function sendToTeams(
  { url }: TeamsChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const body = JSON.stringify(writeTeamsMessage(letter));
  return toSent(await postBound({ url }, office, (bound) => ({ ...bound, body, timeout })));
}
