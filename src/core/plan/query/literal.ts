/** The marks PromQL knows around a string; between backticks nothing is escaped. */
export type Quote = '"' | "'" | '`';

const REGEX_SIGNS = /[\\.+*?()|[\]{}^$]/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** The kind of a quoted string, told by its first character. */
export function quoteOf(literal: string): Quote {
  const [mark] = literal;
  return mark === "'" || mark === '`' ? mark : '"';
}

/** The regular expression that matches exactly this text. */
export function quoteRegex(text: string): string {
  return text.replaceAll(REGEX_SIGNS, String.raw`\$&`);
}

/** The text as it must be written between two such quotes; undefined where that is impossible. */
export function writeLiteral(text: string, quote: Quote): string | undefined {
  if (quote === '`') return text.includes('`') ? undefined : text;
  // oxlint-disable-next-line no-control-regex -- these are what must not stand there as they are
  return text.replaceAll(/[\\"'\u0000-\u001f\u007f]/g, (sign) => {
    if (sign === '"' || sign === "'") return sign === quote ? `\\${sign}` : sign;
    return SHORT_ESCAPES[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Reads what stands between two quotes; undefined for an escape that PromQL does not know. */
export function readLiteral(inner: string, quote: Quote): string | undefined {
  if (quote === '`') return inner;
  let known = true;
  const text = inner.replaceAll(ESCAPE, (_, sign: string) => {
    const code = /^(?:x|u|U)([0-9a-f]+)$/i.exec(sign)?.[1];
    if (code !== undefined)
      return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(code, 16)));
    const meant = sign === quote ? quote : MEANINGS[sign];
    known &&= meant !== undefined;
    return meant ?? '';
  });
  return known ? text : undefined;
}

const ESCAPE = /\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.|$)/gis;
const MEANINGS: Readonly<Record<string, string>> = {
  '\\': '\\',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
