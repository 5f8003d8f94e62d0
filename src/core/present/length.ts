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
