/** A word or sign of a sentence and where it begins, counted from 0. */
export interface Token {
  readonly kind: 'word' | 'number' | 'operator' | 'sign' | 'end';
  readonly text: string;
  readonly index: number;
}

/*
 * Words hold dots and dashes inside, as names of metrics do. Numbers take along the letters that follow
 * at once (`0.1%`, `5/s`, `1h30m`), whether or not they make sense: the parser says what is wrong with them.
 */
const TOKEN =
  /(?<word>[A-Za-z_](?:[\w.-]*\w)?)|(?<number>\d[\w.,]*(?:%|\/\w+)?)|(?<operator>[<>=!≤≥]+)|(?<sign>\S)/gu;

/** Cuts a sentence into words, numbers, comparisons and single signs, closed by an `end`. */
export function cutTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind =
      (['word', 'number', 'operator', 'sign'] as const).find(
        (name) => match.groups?.[name] !== undefined,
      ) ?? 'sign';
    tokens.push({ kind, text: match[0], index: match.index });
  }
  return [...tokens, { kind: 'end', text: '', index: text.trimEnd().length }];
}

/** Walks along the tokens of a sentence. */
export interface Cursor {
  /** The token ahead; past the end it is the end again. */
  peek(ahead?: number): Token;
  take(): Token;
  /** Takes the next token if it is this word or sign. */
  skip(text: string): boolean;
}

export function walkTokens(tokens: readonly Token[]): Cursor {
  let next = 0;
  const peek = (ahead = 0): Token =>
    tokens[next + ahead] ?? tokens.at(-1) ?? { kind: 'end', text: '', index: 0 };
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };
  return {
    peek,
    take,
    skip: (text) => {
      const matches = peek().kind !== 'end' && peek().text === text;
      if (matches) next += 1;
      return matches;
    },
  };
}
