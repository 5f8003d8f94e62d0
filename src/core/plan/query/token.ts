/** A piece of a PromQL query or series selector. */
export interface QueryToken {
  readonly kind: 'blank' | 'text' | 'operator' | 'variable' | 'word' | 'other';
  readonly text: string;
  readonly index: number;
}

/** Blanks and comments; quoted texts; comparisons; `$name`; names, keywords and durations; any other sign. */
const TOKEN =
  /(?<blank>\s+|#[^\n]*)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|(?<operator>[=!]~|[=!<>]=|=)|(?<variable>\$\{[A-Za-z_]\w*\}|\$[A-Za-z_]\w*)|(?<word>[\w:.]+)|(?<other>[^])/gy;

const KINDS = ['blank', 'text', 'operator', 'variable', 'word'] as const;

/** All of the query in pieces: joined they are the query again, even where it is no PromQL. */
export function tokensOf(query: string): readonly QueryToken[] {
  return Array.from(query.matchAll(TOKEN), ({ 0: text, index, groups = {} }) => ({
    kind: KINDS.find((kind) => groups[kind] !== undefined) ?? 'other',
    text,
    index,
  }));
}
