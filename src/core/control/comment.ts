import { type ArgumentList, splitArguments } from './arguments.ts';
import { quote } from '../rollout/one-line.ts';
import { readWish, type Wish } from './wish.ts';

export type CommentReading =
  /** People talking: none of our business. */
  | { readonly kind: 'talk' }
  | { readonly kind: 'wish'; readonly wish: Wish }
  /** Meant for us, and not understood. */
  | { readonly kind: 'mistake'; readonly sentence: string };

/** How a comment must begin, at the very edge: whatever is quoted, indented, fenced or hidden does not. */
const CALL = /^\/rollout(?=[ \t]|$)/;

/**
 * Reads a comment. A command is its first line that is not blank, all of it:
 * `/rollout <command> [gate or phase] [environment/name] [--version v1.2.3] [--reason "why"]`. What follows on later lines is for people.
 *
 * Markdown needs no parsing for that: a quote begins with `>`, code with a fence or blanks, a hidden comment
 * with `<!--`, and all of them before anything that stands inside of them.
 *
 * @example readComment('/rollout pause').kind === 'wish'; readComment('> /rollout pause').kind === 'talk'
 */
export function readComment(body: string): CommentReading {
  const line = body.split(/\r\n|\r|\n/).find((one) => !/^[ \t]*$/.test(one)) ?? '';
  if (!CALL.test(line)) return { kind: 'talk' };
  const words = splitArguments(line.replace(CALL, ''));
  const wish = typeof words === 'string' ? words : readArguments(words);
  return typeof wish === 'string' ? { kind: 'mistake', sentence: wish } : { kind: 'wish', wish };
}

function readArguments({ words, version = '', reason = '' }: ArgumentList): Wish | string {
  const [word = '', ...rest] = words;
  const { gate = '', phase = '', others } = takeSubject(word, rest);
  const [target = '', ...more] = others;
  const wish = readWish({ word, gate, phase, version, target, reason });
  if (typeof wish === 'string' || more.length === 0) return wish;
  return `${quote(more.join(' '))} is too much: write one command, one environment/name, and --reason "why"`;
}

/** What the command is about, where it takes such a word: a phase is whatever does not look like a target. */
function takeSubject(word: string, words: readonly string[]) {
  const [first, ...others] = words;
  if (first === undefined) return { others };
  if (word === 'skip-gate') return { gate: first, others };
  const isPhase = word === 'approve' && (!first.includes('/') || others.length > 0);
  return isPhase ? { phase: first, others } : { others: words };
}
