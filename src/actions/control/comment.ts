import {
  type Comment,
  type Conversation,
  createConversation,
} from '../../adapters/github/conversation.ts';
import { isSameLogin } from '../../core/member.ts';
import { type CommentReading, readComment } from '../../core/control/comment.ts';
import { type Asked, REACTIONS, replyMarker, writeRuling } from '../../core/control/reply.ts';
import type { PullRequestCommits } from '../../core/control/selection.ts';
import { type Bench, rule, type Verdict } from './rule.ts';

/** What came of a comment. */
export type Hearing =
  | { readonly outcome: 'ignored'; readonly sentence: string }
  | {
      readonly outcome: 'heard';
      readonly verdict: Verdict;
      readonly asked: Asked;
      /** What of the answer could not be given. */
      readonly troubles: readonly string[];
    };

/** Reads a comment, does what it says if it says anything and its author may, and answers it; a string says why it cannot be read. */
export async function hearComment(bench: Bench, nodeId: string): Promise<Hearing | string> {
  const conversation = createConversation(bench.github.client, bench.github.place);
  const read = await conversation.read(nodeId);
  if (read.outcome === 'failed') return `the comment could not be read: ${read.detail}`;
  const comment = read.data;
  if (comment === undefined) return ignore('the comment is gone');
  const { pull, author, body, isBot } = comment;
  if (isBot) return ignore(`${author} is an app, and only people give commands`);
  if (pull === undefined) return ignore('it is no comment on a pull request');
  const reading = readComment(body);
  if (reading.kind === 'talk') return ignore('the comment is no command');

  const seen = await conversation.react(comment, 'eyes');
  const verdict = await decide(bench, comment, reading, {
    number: pull.number,
    commits: [pull.head, ...(pull.merged === undefined ? [] : [pull.merged])],
  });
  const asked = describe(comment, reading);
  const troubles = await answer(conversation, comment, verdict, asked);
  return {
    outcome: 'heard',
    verdict,
    asked,
    troubles: [...(seen.outcome === 'failed' ? [seen.detail] : []), ...troubles],
  };
}

function ignore(sentence: string): Hearing {
  return { outcome: 'ignored', sentence };
}

async function decide(
  bench: Bench,
  { author, url, isEdited, createdAt }: Comment,
  reading: Exclude<CommentReading, { kind: 'talk' }>,
  pull: PullRequestCommits,
): Promise<Verdict> {
  if (isEdited) return { outcome: 'refused', sentence: EDITED };
  if (reading.kind === 'mistake') return { outcome: 'mistaken', sentence: reading.sentence };
  const { attempt, actor } = bench.github.place.run;
  const isAnothers = attempt > 1 && !isSameLogin(actor, author);
  return rule(bench, {
    wish: reading.wish,
    by: author,
    via: 'comment',
    url,
    pull,
    givenAt: Date.parse(createdAt),
    ...(isAnothers && { repeatedBy: actor }),
  });
}

const EDITED =
  'the comment was edited after it was written, and a record must show what was ordered: write a new one';

function describe({ author }: Comment, reading: CommentReading): Asked {
  if (reading.kind !== 'wish') return { by: author };
  const { command, reason } = reading.wish;
  return { by: author, word: command.kind, ...(reason !== undefined && { reason }) };
}

async function answer(
  conversation: Conversation,
  comment: Comment,
  verdict: Verdict,
  asked: Asked,
): Promise<readonly string[]> {
  const reaction = await conversation.react(comment, REACTIONS[verdict.outcome]);
  const reply = await conversation.reply(
    comment,
    replyMarker(comment.id),
    writeRuling(verdict, asked),
  );
  return [reaction, reply].flatMap((given) =>
    given.outcome === 'failed' ? [`the answer could not be given: ${given.detail}`] : [],
  );
}
