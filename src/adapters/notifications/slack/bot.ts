import { parseJson } from '../../../core/json.ts';
import type { Letter } from '../../../core/notification/letter.ts';
import { writeSlackPost } from '../../../core/notification/slack.ts';
import type { SlackBotChannel } from '../../../core/plan/notification.ts';
import type { Duration } from '../../../core/quantity/instant.ts';
import type { SendResult } from '../../../ports/notifier.ts';
import { postBound, type PostOffice } from '../post.ts';

/** Errors of `chat.postMessage` that are about the moment, not about the message. */
const PASSING: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'internal_error',
  'fatal_error',
  'request_timeout',
]);

/** Posts with `chat.postMessage`, which answers 200 whether it posted or not: `ok` says. */
export async function sendAsSlackBot(
  { apiUrl, token, channel }: SlackBotChannel,
  letter: Letter,
  timeout: Duration,
  office: PostOffice,
): Promise<SendResult> {
  const result = await postBound({ apiUrl, token, channel }, office, (bound) => ({
    url: `${bound.apiUrl.replace(/\/$/, '')}/chat.postMessage`,
    headers: { authorization: `Bearer ${bound.token}` },
    body: JSON.stringify(writeSlackPost(letter, bound.channel)),
    timeout,
    secrets: [bound.token],
  }));
  return result.outcome === 'taken' ? understand(result.text, letter) : result;
}

function understand(text: string, { thread }: Letter): SendResult {
  const answer = parse(text);
  if (answer === undefined) {
    return { outcome: 'unavailable', detail: 'Slack answered 200 without JSON: see `api-url`' };
  }
  if (answer['ok'] === true) {
    const stands = thread ?? answer['ts'];
    return { outcome: 'sent', ...(typeof stands === 'string' && { thread: stands }) };
  }
  const { error } = answer;
  // Its codes are words: anything else is not repeated.
  const code = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : 'an error';
  const detail = `Slack answered ${code}`;
  return PASSING.has(code)
    ? { outcome: 'unavailable', detail }
    : {
        outcome: 'refused',
        detail: `${detail}: see whether the bot is in the channel and may post`,
      };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
