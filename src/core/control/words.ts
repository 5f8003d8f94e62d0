import type { Command } from './command.ts';

export type CommandWord = Command['kind'];

/** Every command a person can give, with what it does, in the order people are shown them. */
export const COMMANDS: Readonly<Record<CommandWord, string>> = {
  pause: 'leave traffic where it is until somebody decides',
  resume: 'go on from where it was paused',
  abort: 'take all traffic back to stable',
  approve: 'let the phase begin that waits for approval',
  promote: 'let this phase pass now, without waiting for its bake or its numbers',
  'promote-full': 'make the new version the stable one now, without the phases that are left',
  retry: 'begin the phase anew that it was paused or taken back at',
  'skip-gate': 'let one shut gate pass, with a reason',
};

export const COMMAND_WORDS = Object.keys(COMMANDS) as readonly CommandWord[];

export function isCommandWord(word: string): word is CommandWord {
  return Object.hasOwn(COMMANDS, word);
}
