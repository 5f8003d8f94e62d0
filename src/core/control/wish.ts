import { nearest } from '../plan/nearest.ts';
import { oneLine, quote } from '../rollout/one-line.ts';
import type { Command } from './command.ts';
import { COMMAND_WORDS, type CommandWord, isCommandWord } from './words.ts';

/** What a person asks for, before anything is known of the rollout or of the person. */
export interface Wish {
  readonly command: Command;
  /** The rollout meant, as `environment/name`; undefined where it is to be found out. */
  readonly target?: string;
  /** One line of at most 500 characters, without control or direction characters. */
  readonly reason?: string;
}

/** What was said, by whatever way it came: texts from outside; an empty one was not given. */
export interface Saying {
  readonly word: string;
  readonly gate: string;
  /** The phase that `approve` is for. */
  readonly phase?: string;
  /** The version that `approve` is for. */
  readonly version?: string;
  readonly target: string;
  readonly reason: string;
}

/** Longest reason that is kept, in characters. */
const LONGEST_REASON = 500;

/** Understands what was said; a string says what is wrong with it, what would be right, and what to try. */
export function readWish({
  word,
  gate,
  phase = '',
  version = '',
  target,
  reason,
}: Saying): Wish | string {
  if (!isCommandWord(word)) return refuseWord(word);
  const why = oneLine(reason, LONGEST_REASON);
  const mistake =
    checkGate(word, gate, why) ?? checkSubject(word, phase, version) ?? checkTarget(target);
  if (mistake !== undefined) return mistake;
  return {
    command: toCommand(word, gate, phase, version),
    ...(target !== '' && { target }),
    ...(why !== '' && { reason: why }),
  };
}

function toCommand(word: CommandWord, gate: string, phase: string, version: string): Command {
  if (word === 'skip-gate') return { kind: word, gate };
  if (word !== 'approve') return { kind: word };
  return { kind: word, ...(phase !== '' && { phase }), ...(version !== '' && { version }) };
}

function checkSubject(word: CommandWord, phase: string, version: string): string | undefined {
  if (word === 'approve') return undefined;
  if (phase !== '') return `${word} takes no phase; only approve does`;
  return version === '' ? undefined : `${word} takes no version; only approve does`;
}

function refuseWord(word: string): string {
  if (word === '') return `say what to do: ${COMMAND_WORDS.join(', ')}`;
  const meant = nearest(word, COMMAND_WORDS);
  const instead = meant === undefined ? COMMAND_WORDS.join(', ') : `did you mean ${meant}?`;
  return `there is no command ${quote(word)}: ${instead}`;
}

function checkGate(word: CommandWord, gate: string, reason: string): string | undefined {
  if (word !== 'skip-gate') {
    return gate === '' ? undefined : `${word} takes no gate; only skip-gate does`;
  }
  if (gate === '') return 'say which gate to skip: skip-gate <gate> --reason "why"';
  return reason === ''
    ? 'skip-gate wants a reason, which is kept with the release: --reason "why"'
    : undefined;
}

function checkTarget(target: string): string | undefined {
  return target === '' || target.includes('/')
    ? undefined
    : `${quote(target)} names no rollout: write environment/name, as in production/shop`;
}
