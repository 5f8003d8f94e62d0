import type { Letter } from './letter.ts';
import { type Message, writeMessage } from './message.ts';
import { noticeId } from './notice.ts';
import { fit } from './outside.ts';

/*
 * https://docs.slack.dev/reference/block-kit: a message has at most 50 blocks, a header at most 150 characters,
 * a text 3,000, a section ten fields of 2,000. `&`, `<` and `>` are written as entities in every text object.
 */
const LONGEST_HEADER = 150;
const LONGEST_TEXT = 1_000;
const LONGEST_FIELD = 300;
const MOST_FIELDS = 10;

/**
 * A message for an incoming webhook of Slack. Whatever may come from outside is `plain_text`, in which Slack
 * knows neither markup nor mentions nor links.
 */
export function writeSlackMessage({ notice }: Letter): Readonly<Record<string, unknown>> {
  const message = writeMessage(notice);
  return {
    // What notifications show.
    text: fit(`${message.sign} ${message.title}`, LONGEST_TEXT, escape),
    blocks: writeBlocks(message),
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** The same for a bot's `chat.postMessage`: what follows the first of a release stands in its thread. */
export function writeSlackPost(letter: Letter, channel: string): Readonly<Record<string, unknown>> {
  const { notice, thread } = letter;
  const { tone } = writeMessage(notice);
  return {
    ...writeSlackMessage(letter),
    channel,
    metadata: {
      event_type: 'sluice_notice',
      event_payload: { id: noticeId(notice), event: notice.kind },
    },
    ...(thread !== undefined && { thread_ts: thread }),
    // What asks something of people is not left where only a thread's readers look.
    ...(thread !== undefined &&
      (tone === 'alarm' || tone === 'attention') && { reply_broadcast: true }),
  };
}

function writeBlocks({ sign, title, sentence, facts, links }: Message): readonly object[] {
  const fields = facts
    .slice(0, MOST_FIELDS)
    .map(({ label, value }) => plainText(`${label}: ${value}`, LONGEST_FIELD));
  const linked = links.map(({ label, url }) => `<${escape(url)}|${label}>`).join(' · ');
  return [
    { type: 'header', text: plainText(`${sign} ${title}`, LONGEST_HEADER) },
    ...(sentence === '' ? [] : [{ type: 'section', text: plainText(sentence, LONGEST_TEXT) }]),
    { type: 'section', fields },
    ...(linked === ''
      ? []
      : [{ type: 'context', elements: [{ type: 'mrkdwn', text: linked, verbatim: true }] }]),
  ];
}

function plainText(text: string, limit: number): object {
  return { type: 'plain_text', text: fit(text, limit, escape), emoji: true };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
