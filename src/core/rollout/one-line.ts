/** Controls, invisible formatting (bidirectional overrides among them), and every kind of blank and line end. */
const BLANK = /[\p{Cc}\p{Cf}\p{Z}]+/gu;
/** Half of a surrogate pair, which UTF-8 cannot write. */
const HALF = /\p{Cs}/gu;

/**
 * Text from outside made fit for one line of a log: blanks and control characters become single spaces, and
 * what exceeds `limit` characters is cut with an ellipsis.
 *
 * @example oneLine('exit 1:\n  no such host', 14) === 'exit 1: no su…'
 */
export function oneLine(text: string, limit: number): string {
  const line = text.replace(HALF, '\uFFFD').replace(BLANK, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

/** A value as JSON for a message, in one line of at most 60 characters. */
export function quote(value: unknown): string {
  return oneLine(JSON.stringify(value) ?? 'nothing', 60);
}
