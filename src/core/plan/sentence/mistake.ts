import { quote } from '../wording.ts';
import type { SentenceMistake } from './syntax.ts';
import type { Token } from './tokens.ts';

/** A mistake at a word. */
export function mistake(token: Token, expected: string): SentenceMistake {
  return { outcome: 'mistaken', index: token.index, found: describeToken(token), expected };
}

function describeToken({ kind, text }: Token): string {
  return kind === 'end' ? 'the sentence ends here' : `${quote(text)} makes no sense here`;
}
