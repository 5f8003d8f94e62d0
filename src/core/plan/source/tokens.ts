import { Lexer, Parser } from 'yaml';
import type { CST } from 'yaml';

import { DEEPEST_NESTING, MOST_TOKENS } from './limits.ts';

export type Tokens =
  | { readonly outcome: 'read'; readonly tokens: CST.Token[] }
  | { readonly outcome: 'stopped'; readonly limit: 'depth' | 'tokens'; readonly offset: number };

/** Runs the YAML parser token by token, so that a hostile text is stopped before it is built into a tree. */
export function readTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    count += 1;
    const isDeep = parser.stack.length > DEEPEST_NESTING;
    if (isDeep || count > MOST_TOKENS) {
      return { outcome: 'stopped', limit: isDeep ? 'depth' : 'tokens', offset: parser.offset };
    }
  }
  tokens.push(...parser.end());
  return { outcome: 'read', tokens };
}
