import { oneLine } from '../rollout/one-line.ts';

/**
 * Text cut to at most `limit` UTF-16 units, never through a character; an ellipsis shows that it was cut.
 *
 * @example shorten('checkout', 6) === 'check…'
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, Math.max(0, limit - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Text from outside as one line without control or direction characters, at most `limit` UTF-16 units long. */
export function oneShortLine(text: string, limit: number): string {
  return shorten(oneLine(text, limit), limit);
}

/** How many bytes a text takes in UTF-8: never fewer than it has characters. */
export function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Text cut to at most `limit` bytes of UTF-8, never through a character; an ellipsis shows that it was cut. */
export function shortenToBytes(text: string, limit: number): string {
  if (countBytes(text) <= limit) return text;
  let kept = 0;
  let bytes = countBytes('…');
  for (const character of text) {
    bytes += countBytes(character);
    if (bytes > limit) break;
    kept += character.length;
  }
  return `${text.slice(0, kept)}…`;
}
