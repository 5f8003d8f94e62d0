import { SIGNS } from '../present/headline.ts';
import { code, plain } from '../present/markdown.ts';
import { titleOf } from '../present/story.ts';
import type { State } from '../rollout/state.ts';
import { COMMANDS } from './words.ts';

/** What came of a command, however it was given. */
export interface Ruling {
  /** `refused`: nothing was done, and will not be. `failed`: it could not be done, or not all of it. */
  readonly outcome: 'done' | 'refused' | 'mistaken' | 'failed';
  /** One sentence without markup; holds texts from outside. */
  readonly sentence: string;
  /** Where the rollout stands now, if it is known. */
  readonly state?: State;
  /** What else people should know or do: sentences without markup. */
  readonly notes?: readonly string[];
}

/** What was asked, as far as it was understood. */
export interface Asked {
  readonly by: string;
  readonly word?: string;
  readonly reason?: string;
}

/** A reaction GitHub knows. */
export type Reaction = 'eyes' | '+1' | '-1' | 'confused';

/** How a comment is answered at a glance. */
export const REACTIONS: Readonly<Record<Ruling['outcome'], Reaction>> = {
  done: '+1',
  refused: '-1',
  mistaken: 'confused',
  failed: 'confused',
};

const HEADS: Readonly<Record<Ruling['outcome'], string>> = {
  done: '✅ Done',
  refused: '⛔ Refused',
  mistaken: '❔ Not understood',
  failed: '🚨 Failed',
};

const TITLE_LIMIT = 200;
const SENTENCE_LIMIT = 1_000;

/** The answer in GitHub's Markdown: what came of it, why, and where the rollout stands. */
export function writeRuling(ruling: Ruling, { by, word, reason }: Asked): string {
  const { outcome, sentence, state, notes = [] } = ruling;
  const who = `${code(by)}${word === undefined ? '' : ` asked for ${code(word)}`}`;
  return [
    `**${HEADS[outcome]}**: ${plain(sentence, SENTENCE_LIMIT)}`,
    ...notes.map((note) => plain(note, SENTENCE_LIMIT)),
    ...(state === undefined
      ? []
      : [`${SIGNS[state.status]} ${plain(titleOf(state, TITLE_LIMIT))}`]),
    ...(outcome === 'mistaken' ? [listCommands()] : []),
    `<sub>${who}${reason === undefined ? '' : `: ${code(reason)}`}</sub>`,
  ].join('\n\n');
}

/** The same for a log: plain lines. */
export function printRuling({ outcome, sentence, state, notes = [] }: Ruling): readonly string[] {
  return [
    `${outcome}: ${sentence}`,
    ...notes,
    ...(state === undefined ? [] : [`${SIGNS[state.status]} ${titleOf(state, TITLE_LIMIT)}`]),
  ];
}

function listCommands(): string {
  return Object.entries(COMMANDS)
    .map(([word, meaning]) => `- \`/rollout ${word}\` ${meaning}`)
    .join('\n');
}

/** Marks the answer to one comment, so that it is given once; hidden in Markdown. */
export function replyMarker(comment: number): string {
  return `<!-- sluice answer ${comment} -->`;
}
