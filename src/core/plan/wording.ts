import type { Path } from './source/path.ts';

const LONGEST_QUOTE = 60;

/**
 * Puts a piece of the plan between backticks for a message: shortened, on one line, without control
 * characters (messages go to terminals and workflow logs) and without passwords in addresses.
 */
export function quote(text: string): string {
  const shown = text
    .replaceAll(/\/\/[^@/\s]*@/g, '//…@')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const letters = Array.from(shown);
  const short =
    letters.length > LONGEST_QUOTE ? `${letters.slice(0, LONGEST_QUOTE - 1).join('')}…` : shown;
  return `\`${short.replaceAll('`', "'")}\``;
}

/** Words in a row for people: `a`, `b` and `c`. */
export function list(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.pop() ?? 'none';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${joint} ${last}`;
}

/** What the author calls the thing at a path: `` `weight` ``, item 2 of `` `phases` ``, the plan. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the plan';
  return typeof last === 'string'
    ? quote(last)
    : `item ${last + 1} of ${nameOf(path.slice(0, -1))}`;
}

/** What kind of thing a value is, with the value where it is short: the number 5, the text `2 hours`. */
export function describe(value: unknown): string {
  if (typeof value === 'string')
    return value === '' ? 'the empty text' : `the text ${quote(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the yes-or-no value \`${value}\``;
  if (typeof value !== 'object' || value === null) return 'empty';
  const size = Object.keys(value).length;
  if (Array.isArray(value)) return size === 0 ? 'an empty list' : `a list of ${size}`;
  return size === 0 ? 'an empty mapping' : 'a mapping';
}

/** What kind of thing a value is and nothing of the value itself, where it may be a secret. */
export function describeKind(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'the empty text' : 'a text';
  return typeof value === 'number' ? 'a number' : describe(value);
}
